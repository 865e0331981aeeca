"""A portion: how much of one product meets what was asked for, in packs or weighed out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

from parchi.domain.basket import Wish
from parchi.domain.catalogue import Product
from parchi.domain.money import Money
from parchi.domain.quantity import Quantity

CONTAINERS = ("packet", "bottle", "box", "can", "pouch", "sack", "jar", "tin", "tray", "carton", "strip")
"""Units that count packs, whatever is in them."""
WEIGHED = ("kg", "g", "l", "ml")
TRAY = 30  # eggs
BUNCH_GRAMS = 100.0  # a customary bunch of coriander or spinach; only for wishes by weight, and then said
MOST_GRAMS = 100_000.0  # 100 kg or 100 l: more than a neighbourhood shop hands over its counter
MOST_PACKS = 100
MOST_PIECES = 600.0  # 50 dozen
MOST_RUPEES = 20_000.0
MOST_TIMES = 2.0
"""How many times more or less than asked for still meets a wish; beyond that it is another thing, and asked."""
PART_OF_PACK = 0.4
HALF_DOZEN = 6
MOST_ODD_PACKS = 6
"""More packs than this only where they add up: a kilo of powder is no thirteen sachets of 80 g."""
COUNTED_OUT = 12  # pieces in a pack that people still count: two packs of six eggs are more than "two"
_TINY = 1e-6


@dataclass(frozen=True)
class Portion:
    """Packed goods have `packs`; loose goods `amount` in g, piece or bunch. `off` is the relative miss, 0 if exact."""

    packs: int | None = None
    amount: float | None = None
    unit: str | None = None
    off: float = 0.0
    money: Money | None = None
    """The price, where money was asked for and loose goods meet it exactly."""

    @property
    def is_exact(self) -> bool:
        """Whether it is what was asked for."""
        return self.off <= _TINY

    @property
    def is_far(self) -> bool:
        """Whether it is so much more or less that it is not what was asked for."""
        return self.off > MOST_TIMES - 1 + _TINY

    def price(self, pack_price: Money) -> Money:
        """What it costs at a price a pack, kg, piece or bunch."""
        if self.money is not None:
            return self.money
        if self.packs is not None:
            return pack_price.times(self.packs)
        return pack_price.times((self.amount or 0) / (1000 if self.unit == "g" else 1))


def is_too_little(wish: Wish) -> bool:
    """Zero or less was asked for."""
    return any(amount is not None and amount <= 0 for amount in (wish.quantity, wish.price))


def is_too_much(wish: Wish) -> bool:
    """More than a neighbourhood shop can hand over."""
    if wish.price is not None and wish.price > MOST_RUPEES:
        return True
    if wish.quantity is None:
        return False
    amount, unit = Quantity(wish.quantity, wish.unit or "").base()
    if unit == "tray":
        amount *= TRAY
    most = {"g": MOST_GRAMS, "ml": MOST_GRAMS, "piece": MOST_PIECES, "tray": MOST_PIECES}.get(unit, MOST_PACKS)
    return amount > most


def is_amount(wish: Wish) -> bool:
    """Whether an amount was said that packs must add up to, and not a count of packs."""
    if wish.pack is not None:
        return False
    by_money = wish.quantity is None and wish.price is not None and wish.unit is None
    return by_money or (wish.quantity is not None and wish.unit in (*WEIGHED, "dozen", "piece", "tray"))


def counts_pieces(wish: Wish, pack: Quantity) -> bool:
    """Whether a bare count means the pieces in such packs ("12 eggs"), and not packs ("2 agarbatti").

    It does from about half a pack on; and who asks for half a dozen or more of what comes by the tray counts pieces.
    """
    if wish.quantity is None or wish.unit is not None or wish.pack is not None:
        return False
    size, unit = pack.base()
    if unit != "piece" or size <= 1:
        return False
    return wish.quantity >= PART_OF_PACK * size or (wish.quantity >= HALF_DOZEN and size <= TRAY)


def miss(got: float, asked: float) -> float:
    """How far what is got is from what was asked for: 0 is exact, 1 is twice or half as much."""
    return max(got, asked) / max(min(got, asked), _TINY) - 1


def portion_of(product: Product, wish: Wish, pack_price: Money) -> Portion | None:
    """How much of the product meets the wish; None where the wish does not say, or in another kind of unit."""
    if wish.quantity is None and wish.price is not None and wish.unit is None:
        return _for_money(product, Money.rupees(wish.price), pack_price)
    return _loose(product, wish) if product.is_loose else _packed(product, wish)


def _for_money(product: Product, money: Money, pack_price: Money) -> Portion:
    if product.pack_size.unit == "kg" and product.is_loose:
        grams = max(1, round(1000 * money.paise / pack_price.paise))
        return Portion(amount=grams, unit="g", money=money)
    for price in (product.mrp, pack_price):
        count = money.paise // price.paise
        if count and count * price.paise == money.paise:
            return _counted(product, count)
    count = max(1, floor(money.paise / pack_price.paise))
    return replace(_counted(product, count), off=miss(count * pack_price.paise, money.paise))


def _counted(product: Product, count: int) -> Portion:
    if product.is_loose:
        return Portion(amount=float(count), unit=product.pack_size.unit)
    return Portion(packs=count)


def _loose(product: Product, wish: Wish) -> Portion | None:
    quantity, sold = _said(wish), product.pack_size.unit
    if quantity is None:
        return Portion(amount=1.0, unit="bunch") if sold == "bunch" and wish.unit in (None, "bunch") else None
    amount, unit = quantity.base()
    if sold == "kg":
        if quantity.unit == "":
            return Portion(amount=round(amount * 1000, 3), unit="g")
        return Portion(amount=amount, unit="g", off=0.0 if unit == "g" else 0.01) if unit in ("g", "ml") else None
    if sold == "piece":
        pieces = amount * TRAY if unit == "tray" else amount
        return _whole(pieces, "piece") if unit in ("", "piece", "tray") else None
    if unit == "g":
        return replace(_whole(max(1.0, round(amount / BUNCH_GRAMS)), "bunch"), off=0.01)
    return _whole(amount, "bunch") if unit in ("", "piece", "bunch", "packet") else None


def _said(wish: Wish) -> Quantity | None:
    """The amount said; a pack beside a count is multiplied out, since loose goods have no packs."""
    if wish.pack is not None and wish.unit not in WEIGHED:
        pack = Quantity.parse(wish.pack)
        return Quantity(pack.amount * (wish.quantity or 1), pack.unit)
    if wish.quantity is None:
        return Quantity(1, wish.unit) if wish.unit in ("dozen", "tray") else None
    return Quantity(wish.quantity, wish.unit or "")


def _whole(amount: float, unit: str) -> Portion:
    whole = ceil(amount - _TINY)
    return Portion(amount=float(whole), unit=unit, off=(whole - amount) / amount)


def _packed(product: Product, wish: Wish) -> Portion | None:
    size, unit_held = product.pack_size.base()
    wanted = Quantity(1 if wish.quantity is None else wish.quantity, wish.unit or "")
    amount, unit = wanted.base()
    if unit == "tray" and unit_held == "piece":
        amount, unit = amount * TRAY, "piece"
    if unit in ("g", "ml"):
        if unit_held not in ("g", "ml"):
            return None
        portion = _packs(amount, size)
        if (portion.packs or 0) > MOST_ODD_PACKS and not portion.is_exact:
            portion = replace(portion, off=max(portion.off, MOST_TIMES))
        # A litre is not a kilo, but who asks for a kilo of oil means the packet of a litre, and is told.
        return portion if unit == unit_held else replace(portion, off=max(portion.off, 0.01))
    is_counted = wish.quantity is not None and wish.pack is None and unit_held == "piece" and size > 1
    if is_counted and (unit == "piece" or counts_pieces(wish, product.pack_size)):
        return _packs(amount, size)
    packs = ceil(amount - _TINY)
    more = 0.01 if is_counted and unit == "" and size <= COUNTED_OUT else 0.0
    return Portion(packs=packs, off=max(more, (packs - amount) / amount))


def _packs(amount: float, size: float) -> Portion:
    packs = max(1, floor(amount / size + 0.5))
    return Portion(packs=packs, off=miss(packs * size, amount))
