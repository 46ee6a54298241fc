import type { SourceFiles } from '../sourceFiles';

/** Transactions, migrations and hand-written SQL. */
export const persistence: SourceFiles = {
  'wardbook/persistence/unit_of_work.py': `class UnitOfWork:
    """All changes of one request in a transaction: kept together or not at all."""

    def __init__(self, connect) -> None:
        self._connect = connect
        self.connection = None

    def __enter__(self):
        self.connection = self._connect()
        self.connection.execute("BEGIN")
        return self

    def __exit__(self, kind, error, trace) -> bool:
        try:
            self.connection.execute("COMMIT" if kind is None else "ROLLBACK")
        finally:
            self.connection.close()
            self.connection = None
        return False
`,
  'wardbook/persistence/migrations.py': `from pathlib import Path


class MigrationGap(Exception):
    pass


def pending(folder: Path, applied: set[int]) -> list[Path]:
    scripts = sorted(folder.glob("[0-9]*.sql"))
    numbers = [int(script.name.split("_")[0]) for script in scripts]
    if numbers != list(range(1, len(numbers) + 1)):
        raise MigrationGap(f"numbers must run without holes: {numbers}")
    return [script for script, number in zip(scripts, numbers) if number not in applied]


def upgrade(connection, folder: Path) -> int:
    """Bring the tables of a database to the shape that this version expects."""
    connection.execute("CREATE TABLE IF NOT EXISTS schema_steps (number INTEGER PRIMARY KEY)")
    applied = {row[0] for row in connection.execute("SELECT number FROM schema_steps")}
    todo = pending(folder, applied)
    for script in todo:
        with connection:
            connection.executescript(script.read_text())
            number = int(script.name.split("_")[0])
            connection.execute("INSERT INTO schema_steps VALUES (?)", (number,))
    return len(todo)
`,
  'wardbook/persistence/row_versions.py': `class StaleWriteError(Exception):
    pass


def update_guarded(connection, table: str, row_id: int, version: int, values: dict) -> int:
    """Refuses to save over what a colleague has changed since the form was opened."""
    assignments = ", ".join(f"{column} = ?" for column in values)
    cursor = connection.execute(
        f"UPDATE {table} SET {assignments}, version = version + 1 WHERE id = ? AND version = ?",
        (*values.values(), row_id, version),
    )
    if cursor.rowcount == 0:
        raise StaleWriteError(f"{table} {row_id} is no longer at version {version}")
    return version + 1
`,
  'sql/0001_people.sql': `CREATE TABLE patients (
  id INTEGER PRIMARY KEY,
  record_number TEXT NOT NULL UNIQUE,
  family_name TEXT NOT NULL,
  born_on TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE clinicians (
  id INTEGER PRIMARY KEY,
  display_name TEXT NOT NULL,
  speciality TEXT NOT NULL,
  retired_on TEXT
);
`,
  'sql/0002_appointments.sql': `CREATE TABLE appointments (
  id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  clinician_id INTEGER NOT NULL REFERENCES clinicians (id),
  starts_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'booked',
  CHECK (ends_at > starts_at)
);

CREATE INDEX appointments_by_clinician ON appointments (clinician_id, starts_at);
`,
  'sql/reports/outstanding_by_insurer.sql': `-- How much each insurer still owes, in bands of how late it is.
SELECT
  insurers.name,
  SUM(CASE WHEN julianday('now') - julianday(invoices.due_on) <= 30 THEN open_cents ELSE 0 END) AS within_30_days,
  SUM(CASE WHEN julianday('now') - julianday(invoices.due_on) BETWEEN 31 AND 90 THEN open_cents ELSE 0 END) AS within_90_days,
  SUM(CASE WHEN julianday('now') - julianday(invoices.due_on) > 90 THEN open_cents ELSE 0 END) AS older
FROM invoices
JOIN insurers ON insurers.id = invoices.insurer_id
WHERE invoices.open_cents > 0
GROUP BY insurers.name
ORDER BY older DESC;
`,
  'sql/reports/occupancy.sql': `SELECT
  wards.name,
  COUNT(beds.id) AS beds,
  SUM(beds.occupied) AS taken,
  ROUND(100.0 * SUM(beds.occupied) / COUNT(beds.id), 1) AS percent_taken
FROM wards
LEFT JOIN beds ON beds.ward_id = wards.id
GROUP BY wards.id
ORDER BY percent_taken DESC;
`,
};
