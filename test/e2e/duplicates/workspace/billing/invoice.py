"""Invoices of the harbour shop."""

from decimal import Decimal


def round_to_cents(amount):
    """The amount with two digits, halves away from zero."""
    return amount.quantize(Decimal("0.01"))


def total_with_tax(lines, rate, discount):
    """The sum of all lines with their discount and the tax on top."""
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
