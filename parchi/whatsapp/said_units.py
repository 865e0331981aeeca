"""Said units: a quantity as people say it in each language."""

from __future__ import annotations

from parchi.domain.quantity import Quantity
from parchi.language.said import said_in


def say_quantity(quantity: Quantity, language: str) -> str:
    """The amount and its unit: 500 g, 2 packets, 2 किलो."""
    said = said_in(language)
    one = said.units.get(quantity.unit, quantity.unit)
    return f"{quantity.amount:.10g} {one if quantity.amount == 1 else said.plurals.get(quantity.unit, one)}"
