"""Money: what things cost, in whole paise."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, order=True)
class Money:
    """An amount of Indian money; 100 paise are one rupee."""

    paise: int

    @classmethod
    def rupees(cls, amount: float) -> Money:
        """Money for an amount in rupees, rounded to the paisa."""
        return cls(round(amount * 100))

    def __add__(self, other: Money) -> Money:
        return Money(self.paise + other.paise)

    def times(self, factor: int | float | Fraction) -> Money:
        """The price of `factor` units, rounded half up to the paisa."""
        return Money(int(Fraction(self.paise) * Fraction(factor).limit_denominator(100_000) + Fraction(1, 2)))

    def __str__(self) -> str:
        rupees, paise = divmod(self.paise, 100)
        return f"₹{rupees:,}.{paise:02d}" if paise else f"₹{rupees:,}"
