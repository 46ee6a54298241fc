import type { SourceFiles } from '../sourceFiles';

/** Who may see what, and the record of who did. */
export const security: SourceFiles = {
  'wardbook/security/break_glass.py': `from datetime import datetime, timedelta

GRANT_FOR = timedelta(hours=2)


class EmergencyAccess:
    """Lets staff into a record they have no right to when a life depends on it, and tells on them afterwards."""

    def __init__(self, grants, journal, notifier) -> None:
        self._grants = grants
        self._journal = journal
        self._notifier = notifier

    def open(self, user_id: int, patient_id: int, reason: str, now: datetime) -> datetime:
        if len(reason.strip()) < 10:
            raise ValueError("say why, in a sentence")
        until = now + GRANT_FOR
        self._grants.put(user_id, patient_id, until)
        self._journal.append("break_glass", user_id=user_id, patient_id=patient_id, reason=reason)
        self._notifier.privacy_officer(user_id, patient_id)
        return until
`,
  'wardbook/security/journal.py': `import hashlib
import json


class Journal:
    def __init__(self, sink) -> None:
        self._sink = sink
        self._last = sink.last_digest() or "0" * 64

    def append(self, action: str, **facts) -> str:
        body = json.dumps({"action": action, "previous": self._last, **facts}, sort_keys=True)
        digest = hashlib.sha256(body.encode()).hexdigest()
        self._sink.write(body, digest)
        self._last = digest
        return digest


def first_forged(entries) -> int | None:
    """Position of the first line that was altered or taken out after it was written; None for an honest file."""
    previous = "0" * 64
    for position, (body, digest) in enumerate(entries):
        if json.loads(body)["previous"] != previous:
            return position
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            return position
        previous = digest
    return None
`,
  'wardbook/security/sessions.py': `import secrets
from datetime import datetime, timedelta

IDLE_LIMIT = timedelta(minutes=12)
ABSOLUTE_LIMIT = timedelta(hours=10)


class SessionStore:
    def __init__(self) -> None:
        self._sessions: dict[str, dict] = {}

    def begin(self, user_id: int, now: datetime) -> str:
        token = secrets.token_urlsafe(32)
        self._sessions[token] = {"user": user_id, "begun": now, "seen": now}
        return token

    def touch(self, token: str, now: datetime) -> int | None:
        session = self._sessions.get(token)
        if session is None:
            return None
        if now - session["seen"] > IDLE_LIMIT or now - session["begun"] > ABSOLUTE_LIMIT:
            del self._sessions[token]
            return None
        session["seen"] = now
        return session["user"]
`,
  'wardbook/security/pseudonyms.py': `import hashlib
import hmac


def pseudonym(patient_id: int, study: str, secret: bytes) -> str:
    """A stable name for a person in a research export that leads back to nobody without the key."""
    message = f"{study}:{patient_id}".encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:20]


def blur_birth_date(born):
    return born.replace(month=7, day=1)


def strip_direct_identifiers(row: dict) -> dict:
    hidden = {"name", "street", "phone", "email", "record_number"}
    return {key: value for key, value in row.items() if key not in hidden}
`,
};
