import type { SourceFiles } from '../sourceFiles';

/** What keeps a treatment safe. */
export const clinical: SourceFiles = {
  'wardbook/clinical/early_warning.py': `from dataclasses import dataclass


@dataclass
class Vitals:
    respiration: int
    saturation: int
    systolic: int
    pulse: int
    temperature: float
    alert: bool


BANDS = {
    "respiration": ((8, 3), (11, 1), (20, 0), (24, 2), (999, 3)),
    "saturation": ((91, 3), (93, 2), (95, 1), (999, 0)),
    "systolic": ((90, 3), (100, 2), (110, 1), (219, 0), (999, 3)),
    "pulse": ((40, 3), (50, 1), (90, 0), (110, 1), (130, 2), (999, 3)),
    "temperature": ((35.0, 3), (36.0, 1), (38.0, 0), (39.0, 1), (99.0, 2)),
}


def score(vitals: Vitals) -> int:
    total = 0 if vitals.alert else 3
    for name, bands in BANDS.items():
        value = getattr(vitals, name)
        total += next(points for limit, points in bands if value <= limit)
    return total


def escalation(total: int) -> str:
    """Who has to come to the bedside, and how soon."""
    if total >= 7:
        return "crash team now"
    if total >= 5:
        return "registrar within 30 minutes"
    return "nurse within 4 hours" if total > 0 else "routine"
`,
  'wardbook/clinical/drug_safety.py': `FAMILIES = {
    "penicillins": {"amoxicillin", "flucloxacillin", "piperacillin"},
    "nsaids": {"ibuprofen", "naproxen", "diclofenac"},
}
CROSS_REACTIONS = {"penicillins": {"cefalexin"}}


def conflicts(drug: str, known_allergies: set[str], current: set[str], interactions) -> list[str]:
    """Reasons not to give a medicine: what the patient cannot tolerate and what it must not be combined with."""
    reasons = []
    name = drug.lower()
    for allergen in sorted(known_allergies):
        members = FAMILIES.get(allergen, {allergen})
        if name in members:
            reasons.append(f"allergic to {allergen}")
        elif name in CROSS_REACTIONS.get(allergen, set()):
            reasons.append(f"may cross-react with {allergen}")
    for other in sorted(current):
        severity = interactions.get(frozenset((name, other)))
        if severity is not None:
            reasons.append(f"{severity} interaction with {other}")
    return reasons
`,
  'wardbook/clinical/dose.py': `def weight_based(mg_per_kg: float, weight_kg: float, maximum_mg: float, tablet_mg: float) -> float:
    wanted = min(mg_per_kg * weight_kg, maximum_mg)
    halves = round(wanted / (tablet_mg / 2))
    while halves > 0 and halves * tablet_mg / 2 > maximum_mg:
        halves -= 1
    return halves * tablet_mg / 2


def renal_factor(creatinine: float, age: int, weight_kg: float, female: bool) -> float:
    """Fraction of the usual amount that someone with weak kidneys may have."""
    clearance = (140 - age) * weight_kg / (72 * creatinine) * (0.85 if female else 1.0)
    if clearance >= 60:
        return 1.0
    return 0.5 if clearance >= 30 else 0.25
`,
};
