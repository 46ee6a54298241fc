import type { SourceFiles } from '../sourceFiles';

/** Tests, documents and examples: they speak of the same things as the code they are about. */
export const around: SourceFiles = {
  'tests/test_waitlist.py': `from datetime import date

from wardbook.scheduling.waitlist import Waitlist


def test_the_most_urgent_patient_is_offered_the_vacancy_first():
    waitlist = Waitlist()
    waitlist.join(1, urgency=1, referred_on=date(2024, 1, 2))
    waitlist.join(2, urgency=5, referred_on=date(2024, 3, 2))
    assert waitlist.offer_vacancy(lambda patient: True) == 2


def test_who_cannot_come_keeps_the_place_in_line():
    waitlist = Waitlist()
    waitlist.join(1, urgency=3, referred_on=date(2024, 1, 2))
    waitlist.join(2, urgency=2, referred_on=date(2024, 1, 2))
    assert waitlist.offer_vacancy(lambda patient: patient != 1) == 2
    assert waitlist.offer_vacancy(lambda patient: True) == 1
`,
  'tests/test_patient_share.py': `from wardbook.billing.patient_share import Plan, split_charge

PLAN = Plan(deductible_cents=50_000, coinsurance=0.2, yearly_cap_cents=200_000)


def test_the_deductible_comes_first():
    assert split_charge(30_000, PLAN, 0, 0) == (30_000, 0)


def test_a_percentage_of_the_rest_falls_to_the_patient():
    assert split_charge(100_000, PLAN, 50_000, 50_000) == (20_000, 80_000)


def test_never_more_than_the_cap_of_the_year():
    assert split_charge(100_000, PLAN, 50_000, 195_000) == (5_000, 95_000)
`,
  'tests/test_allocation.py': `from types import SimpleNamespace

from wardbook.billing.allocation import allocate


def invoice(id, due, open_cents):
    return SimpleNamespace(id=id, due=due, open_cents=open_cents)


def test_the_oldest_debt_is_paid_first():
    postings, credit = allocate(150, [invoice(2, 20, 100), invoice(1, 10, 100)])
    assert postings == [(1, 100), (2, 50)]
    assert credit == 0


def test_money_that_is_left_over_stays_as_credit():
    assert allocate(150, [invoice(1, 10, 100)]) == ([(1, 100)], 50)
`,
  'tests/test_bed_allocation.py': `import pytest

from wardbook.scheduling.bed_allocation import BedState, Needs, NoBedError, place


def test_contagious_people_lie_alone():
    beds = [BedState(1, "A", False, False, False), BedState(2, "A", True, False, False)]
    assert place(Needs(True, False, "A"), beds).bed_id == 2


def test_a_full_house_is_an_error():
    with pytest.raises(NoBedError):
        place(Needs(False, False, "A"), [BedState(1, "A", False, False, True)])
`,
  'tests/test_early_warning.py': `from wardbook.clinical.early_warning import Vitals, escalation, score

HEALTHY = Vitals(16, 98, 125, 70, 36.8, True)


def test_a_healthy_person_scores_nothing():
    assert score(HEALTHY) == 0


def test_low_oxygen_and_a_racing_pulse_bring_the_crash_team():
    assert escalation(score(Vitals(26, 90, 125, 135, 36.8, True))) == "crash team now"
`,
  'tests/test_journal.py': `from wardbook.security.journal import Journal, first_forged


class MemorySink:
    def __init__(self):
        self.entries = []

    def last_digest(self):
        return self.entries[-1][1] if self.entries else None

    def write(self, body, digest):
        self.entries.append((body, digest))


def test_an_altered_line_is_found():
    sink = MemorySink()
    journal = Journal(sink)
    journal.append("read", patient_id=1)
    journal.append("read", patient_id=2)
    body, digest = sink.entries[0]
    sink.entries[0] = (body.replace("1", "9"), digest)
    assert first_forged(sink.entries) == 0
`,
  'tests/test_remittance.py': `import pytest

from wardbook.billing.remittance import parse_advice


def test_paid_and_refused_claims_are_read():
    paid, refused = parse_advice("HDR*1\\nCLM*17*9900*\\nCLM*18*0*CO45\\n")
    assert paid.paid_cents == 9900
    assert refused.denial_code == "CO45"


def test_a_strange_line_is_refused_with_its_number():
    with pytest.raises(ValueError, match="line 1"):
        parse_advice("???")
`,
  'tests/factories.py': `from datetime import datetime, timedelta

from wardbook.scheduling.overlap import Booking


def booking(clinician_id=1, hour=9, minutes=30, cancelled=False) -> Booking:
    starts_at = datetime(2024, 5, 6, hour)
    return Booking(clinician_id, starts_at, starts_at + timedelta(minutes=minutes), cancelled)
`,
  'docs/scheduling.md': `# Scheduling

A clinic day is divided into windows that nobody has taken. A new appointment goes to the first window it fits into,
aligned to five minutes. When an appointment is cancelled, the slot is offered along the waitlist: the most urgent
patient first, among equals the one who has waited longest.

## Double booking

Two appointments of one clinician must not overlap. The nightly check lists the pairs that do.

## Beds

Infectious patients need a single room, airborne infections a room with negative pressure.
`,
  'docs/billing.md': `# Billing

Every encounter that is signed off becomes a claim. The price of a procedure is the one that held on the day of the
visit. The patient pays the deductible first, then the coinsurance, up to the cap of the year.

## Overdue invoices

Reminders go out 14, 35 and 60 days after the due date; a disputed invoice is left alone.

## Payments

A payment is posted to the oldest open invoice first.
`,
  'docs/privacy.md': `# Privacy

Access is logged in a journal whose entries are chained by their digests. In an emergency anybody may open any record
for two hours; the privacy officer is told. Research exports carry pseudonyms instead of names.
`,
  'docs/operations.md': `# Operations

Run \`python -m wardbook.migrate\` after each deployment. Sessions end after twelve minutes without use. Messages to
other systems leave through the outbox, which tries eight times.
`,
  'examples/book_appointment.py': `from datetime import datetime, timedelta

from wardbook.scheduling.slots import first_fit, open_windows

day = datetime(2024, 5, 6)
windows = open_windows(day.replace(hour=8), day.replace(hour=16), bookings=[])
print("first free slot:", first_fit(windows, timedelta(minutes=40)))
`,
  'examples/send_claim.py': `from datetime import date

from wardbook.billing.claim_builder import ClaimBuilder
from wardbook.billing.tariff import TariffBook

tariffs = TariffBook()
tariffs.add("99213", date(2024, 1, 1), 12_500)
builder = ClaimBuilder(tariffs)
print("a claim builder is ready:", builder)
`,
  'examples/night_rota.py': `from datetime import date

from wardbook.scheduling.rota import RotaPlanner

for day, person in RotaPlanner([11, 12, 13]).assign_nights(date(2024, 5, 1), 14).items():
    print(day, person)
`,
};
