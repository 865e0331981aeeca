"""A quantity: how much of a thing, in one of the units people say."""

from __future__ import annotations

from dataclasses import dataclass

UNITS = (
    "kg", "g", "l", "ml", "piece", "packet", "dozen", "bottle", "box", "bunch", "can",
    "pouch", "sack", "jar", "tin", "tray", "carton", "strip",
)  # fmt: skip
"""The unit words of contract/understanding.md."""

_BASE = {
    "kg": ("g", 1000),
    "g": ("g", 1),
    "l": ("ml", 1000),
    "ml": ("ml", 1),
    "dozen": ("piece", 12),
    "piece": ("piece", 1),
}


@dataclass(frozen=True)
class Quantity:
    """`amount` of `unit`; 500 g equals 0.5 kg only through `base()`."""

    amount: float
    unit: str

    def base(self) -> tuple[float, str]:
        """The same amount in g, ml or piece; other units stay as they are."""
        unit, factor = _BASE.get(self.unit, (self.unit, 1))
        return round(self.amount * factor, 6), unit

    def is_same_kind(self, other: Quantity) -> bool:
        """Whether both can be compared: two weights, two volumes or two counts."""
        return self.base()[1] == other.base()[1]

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read "500 g", "1.5 l", "6 piece"; ValueError for anything else."""
        amount, _, unit = text.strip().partition(" ")
        if unit not in UNITS:
            raise ValueError(f"not a quantity: {text!r}")
        return cls(float(amount), unit)

    def __str__(self) -> str:
        return f"{self.amount:g} {self.unit}"
