"""A priced wish: which product of one shelf it is, how many packs, and what it costs there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parchi.domain.basket import Wish
from parchi.domain.catalogue import Product
from parchi.domain.kirana import MILLI, ShelfEntry
from parchi.domain.money import Money
from parchi.domain.portion import (
    CONTAINERS,
    Portion,
    counts_pieces,
    is_amount,
    is_too_little,
    is_too_much,
    miss,
    portion_of,
)
from parchi.domain.quantity import Quantity
from parchi.services.product_names import is_of_brand, is_plain, narrowed_by_words

Shelf = Sequence[tuple[Product, ShelfEntry]]
MOST_OPTIONS = 10
SETTLED_LATER = ("which_product", "which_item", "quantity", "unknown_item")
"""Problems that only the customer can end: whatever the kirana, it is as good as another."""


@dataclass(frozen=True)
class Option:
    """One product that would do, and how much of it."""

    product: Product
    entry: ShelfEntry
    portion: Portion | None

    @property
    def price(self) -> Money | None:
        """What it would cost; None while it is not said how much."""
        return None if self.portion is None else self.portion.price(self.entry.price)

    @property
    def is_far(self) -> bool:
        """Whether the packs that there are come nowhere near what was asked for."""
        return self.portion is not None and self.portion.is_far

    @property
    def is_enough(self) -> bool:
        """Whether the shelf has that much free."""
        return self.portion is None or needed(self.portion) <= self.entry.free


@dataclass(frozen=True)
class Priced:
    """A wish at a kirana: settled on one product, or with a `problem` (see BasketLine.problem) and `options`.

    `reason` says more about a problem `quantity`: how_much, too_little, too_much or unit.
    """

    wish: Wish
    product: Product | None = None
    packs: int | None = None
    amount: float | None = None
    amount_unit: str | None = None
    pack_price: Money | None = None
    price: Money | None = None
    options: tuple[Option, ...] = ()
    problem: str | None = None
    reason: str | None = None
    is_exact: bool = True

    @property
    def sku(self) -> str | None:
        """The product that it is settled on."""
        return None if self.product is None else self.product.sku

    @property
    def is_filled(self) -> bool:
        """Whether the kirana has it; an open choice among what it has counts."""
        return self.problem is None or self.problem in SETTLED_LATER

    @property
    def is_replaceable(self) -> bool:
        """Whether the kirana lacks just this, and has the same thing otherwise."""
        return self.problem == "out_of_stock" and bool(self.options)


def needed(portion: Portion) -> int:
    """What a portion takes from the shelf, in thousandths of a pack, kg, piece or bunch."""
    if portion.packs is not None:
        return portion.packs * MILLI
    return round((portion.amount or 0) * (1 if portion.unit == "g" else MILLI))


def price_wish(wish: Wish, shelf: Shelf, usual_sku: str | None, generic: frozenset[str] = frozenset()) -> Priced:
    """Settle a wish on one product of the shelf, or say what is to be asked.

    `shelf` is what the kirana has of the wish's item; `generic` are the spelling keys of the item's own names,
    which say nothing about which product is meant.
    """
    if wish.item is None:
        return Priced(wish, problem="which_item" if wish.candidates else "unknown_item")
    counted = _counted(wish, shelf)
    if is_too_little(wish) or is_too_much(counted):
        return Priced(wish, problem="quantity", reason="too_little" if is_too_little(wish) else "too_much")
    there = [Option(product, entry, portion_of(product, counted, entry.price)) for product, entry in shelf]
    there = [option for option in there if option.product.item == wish.item and option.entry.free > 0]
    if wish.sku is not None:
        return _picked(wish, there)
    meant = [option for option in there if wish.brand is None or is_of_brand(option.product, wish.brand)]
    if not meant:
        return _lacking(wish, there)
    meant = narrowed_by_words(wish, meant, generic, lambda option: option.product)
    meant = _plain(_of_pack(wish, _of_price(wish, _loose_or_packed(wish, meant))), generic)
    if _is_amount_unsaid(wish, meant, usual_sku):
        return Priced(wish, problem="quantity", reason="how_much")
    fitting = [option for option in meant if option.portion is not None]
    if not fitting:
        return Priced(wish, problem="quantity", reason="unit")
    enough = [option for option in fitting if option.is_enough and not option.is_far]
    if not enough:
        return _lacking(wish, there)
    return _settle(wish, enough, usual_sku)


def _counted(wish: Wish, shelf: Shelf) -> Wish:
    """A bare count of what comes by the piece, too, means pieces in all packs: four eggs are no four trays."""
    if wish.quantity is None or wish.unit is not None:
        return wish
    of_item, pieces = [product for product, _ in shelf if product.item == wish.item], replace(wish, unit="piece")
    if any(product.is_loose and product.pack_size.unit == "piece" for product in of_item) and wish.pack is None:
        return pieces
    by_piece = [product for product in of_item if counts_pieces(wish, product.pack_size)]
    found = [portion_of(product, pieces, product.mrp) for product in by_piece if not product.is_loose]
    return pieces if any(portion is not None and not portion.is_far for portion in found) else wish


def _picked(wish: Wish, there: list[Option]) -> Priced:
    for option in there:
        if option.product.sku == wish.sku:
            if option.portion is None:
                return Priced(wish, problem="quantity", reason="how_much" if wish.quantity is None else "unit")
            if option.is_enough:
                return _settled(wish, option)
    return _lacking(wish, there)


def _lacking(wish: Wish, there: list[Option]) -> Priced:
    """The kirana lacks just this: what it has of the same item, the amount met at least nearly where it can be."""
    fitting = [option for option in there if option.portion is not None]
    enough = [option for option in fitting if option.is_enough]
    best = (
        [option for option in enough if not option.is_far]
        or enough
        or [option for option in map(_reduced, fitting) if option is not None]
    )
    if is_amount(wish):
        best = _fewest_packs(best)
    return Priced(wish, problem="out_of_stock", options=_shown(best))


def _reduced(option: Option) -> Option | None:
    """As much as the shelf has free; None if that is not one pack or piece."""
    portion, free = option.portion, option.entry.free
    assert portion is not None
    if portion.packs is not None:
        less = Portion(packs=free // MILLI, off=1.0)
        return replace(option, portion=less) if less.packs else None
    amount = float(free if portion.unit == "g" else free // MILLI)
    return replace(option, portion=Portion(amount=amount, unit=portion.unit, off=1.0)) if amount else None


def _loose_or_packed(wish: Wish, meant: list[Option]) -> list[Option]:
    """ "packet" means packed; kilos, pieces and money mean loose goods where there are any and no brand was said."""
    loose = [option for option in meant if option.product.is_loose]
    packed = [option for option in meant if not option.product.is_loose]
    if wish.unit in CONTAINERS and wish.unit != "tray":
        return packed or loose
    fitting = [option for option in loose if option.portion is not None]
    return fitting or (packed if any(option.portion for option in packed) and not _is_silent(wish) else meant)


def _plain(meant: list[Option], generic: frozenset[str]) -> list[Option]:
    """Who asks for tomatoes means plain ones, though there are cherry tomatoes too."""
    plain = [option for option in meant if is_plain(option.product, generic)]
    return plain if len(plain) == 1 and all(option.product.is_loose for option in meant) else meant


def _is_silent(wish: Wish) -> bool:
    return wish.quantity is None and wish.unit is None and wish.price is None and wish.pack is None


def _of_pack(wish: Wish, meant: list[Option]) -> list[Option]:
    """Only packs of the size that was said; the nearest size where there is none."""
    if wish.pack is None:
        return meant
    size, unit = Quantity.parse(wish.pack).base()
    packed = [(option, *option.product.pack_size.base()) for option in meant if not option.product.is_loose]
    alike = [(abs(held - size), option) for option, held, held_unit in packed if held_unit == unit]
    if not alike:
        return meant
    nearest = min(distance for distance, _ in alike)
    found = [option for distance, option in alike if distance == nearest]
    return (
        found
        if nearest < 1e-6
        else [_missed(option, miss(option.product.pack_size.base()[0], size)) for option in found]
    )


def _of_price(wish: Wish, meant: list[Option]) -> list[Option]:
    """A price beside a count or unit names the pack ("three of the 10 rupee ones") or the rate, where any has it."""
    if wish.price is None or (wish.quantity is None and wish.unit is None):
        return meant
    asked = Money.rupees(wish.price)
    return [option for option in meant if asked in (option.product.mrp, option.entry.price)] or meant


def _missed(option: Option, off: float) -> Option:
    portion = option.portion
    return option if portion is None else replace(option, portion=replace(portion, off=max(portion.off, off)))


def _is_amount_unsaid(wish: Wish, meant: list[Option], usual_sku: str | None) -> bool:
    if not _is_silent(wish) or usual_sku in [option.product.sku for option in meant if option.portion]:
        return False
    return any(option.product.is_loose and option.portion is None for option in meant)


def _settle(wish: Wish, enough: list[Option], usual_sku: str | None) -> Priced:
    usual = [option for option in enough if option.product.sku == usual_sku]
    exact = [option for option in enough if option.portion and option.portion.is_exact]
    if usual and usual[0] in exact and not is_amount(wish):
        return _settled(wish, usual[0])
    best = exact or _nearest(enough)
    if is_amount(wish):
        best = _fewest_packs(best)
    if usual:
        alike = [option for option in best if _line_of(option) == _line_of(usual[0])]
        best = alike[:1] if alike and is_amount(wish) else best
    if len(best) == 1:
        return _settled(wish, best[0])
    return Priced(wish, problem="which_product", options=_shown(best))


def _nearest(options: list[Option]) -> list[Option]:
    least = min(option.portion.off for option in options if option.portion)
    return [option for option in options if option.portion and option.portion.off <= least + 1e-6]


def _fewest_packs(options: list[Option]) -> list[Option]:
    """Of each brand and name the pack size that needs the fewest packs: 10 kg is 2 × 5 kg, not 10 × 1 kg."""
    best: dict[tuple[str | None, str], Option] = {}
    for option in options:
        other = best.get(_line_of(option))
        if other is None or _effort(option) < _effort(other):
            best[_line_of(option)] = option
    return list(best.values())


def _line_of(option: Option) -> tuple[str | None, str]:
    return option.product.brand, option.product.name


def _effort(option: Option) -> tuple[float, int, int]:
    portion, price = option.portion, option.price
    assert portion is not None
    assert price is not None
    return portion.off, portion.packs or 0, price.paise


def _shown(options: list[Option]) -> tuple[Option, ...]:
    """At most ten, cheapest first; where there are more, one pack size of each brand and name before a second."""
    ordered = sorted(options, key=lambda option: (option.price or option.entry.price, option.product.sku))
    if len(ordered) > MOST_OPTIONS:
        first: dict[tuple[str | None, str], Option] = {}
        for option in ordered:
            first.setdefault(_line_of(option), option)
        others = [option for option in ordered if option not in first.values()]
        chosen = [*first.values(), *others][:MOST_OPTIONS]
        ordered = [option for option in ordered if option in chosen]
    return tuple(ordered)


def _settled(wish: Wish, option: Option) -> Priced:
    portion = option.portion
    assert portion is not None
    return Priced(
        wish,
        product=option.product,
        packs=portion.packs,
        amount=portion.amount,
        amount_unit=portion.unit,
        pack_price=option.entry.price,
        price=option.price,
        is_exact=portion.is_exact,
    )
