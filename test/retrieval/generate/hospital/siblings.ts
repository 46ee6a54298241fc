import { united, type SourceFiles } from '../sourceFiles';

interface Entity {
  name: string;
  table: string;
  columns: readonly string[];
  /** A method that only this repository has, indented for a class body. */
  finder: string;
}

const entities: readonly Entity[] = [
  {
    name: 'patient',
    table: 'patients',
    columns: ['record_number', 'family_name', 'born_on'],
    finder: `    def find_by_sound(self, key: str) -> list[dict]:
        """People whose family name is pronounced alike."""
        rows = self._connection.execute("SELECT * FROM patients WHERE sound_key = ? ORDER BY born_on", (key,))
        return [dict(row) for row in rows]`,
  },
  {
    name: 'clinician',
    table: 'clinicians',
    columns: ['display_name', 'speciality', 'retired_on'],
    finder: `    def on_call(self, speciality: str, day: str) -> list[dict]:
        sql = "SELECT c.* FROM clinicians c JOIN duties d ON d.clinician_id = c.id WHERE c.speciality = ? AND d.day = ?"
        return [dict(row) for row in self._connection.execute(sql, (speciality, day))]`,
  },
  {
    name: 'appointment',
    table: 'appointments',
    columns: ['patient_id', 'clinician_id', 'starts_at', 'ends_at', 'state'],
    finder: `    def day_sheet(self, clinician_id: int, day: str) -> list[dict]:
        """Everything that a doctor has to do on one day, in order."""
        sql = "SELECT * FROM appointments WHERE clinician_id = ? AND date(starts_at) = ? AND state != 'cancelled'"
        return [dict(row) for row in self._connection.execute(sql + " ORDER BY starts_at", (clinician_id, day))]`,
  },
  {
    name: 'bed',
    table: 'beds',
    columns: ['ward_id', 'label', 'occupied'],
    finder: `    def vacate(self, bed_id: int) -> None:
        self._connection.execute("UPDATE beds SET occupied = 0, needs_cleaning = 1 WHERE id = ?", (bed_id,))`,
  },
  {
    name: 'invoice',
    table: 'invoices',
    columns: ['patient_id', 'insurer_id', 'due_on', 'open_cents'],
    finder: `    def overdue(self, today: str) -> list[dict]:
        sql = "SELECT * FROM invoices WHERE open_cents > 0 AND due_on < ? ORDER BY due_on"
        return [dict(row) for row in self._connection.execute(sql, (today,))]`,
  },
  {
    name: 'payment',
    table: 'payments',
    columns: ['invoice_id', 'received_on', 'cents', 'reference'],
    finder: `    def without_invoice(self) -> list[dict]:
        """Money that arrived and that nobody knows what it was meant for."""
        rows = self._connection.execute("SELECT * FROM payments WHERE invoice_id IS NULL ORDER BY received_on")
        return [dict(row) for row in rows]`,
  },
  {
    name: 'insurer',
    table: 'insurers',
    columns: ['name', 'payer_number', 'contract_until'],
    finder: `    def with_contract_on(self, day: str) -> list[dict]:
        rows = self._connection.execute("SELECT * FROM insurers WHERE contract_until >= ?", (day,))
        return [dict(row) for row in rows]`,
  },
  {
    name: 'referral',
    table: 'referrals',
    columns: ['patient_id', 'sent_by', 'speciality', 'urgency'],
    finder: `    def unanswered(self, older_than: str) -> list[dict]:
        """Letters from family doctors that nobody has replied to."""
        sql = "SELECT * FROM referrals WHERE answered_on IS NULL AND received_on < ?"
        return [dict(row) for row in self._connection.execute(sql, (older_than,))]`,
  },
  {
    name: 'prescription',
    table: 'prescriptions',
    columns: ['patient_id', 'drug', 'daily_mg', 'ends_on'],
    finder: `    def running_out(self, until: str) -> list[dict]:
        sql = "SELECT * FROM prescriptions WHERE ends_on <= ? AND renewed = 0 ORDER BY ends_on"
        return [dict(row) for row in self._connection.execute(sql, (until,))]`,
  },
  {
    name: 'encounter',
    table: 'encounters',
    columns: ['patient_id', 'clinician_id', 'day', 'signed_off'],
    finder: `    def unsigned(self, clinician_id: int) -> list[dict]:
        sql = "SELECT * FROM encounters WHERE clinician_id = ? AND signed_off = 0"
        return [dict(row) for row in self._connection.execute(sql, (clinician_id,))]`,
  },
];

/** Entities that callers reach by HTTP. */
const served = entities.filter(({ name }) => name !== 'bed' && name !== 'encounter');

/** Entities whose schema a tool has written out. */
const described = entities.slice(0, 4);

/** Files that are nearly the same for every entity. */
export function siblings(): SourceFiles {
  return united(
    Object.fromEntries(
      entities.map((entity) => [`wardbook/persistence/${entity.name}_repository.py`, repository(entity)]),
    ),
    Object.fromEntries(served.map((entity) => [`wardbook/api/${entity.name}_handler.py`, handler(entity)])),
    Object.fromEntries(
      described.map((entity) => [`wardbook/api/generated/${entity.name}_schema.py`, schema(entity)]),
    ),
  );
}

const titleCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function repository({ name, table, columns, finder }: Entity): string {
  const marks = columns.map(() => '?').join(', ');
  return `class ${titleCase(name)}Repository:
    """Rows of the table ${table}."""

    def __init__(self, connection) -> None:
        self._connection = connection

    def get(self, row_id: int) -> dict | None:
        row = self._connection.execute("SELECT * FROM ${table} WHERE id = ?", (row_id,)).fetchone()
        return dict(row) if row is not None else None

    def insert(self, values: dict) -> int:
        cursor = self._connection.execute(
            "INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})",
            tuple(values[column] for column in (${columns.map((column) => `"${column}"`).join(', ')})),
        )
        return cursor.lastrowid

    def delete(self, row_id: int) -> bool:
        return self._connection.execute("DELETE FROM ${table} WHERE id = ?", (row_id,)).rowcount > 0

${finder}
`;
}

function handler({ name, table, columns }: Entity): string {
  const type = titleCase(name);
  return `from .pagination import decode_cursor, page
from ..persistence.${name}_repository import ${type}Repository

REQUIRED = (${columns.map((column) => `"${column}"`).join(', ')})


class ${type}Handler:
    def __init__(self, repository: ${type}Repository, rights) -> None:
        self._repository = repository
        self._rights = rights

    def get(self, user, ${name}_id: int) -> dict:
        self._rights.require(user, "${table}:read")
        found = self._repository.get(${name}_id)
        if found is None:
            raise LookupError(f"no ${name} {${name}_id}")
        return found

    def create(self, user, body: dict) -> dict:
        self._rights.require(user, "${table}:write")
        missing = [field for field in REQUIRED if field not in body]
        if missing:
            raise ValueError("missing: " + ", ".join(missing))
        return {"id": self._repository.insert(body)}

    def index(self, user, rows, cursor: str | None, size: int = 50):
        self._rights.require(user, "${table}:read")
        after = decode_cursor(cursor)[0] if cursor else 0
        return page([row for row in rows if row.id > after], size, key=lambda row: row.id)
`;
}

function schema({ name, columns }: Entity): string {
  const fields = columns.map((column) => `        "${column}": {"type": "string", "title": "${column}"},`);
  return `# Written by openapi-to-schema from api.yaml
${name.toUpperCase()}_SCHEMA = {
    "title": "${titleCase(name)}",
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
${fields.join('\n')}
    },
    "required": ["id"],
}
`;
}
