import type { SourceFiles } from '../sourceFiles';

/** What the service says to callers and to other systems. */
export const web: SourceFiles = {
  'wardbook/api/pagination.py': `import base64
import json


def encode_cursor(last_id: int, sort_value) -> str:
    payload = json.dumps([last_id, sort_value], separators=(",", ":"))
    return base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")


def decode_cursor(cursor: str):
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        last_id, sort_value = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, TypeError) as cause:
        raise ValueError("the page marker cannot be read") from cause
    return int(last_id), sort_value


def page(rows: list, size: int, key):
    """One page of a list and the marker with which the caller asks for the next."""
    shown = rows[:size]
    more = len(rows) > size
    return shown, encode_cursor(shown[-1].id, key(shown[-1])) if more else None
`,
  'wardbook/api/problem.py': `STATUS = {"NotFound": 404, "StaleWriteError": 409, "MergeConflict": 409, "ValueError": 422, "PermissionError": 403}


def to_problem(error: Exception, trace_id: str) -> tuple[int, dict]:
    """What a caller is told of a failure; what went wrong inside stays inside."""
    name = type(error).__name__
    status = STATUS.get(name, 500)
    detail = str(error) if status < 500 else "Something went wrong on our side."
    return status, {"type": f"/problems/{name}", "status": status, "detail": detail, "trace": trace_id}
`,
  'wardbook/api/idempotency.py': `class ReplayGuard:
    def __init__(self, store, ttl_seconds: int = 86_400) -> None:
        self._store = store
        self._ttl = ttl_seconds

    def run(self, key: str | None, fingerprint: str, act):
        """Answers a request that is sent twice with the answer of the first, so that nothing is charged twice."""
        if key is None:
            return act()
        known = self._store.get(key)
        if known is not None:
            if known["fingerprint"] != fingerprint:
                raise ValueError("this key was used for another request")
            return known["response"]
        response = act()
        self._store.put(key, {"fingerprint": fingerprint, "response": response}, self._ttl)
        return response
`,
  'wardbook/integrations/hl7.py': `FIELD, COMPONENT, REPEAT = "|", "^", "~"


def parse_message(raw: str) -> dict[str, list[list[str]]]:
    segments: dict[str, list[list[str]]] = {}
    for line in raw.replace("\\r\\n", "\\r").replace("\\n", "\\r").split("\\r"):
        if not line:
            continue
        fields = line.split(FIELD)
        if fields[0] == "MSH":
            # The separator itself counts as the first field of the header.
            fields.insert(1, FIELD)
        segments.setdefault(fields[0], []).append(fields)
    if "MSH" not in segments:
        raise ValueError("no header segment")
    return segments


def admitted_patient(segments) -> dict:
    """Name, birth date and ward out of an admission message of the hospital's information system."""
    identity = segments["PID"][0]
    visit = segments["PV1"][0]
    family, given, *_ = identity[5].split(COMPONENT) + [""]
    return {"family": family, "given": given, "born": identity[7], "ward": visit[3].split(COMPONENT)[0]}
`,
  'wardbook/integrations/outbox.py': `from datetime import datetime, timedelta

MAX_ATTEMPTS = 8


def deliver_due(connection, send, now: datetime, batch: int = 50) -> int:
    """Send what was stored together with a change and has not reached the other system yet."""
    rows = connection.execute(
        "SELECT id, topic, body, attempts FROM outbox WHERE sent_at IS NULL AND due_at <= ? AND attempts < ? ORDER BY id LIMIT ?",
        (now.isoformat(), MAX_ATTEMPTS, batch),
    ).fetchall()
    sent = 0
    for row_id, topic, body, attempts in rows:
        try:
            send(topic, body)
        except ConnectionError:
            due = now + timedelta(seconds=30 * 2**attempts)
            connection.execute("UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE id = ?", (due.isoformat(), row_id))
        else:
            connection.execute("UPDATE outbox SET sent_at = ? WHERE id = ?", (now.isoformat(), row_id))
            sent += 1
    return sent
`,
  'wardbook/integrations/calendar_feed.py': `def escape(text: str) -> str:
    return text.replace("\\\\", "\\\\\\\\").replace(",", "\\\\,").replace(";", "\\\\;").replace("\\n", "\\\\n")


def to_ical(appointments, host: str) -> str:
    """A clinician's diary in the form that phones and desktop calendars subscribe to."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//wardbook//diary//EN"]
    for item in appointments:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{item.id}@{host}",
            f"DTSTART:{item.starts_at:%Y%m%dT%H%M%SZ}",
            f"DTEND:{item.ends_at:%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{escape(item.title)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "\\r\\n".join(lines) + "\\r\\n"
`,
  'wardbook/__init__.py': `__version__ = "3.2.0"
`,
};
