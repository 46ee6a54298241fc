import type { SourceFiles } from '../sourceFiles';

/** Claims, prices, payments and what is overdue. */
export const billing: SourceFiles = {
  'wardbook/billing/claim_builder.py': `from dataclasses import dataclass, field

from .tariff import TariffBook


@dataclass
class ClaimLine:
    code: str
    units: int
    amount_cents: int


@dataclass
class Claim:
    encounter_id: int
    insurer_id: int
    lines: list[ClaimLine] = field(default_factory=list)

    @property
    def total_cents(self) -> int:
        return sum(line.amount_cents for line in self.lines)


class ClaimBuilder:
    """Turns what was done during a visit into what the insurer is asked for."""

    def __init__(self, tariffs: TariffBook) -> None:
        self._tariffs = tariffs

    def build(self, encounter, insurer_id: int) -> Claim:
        claim = Claim(encounter.id, insurer_id)
        units: dict[str, int] = {}
        for procedure in encounter.procedures:
            if procedure.cancelled or not procedure.signed_off:
                continue
            units[procedure.code] = units.get(procedure.code, 0) + procedure.units
        for code, count in sorted(units.items()):
            price = self._tariffs.price_on(code, encounter.day)
            claim.lines.append(ClaimLine(code, count, price * count))
        return claim
`,
  'wardbook/billing/tariff.py': `from bisect import bisect_right
from datetime import date


class UnknownTariffError(KeyError):
    pass


class TariffBook:
    def __init__(self) -> None:
        self._since: dict[str, list[date]] = {}
        self._cents: dict[str, list[int]] = {}

    def add(self, code: str, valid_from: date, cents: int) -> None:
        since = self._since.setdefault(code, [])
        at = bisect_right(since, valid_from)
        since.insert(at, valid_from)
        self._cents.setdefault(code, []).insert(at, cents)

    def price_on(self, code: str, day: date) -> int:
        """What a procedure cost on a given day, since prices are changed from time to time."""
        since = self._since.get(code, [])
        at = bisect_right(since, day) - 1
        if at < 0:
            raise UnknownTariffError(code)
        return self._cents[code][at]
`,
  'wardbook/billing/patient_share.py': `from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    deductible_cents: int
    coinsurance: float
    yearly_cap_cents: int


def split_charge(charge_cents: int, plan: Plan, deductible_met: int, paid_this_year: int) -> tuple[int, int]:
    """
    How much of a charge falls to the patient and how much to the insurer: first the
    deductible, then a percentage, and never more than the cap of the year.
    """
    headroom = max(0, plan.yearly_cap_cents - paid_this_year)
    towards_deductible = min(charge_cents, max(0, plan.deductible_cents - deductible_met))
    rest = charge_cents - towards_deductible
    patient = min(headroom, towards_deductible + round(rest * plan.coinsurance))
    return patient, charge_cents - patient
`,
  'wardbook/billing/dunning.py': `from datetime import date
from enum import Enum


class Stage(Enum):
    NONE = 0
    FRIENDLY = 1
    FIRM = 2
    COLLECTOR = 3


THRESHOLDS = ((60, Stage.COLLECTOR), (35, Stage.FIRM), (14, Stage.FRIENDLY))


def next_stage(due: date, today: date, current: Stage, in_dispute: bool) -> Stage:
    if in_dispute:
        return current
    late = (today - due).days
    for days, stage in THRESHOLDS:
        if late >= days:
            # No letter is skipped, whoever forgot to run the job.
            return Stage(min(stage.value, current.value + 1))
    return Stage.NONE


def late_fee(open_cents: int, stage: Stage) -> int:
    if stage.value < Stage.FIRM.value:
        return 0
    return min(4_000, round(open_cents * 0.02))
`,
  'wardbook/billing/remittance.py': `import re
from dataclasses import dataclass

LINE = re.compile(r"^CLM\\*(?P<claim>\\d+)\\*(?P<paid>-?\\d+)\\*(?P<code>[A-Z]{2}\\d{1,3})?$")


@dataclass
class Advice:
    claim_id: int
    paid_cents: int
    denial_code: str | None


def parse_advice(text: str) -> list[Advice]:
    """Read the file in which an insurer says what it has paid for and what it has refused."""
    found = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("HDR"):
            continue
        match = LINE.match(line)
        if match is None:
            raise ValueError(f"line {number} is not understood")
        found.append(Advice(int(match["claim"]), int(match["paid"]), match["code"]))
    return found
`,
  'wardbook/billing/allocation.py': `def allocate(payment_cents: int, invoices):
    """Spread money that came in over what is owed, the oldest debt first; the rest stays as credit."""
    left = payment_cents
    postings = []
    for invoice in sorted(invoices, key=lambda i: (i.due, i.id)):
        if left == 0:
            break
        portion = min(left, invoice.open_cents)
        if portion > 0:
            postings.append((invoice.id, portion))
            left -= portion
    return postings, left
`,
  'wardbook/billing/apportion.py': `def apportion(total: int, shares: list[float]) -> list[int]:
    whole = sum(shares)
    if whole <= 0:
        raise ValueError("shares must add up to something")
    exact = [total * share / whole for share in shares]
    floors = [int(value) for value in exact]
    missing = total - sum(floors)
    by_remainder = sorted(range(len(shares)), key=lambda i: floors[i] - exact[i])
    for index in by_remainder[:missing]:
        floors[index] += 1
    return floors
`,
  'wardbook/billing/case_group.py': `from dataclasses import dataclass

SURGICAL = frozenset({"47.01", "51.23", "81.54"})


@dataclass(frozen=True)
class CaseGroup:
    key: str
    weight: float


def classify(main_diagnosis: str, secondary: list[str], procedures: list[str], age: int) -> CaseGroup:
    """The flat-rate class of a hospital stay, from its diagnoses, operations and the age of the patient."""
    chapter = main_diagnosis[:1].upper()
    branch = "S" if SURGICAL.intersection(procedures) else "M"
    severity = min(3, sum(1 for code in secondary if code[:1] in "EIJN"))
    if age >= 75 or age < 1:
        severity = min(3, severity + 1)
    weight = (1.8 if branch == "S" else 0.7) * (1 + 0.35 * severity)
    return CaseGroup(f"{chapter}{branch}{severity}", round(weight, 3))
`,
};
