import type { SourceFiles } from '../sourceFiles';

/** Who is seen when, where and by whom. */
export const scheduling: SourceFiles = {
  'wardbook/scheduling/slots.py': `from datetime import datetime, timedelta
from typing import Iterator, Sequence

from .overlap import Booking


def open_windows(day_start: datetime, day_end: datetime, bookings: Sequence[Booking]) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches of a clinic day that nobody has taken yet."""
    cursor = day_start
    for booking in sorted(bookings, key=lambda b: b.starts_at):
        if booking.starts_at > cursor:
            yield cursor, booking.starts_at
        cursor = max(cursor, booking.ends_at)
    if cursor < day_end:
        yield cursor, day_end


def first_fit(windows, needed: timedelta, step: timedelta = timedelta(minutes=5)):
    for begin, end in windows:
        minute = begin.minute + (-begin.minute % (step.seconds // 60))
        aligned = begin.replace(minute=0, second=0) + timedelta(minutes=minute)
        if aligned + needed <= end:
            return aligned
    return None
`,
  'wardbook/scheduling/overlap.py': `from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Booking:
    clinician_id: int
    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False


def find_clashes(bookings: list[Booking]) -> list[tuple[Booking, Booking]]:
    """Pairs of appointments that would need one clinician in two places at once."""
    clashes: list[tuple[Booking, Booking]] = []
    by_clinician: dict[int, list[Booking]] = {}
    for booking in bookings:
        if not booking.cancelled:
            by_clinician.setdefault(booking.clinician_id, []).append(booking)
    for own in by_clinician.values():
        own.sort(key=lambda b: b.starts_at)
        active: list[Booking] = []
        for booking in own:
            active = [other for other in active if other.ends_at > booking.starts_at]
            clashes.extend((other, booking) for other in active)
            active.append(booking)
    return clashes
`,
  'wardbook/scheduling/waitlist.py': `import heapq
import itertools
from datetime import date


class Waitlist:
    """Patients who would come earlier, the most urgent first and the longest waiting among equals."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, date, int, int]] = []
        self._sequence = itertools.count()
        self._withdrawn: set[int] = set()

    def join(self, patient_id: int, urgency: int, referred_on: date) -> None:
        heapq.heappush(self._heap, (-urgency, referred_on, next(self._sequence), patient_id))
        self._withdrawn.discard(patient_id)

    def withdraw(self, patient_id: int) -> None:
        self._withdrawn.add(patient_id)

    def offer_vacancy(self, accepts) -> int | None:
        """Hand a slot that came free to the first in line who can make it."""
        refused = []
        chosen = None
        while self._heap and chosen is None:
            entry = heapq.heappop(self._heap)
            patient_id = entry[3]
            if patient_id in self._withdrawn:
                continue
            if accepts(patient_id):
                chosen = patient_id
            else:
                refused.append(entry)
        for entry in refused:
            heapq.heappush(self._heap, entry)
        return chosen
`,
  'wardbook/scheduling/recurrence.py': `from datetime import date, timedelta


def expand_series(first: date, every_days: int, count: int, holidays: frozenset[date]) -> list[date]:
    """Dates of a course of treatment; one that falls on a public holiday moves to the next working day."""
    dates: list[date] = []
    for index in range(count):
        day = first + timedelta(days=index * every_days)
        while day in holidays or day.weekday() == 6:
            day += timedelta(days=1)
        if dates and day <= dates[-1]:
            day = dates[-1] + timedelta(days=1)
        dates.append(day)
    return dates


def remaining(series: list[date], today: date) -> int:
    return sum(1 for day in series if day >= today)
`,
  'wardbook/scheduling/attendance_risk.py': `import math
from dataclasses import dataclass

WEIGHTS = {"bias": -2.1, "missed_before": 0.9, "lead_days": 0.03, "is_monday": 0.2, "confirmed": -1.4}


@dataclass
class AttendanceFacts:
    missed_before: int
    lead_days: int
    is_monday: bool
    confirmed: bool


def absence_probability(facts: AttendanceFacts) -> float:
    z = WEIGHTS["bias"]
    z += WEIGHTS["missed_before"] * min(facts.missed_before, 4)
    z += WEIGHTS["lead_days"] * facts.lead_days
    z += WEIGHTS["is_monday"] * facts.is_monday
    z += WEIGHTS["confirmed"] * facts.confirmed
    return 1 / (1 + math.exp(-z))


def overbooking_margin(probabilities: list[float], chairs: int, tolerance: float = 0.05) -> int:
    """How many more people may be invited than there are chairs before the room is likely to overflow."""
    expected = sum(1 - p for p in probabilities)
    variance = sum(p * (1 - p) for p in probabilities)
    quantile = 1.64 if tolerance <= 0.05 else 1.28
    return max(0, math.floor(chairs - expected - quantile * math.sqrt(variance)))
`,
  'wardbook/scheduling/rota.py': `from collections import defaultdict
from datetime import date, timedelta

MIN_REST = timedelta(hours=11)
MAX_NIGHTS_IN_A_ROW = 3


class RotaPlanner:
    def __init__(self, staff: list[int]) -> None:
        self._staff = staff
        self._nights: dict[int, list[date]] = defaultdict(list)

    def assign_nights(self, first: date, days: int) -> dict[date, int]:
        """Share night duty out evenly, and let nobody do more than three in a row."""
        plan: dict[date, int] = {}
        for offset in range(days):
            day = first + timedelta(days=offset)
            candidates = [person for person in self._staff if not self._is_tired(person, day)]
            if not candidates:
                raise RuntimeError(f"nobody may work the night of {day}")
            chosen = min(candidates, key=lambda person: (len(self._nights[person]), person))
            self._nights[chosen].append(day)
            plan[day] = chosen
        return plan

    def _is_tired(self, person: int, day: date) -> bool:
        recent = set(self._nights[person])
        return all(day - timedelta(days=back) in recent for back in range(1, MAX_NIGHTS_IN_A_ROW + 1))
`,
  'wardbook/scheduling/bed_allocation.py': `from dataclasses import dataclass


@dataclass
class BedState:
    bed_id: int
    ward: str
    single_room: bool
    negative_pressure: bool
    occupied: bool


@dataclass
class Needs:
    infectious: bool
    airborne: bool
    preferred_ward: str


class NoBedError(Exception):
    pass


def place(needs: Needs, beds: list[BedState]) -> BedState:
    """Choose where to put a new arrival so that contagious people lie alone."""
    free = [bed for bed in beds if not bed.occupied]
    if needs.airborne:
        free = [bed for bed in free if bed.negative_pressure]
    elif needs.infectious:
        free = [bed for bed in free if bed.single_room]
    if not free:
        raise NoBedError("no suitable bed")

    def cost(bed: BedState) -> tuple[bool, bool, int]:
        wasteful = bed.single_room and not needs.infectious
        return (bed.ward != needs.preferred_ward, wasteful, bed.bed_id)

    return min(free, key=cost)
`,
  'wardbook/scheduling/theatre_blocks.py': `from datetime import datetime, timedelta

RELEASE_BEFORE = timedelta(days=5)


def blocks_to_release(blocks, now: datetime):
    """Reserved surgery time that a team has not filled and that others may now book."""
    released = []
    for block in blocks:
        if block.starts_at - now > RELEASE_BEFORE or block.released:
            continue
        used = sum((case.duration for case in block.cases), timedelta())
        if used < block.duration * 0.4:
            released.append(block)
    return released


def utilisation(block) -> float:
    used = sum((case.duration + case.turnover for case in block.cases), timedelta())
    return min(1.0, used / block.duration)
`,
  'wardbook/scheduling/reminders.py': `from datetime import datetime, time, timedelta

QUIET_FROM, QUIET_UNTIL = time(20, 30), time(8, 0)
LEADS = (timedelta(days=7), timedelta(days=1))


def send_times(appointment_at: datetime, booked_at: datetime) -> list[datetime]:
    times = []
    for lead in LEADS:
        at = appointment_at - lead
        if at <= booked_at:
            continue
        times.append(_outside_quiet_hours(at))
    return times


def _outside_quiet_hours(at: datetime) -> datetime:
    if at.time() >= QUIET_FROM:
        return at.replace(hour=QUIET_FROM.hour, minute=QUIET_FROM.minute) - timedelta(minutes=15)
    if at.time() < QUIET_UNTIL:
        return at.replace(hour=QUIET_UNTIL.hour, minute=QUIET_UNTIL.minute)
    return at
`,
};
