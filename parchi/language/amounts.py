"""An amount: how much of a thing a customer says, as count, measure, container and price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress, product

_KINDS = ("count", "unit", "measure", "price")
_FACTS = {said: frozenset(compress(_KINDS, said)) for said in product((False, True), repeat=len(_KINDS))}


@dataclass(slots=True)
class Amount:
    """What spans `first` to `last` (exclusive) say; whatever they do not say is None.

    Nobody changes one; it is not frozen, as that would cost more than the rest of reading it.
    """

    first: int
    last: int
    count: float | None = None
    unit: str | None = None
    """The container or other countable unit."""
    unit_text: str = ""
    measure: float | None = None
    measure_unit: str | None = None
    price: float | None = None
    rate_unit: str | None = None
    """The unit that the price is for."""
    is_pack: bool = False
    """Whether the measure (or the count, in pieces) is the size of a pack."""
    is_each: bool = False
    is_idle: bool = False
    """A number of something that is no thing to buy: minutes, people, floors."""
    minutes: float | None = None
    is_as_before: bool = False
    """As much as of the thing before: "pyaz bhi utna hi"."""

    @property
    def facts(self) -> frozenset[str]:
        """The kinds of fact it says."""
        is_counted = self.count is not None or self.is_as_before
        return _FACTS[is_counted, self.unit is not None, self.measure is not None, self.price is not None]

    def joined(self, other: Amount) -> Amount:
        """Both amounts as one: what this one leaves open is the other's."""
        pick = self if self.count is not None or other.count is None else other
        return replace(
            self,
            first=min(self.first, other.first),
            last=max(self.last, other.last),
            count=pick.count,
            unit=pick.unit or self.unit or other.unit,
            unit_text=pick.unit_text or self.unit_text or other.unit_text,
            measure=self.measure if self.measure is not None else other.measure,
            measure_unit=self.measure_unit or other.measure_unit,
            price=self.price if self.price is not None else other.price,
            rate_unit=self.rate_unit or other.rate_unit,
            is_pack=self.is_pack or other.is_pack,
            is_each=self.is_each or other.is_each,
        )
