import type { SourceFiles } from '../sourceFiles';

/** Who a patient is. */
export const identity: SourceFiles = {
  'wardbook/identity/record_number.py': `def check_digit(body: str) -> int:
    total = 0
    for position, character in enumerate(reversed(body)):
        digit = int(character)
        if position % 2 == 0:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return -total % 10


def is_well_formed(number: str) -> bool:
    """Catches a mistyped record number before anybody's file is opened by mistake."""
    bare = number.replace("-", "")
    return len(bare) == 9 and bare.isdigit() and check_digit(bare[:-1]) == int(bare[-1])
`,
  'wardbook/identity/phonetic.py': `GROUPS = {"BFPV": "1", "CGJKQSXZ": "2", "DT": "3", "L": "4", "MN": "5", "R": "6"}
CODES = {letter: code for letters, code in GROUPS.items() for letter in letters}


def sound_key(name: str) -> str:
    letters = [c for c in name.upper() if c.isalpha()]
    if not letters:
        return ""
    key = letters[0]
    previous = CODES.get(letters[0], "")
    for letter in letters[1:]:
        code = CODES.get(letter, "")
        if code and code != previous:
            key += code
        if letter not in "HW":
            previous = code
    return (key + "000")[:4]
`,
  'wardbook/identity/merge_records.py': `class MergeConflict(Exception):
    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def merge(survivor: dict, retired: dict, prefer_newer: bool = True) -> dict:
    """Unite two files of one person; facts that contradict each other are left to a human."""
    contradictions = [
        name
        for name in ("born_on", "blood_group", "sex")
        if survivor.get(name) and retired.get(name) and survivor[name] != retired[name]
    ]
    if contradictions:
        raise MergeConflict(contradictions)
    newer, older = (survivor, retired) if survivor["updated_at"] >= retired["updated_at"] else (retired, survivor)
    first, second = (newer, older) if prefer_newer else (survivor, retired)
    united = {**second, **{key: value for key, value in first.items() if value not in (None, "")}}
    united["id"] = survivor["id"]
    united["former_ids"] = sorted({*survivor.get("former_ids", []), retired["id"]})
    return united
`,
};
