from dataclasses import dataclass
from datetime import date, timedelta


@dataclass
class Invoice:
    number: str
    issued: date
    net_cents: int


def due_date(invoice: Invoice, days: int = 30) -> date:
    """The day an invoice must be paid; weekends move it to Monday."""
    due = invoice.issued + timedelta(days=days)
    while due.weekday() >= 5:
        due += timedelta(days=1)
    return due


def add_vat(net_cents: int, rate: float = 0.19) -> int:
    """Gross amount with value added tax."""
    return round(net_cents * (1 + rate))
