"""Receipts that are printed at the counter."""

from billing.invoice import round_to_cents
from decimal import Decimal


class Receipt:
    """What a customer takes home."""

    def __init__(self, lines):
        self.lines = lines

    def heading(self):
        """Two words and the number of lines."""
        return f"Harbour shop, {len(self.lines)} lines"


def total_with_tax(lines, rate, discount):
    # Copied from the invoices, comments apart.
    net = Decimal(0)
    for line in lines:
        if line.quantity <= 0:
            raise ValueError(f"line {line.number} has no quantity")
        price = line.unit_price * line.quantity
        if line.quantity >= discount.minimum:
            price -= price * discount.share
        net += price
    tax = net * rate
    return round_to_cents(net + tax)
