"""The counter's word about its shelf: none left, here again, another price."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from parchi.domain.catalogue import Product
from parchi.domain.kirana import MILLI, Kirana, ShelfEntry
from parchi.domain.money import Money
from parchi.domain.naming import is_same_brand
from parchi.domain.quantity import Quantity
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.counter import new_words
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import best_named, generic_keys, name_keys
from parchi.services.saying import short

Shelved = tuple[Product, ShelfEntry]
USUAL_STOCK = 10 * MILLI
"""What is counted on when a shop says "it is here again" without saying how much."""
MOST_STOCK = 10_000
MOST_NAMED = 6


def set_out_of_stock(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """None left of these things; what is already promised to customers stays promised."""
    return _each(shop, kirana, reading, lambda line: _empty(shop, kirana, line))


def restock(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """These things are here again, so many packs or so much of them."""
    return _each(shop, kirana, reading, lambda line: _fill(shop, kirana, line))


def set_price(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """These things cost so much now; never more than the printed price."""
    return _each(shop, kirana, reading, lambda line: _price(shop, kirana, line))


def _each(shop: UnitOfWork, kirana: Kirana, reading: Reading, act: Callable[[Line], Say]) -> Reply:
    alone = new_words.line_of(reading) if not reading.lines else None
    lines = reading.lines or ((alone,) if alone is not None else ())
    if not lines:
        return Reply.of(say("utter_shop_what_thing"))
    for line in lines:
        if line.item is None and line.brand is None:
            new_words.propose(shop, kirana, reading, line)
    said = tuple(act(line) for line in lines)
    are_all_unknown = all(one.id in ("utter_shop_word_unknown", new_words.UNKNOWN) for one in said)
    return Reply(head=() if are_all_unknown else (say("utter_shop_noted"),), lines=said)


def _empty(shop: UnitOfWork, kirana: Kirana, line: Line) -> Say:
    found = on_shelf(shop, kirana, line)
    if not found:
        return new_words.unknown_said(line)
    for _, entry in found:
        shop.shelves.put(replace(entry, stock=entry.held))
    return say("utter_shop_out_of_stock", products=_named(found))


def _fill(shop: UnitOfWork, kirana: Kirana, line: Line) -> Say:
    found = on_shelf(shop, kirana, line) or _new_on_shelf(shop, kirana, line)
    if not found:
        return new_words.unknown_said(line)
    chosen = _one_meant(line, found) or [pair for pair in found if pair[1].free <= 0]
    if line.quantity is None:
        chosen = chosen or found
        for _, entry in chosen:
            shop.shelves.put(replace(entry, stock=max(entry.stock, USUAL_STOCK)))
        return say("utter_shop_restocked", products=_named(chosen))
    if len(chosen) != 1:
        return say("utter_shop_say_which", words=short(line.words), products=_named(found))
    product, entry = chosen[0]
    amount = _stock_of(product, line)
    if amount is None or not 0 < amount <= MOST_STOCK * MILLI:
        return say("utter_shop_amount_unclear", words=short(line.words))
    shop.shelves.put(replace(entry, stock=entry.stock + amount))
    now = Quantity((entry.stock + amount) / MILLI, _unit(product))
    return say("utter_shop_restocked_by", product=_name(product), now=now)


def _price(shop: UnitOfWork, kirana: Kirana, line: Line) -> Say:
    found = on_shelf(shop, kirana, line)
    if not found:
        return new_words.unknown_said(line)
    if line.price is None or line.price <= 0:
        return say("utter_shop_price_unclear", words=short(line.words))
    chosen = _one_meant(line, found)
    if len(chosen) != 1:
        return say("utter_shop_say_which", words=short(line.words), products=_named(found))
    product, entry = chosen[0]
    price = Money.rupees(line.price)
    if price > product.mrp:
        return say("utter_shop_above_mrp", product=_name(product), price=price, mrp=product.mrp)
    shop.shelves.put(replace(entry, price=price))
    return say("utter_shop_price_set", product=_name(product), price=price)


def on_shelf(shop: UnitOfWork, kirana: Kirana, line: Line) -> list[Shelved]:
    """What the shop's shelf has of a thing that it named: of that item, brand and pack; words narrow it further."""
    if line.item is not None:
        found = list(shop.shelves.of_item(kirana.kirana, line.item))
    elif line.brand is not None:
        found = list(shop.shelves.all_of(kirana.kirana))
    else:
        return []
    if line.brand is not None:
        found = [pair for pair in found if is_same_brand(pair[0].brand, line.brand)]
    if line.pack is not None:
        size = Quantity.parse(line.pack).base()
        found = [pair for pair in found if not pair[0].is_loose and pair[0].pack_size.base() == size] or found
    item = shop.catalogue.item(line.item) if line.item is not None else None
    said = name_keys(line.words) - generic_keys(item) - name_keys(line.brand or "")
    return best_named(said, found, lambda pair: pair[0].name)


def _new_on_shelf(shop: UnitOfWork, kirana: Kirana, line: Line) -> list[Shelved]:
    """A product that this shop never had, at its printed price; only where the words name just one."""
    products = list(shop.catalogue.products_of([line.item])) if line.item is not None else []
    if line.brand is not None:
        products = [product for product in products if is_same_brand(product.brand, line.brand)]
    if line.pack is not None:
        products = [product for product in products if product.pack == line.pack]
    if len(products) != 1:
        return []
    return [(products[0], ShelfEntry(kirana.kirana, products[0].sku, 0, products[0].mrp))]


def _one_meant(line: Line, found: Sequence[Shelved]) -> list[Shelved]:
    """A unit of weight means loose goods, or the pack of just that size; a packet means packed goods."""
    loose = [pair for pair in found if pair[0].is_loose]
    packed = [pair for pair in found if not pair[0].is_loose]
    if len(found) == 1:
        return list(found)
    if line.unit in ("packet", "box", "bottle", "pouch", "jar", "can", "tin", "carton") and len(packed) == 1:
        return packed
    if line.unit in ("kg", "g", "l", "ml", "piece", "bunch", "dozen"):
        of_unit = [pair for pair in loose if pair[0].pack_size.is_same_kind(Quantity(1, line.unit))]
        size = Quantity(line.quantity or 1, line.unit).base()
        return of_unit if len(of_unit) == 1 else [pair for pair in packed if pair[0].pack_size.base() == size]
    return []


def _stock_of(product: Product, line: Line) -> int | None:
    """What came in, in thousandths of a pack, kg, piece or bunch; None where the unit does not fit."""
    amount = line.quantity or 0
    if line.unit is None or not Quantity(1, line.unit).is_same_kind(product.pack_size):
        is_count = line.unit is None or (not product.is_loose and line.unit not in ("kg", "g", "l", "ml"))
        return round(amount * MILLI) if is_count else None
    if not product.is_loose and line.unit in ("piece", "bunch"):
        return round(amount * MILLI)
    return round(Quantity(amount, line.unit).base()[0] / product.pack_size.base()[0] * MILLI)


def _unit(product: Product) -> str:
    return product.pack_size.unit if product.is_loose else "packet"


def _name(product: Product) -> str:
    return product.name if product.is_loose else f"{product.name} {product.pack}"


def _named(found: Sequence[Shelved]) -> str:
    names = [_name(product) for product, _ in found]
    more = f" +{len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
