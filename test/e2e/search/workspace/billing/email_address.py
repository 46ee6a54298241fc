import re

_PATTERN = re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.IGNORECASE)


def is_valid_email(address: str) -> bool:
    """Whether a text looks like an e-mail address."""
    return len(address) <= 254 and _PATTERN.match(address) is not None
