"""A basket: what one customer has asked for and not yet ordered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from parchi.domain.money import Money

OWNER = "basket:"
"""How the name under which a basket holds stock begins; its number follows."""


@dataclass(frozen=True)
class Wish:
    """What was asked for, independent of any kirana. `price` is in rupees as said, `sku` a product picked by name."""

    words: str
    item: str | None
    brand: str | None = None
    pack: str | None = None
    quantity: float | None = None
    unit: str | None = None
    price: float | None = None
    sku: str | None = None
    note: str | None = None
    candidates: tuple[str, ...] = ()
    """Items that the words may mean, while `item` is None."""
    is_guess: bool = False
    """Whether the candidates are only the closest to words that nobody knows."""
    by: tuple[str, ...] = ()
    """The pseudonyms of those who asked for it, where a household fills one list."""


@dataclass(eq=False)
class BasketLine:
    """A wish and what it is at the basket's kirana: `sku` None while a choice, a place or a shop is missing.

    Packed goods have `packs`; loose goods have `packs` None and `amount` of `amount_unit` (g, piece, bunch, ml).
    """

    position: int
    wish: Wish
    sku: str | None = None
    packs: int | None = None
    amount: float | None = None
    amount_unit: str | None = None
    pack_price: Money | None = None
    price: Money | None = None
    problem: str | None = None
    """Why `sku` is None: unknown_item, which_item, which_product, quantity, out_of_stock, no_kirana, place."""

    def change(self, wish: Wish) -> None:
        """Wished otherwise from now on: the product stays a preference, its price is open."""
        self.wish, self.price = wish, None


@dataclass(eq=False)
class Basket:
    """The one open basket of a customer; `number` is given by the database."""

    customer: str
    created_at: datetime
    status: str = "open"
    """open, ordered or dropped"""
    kirana: str | None = None
    pickup: str | None = None
    lines: list[BasketLine] = field(default_factory=list)
    number: int | None = None
    touched: int | None = None
    """The position of the line that was spoken of last: what "it" means in "make it 3"."""

    @property
    def owner(self) -> str:
        """The name under which stock is held for it."""
        return f"{OWNER}{self.number}"

    def line_at(self, position: int | None) -> BasketLine | None:
        """The line with this number."""
        return next((line for line in self.lines if line.position == position), None)

    def add(self, wish: Wish) -> BasketLine:
        """A new line at the end, which was spoken of last."""
        line = BasketLine(position=len(self.lines) + 1, wish=wish)
        self.lines.append(line)
        self.touched = line.position
        return line

    def remove(self, gone: BasketLine) -> None:
        """Take a line out; those after it move up."""
        self.lines.remove(gone)
        for position, line in enumerate(self.lines, start=1):
            line.position = position
        self.touched = self.lines[-1].position if self.lines else None

    @property
    def last_line(self) -> BasketLine | None:
        """The line that was spoken of last."""
        return self.line_at(self.touched) or (self.lines[-1] if self.lines else None)

    @property
    def total(self) -> Money | None:
        """The sum of the priced lines; None while nothing is priced."""
        prices = [line.price for line in self.lines if line.price is not None]
        return sum(prices, Money(0)) if prices else None
