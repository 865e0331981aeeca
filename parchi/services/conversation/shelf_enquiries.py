"""What customers ask about the shelf: what there is, what it costs, what is cheaper; nothing of the basket changes."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.domain.catalogue import Product
from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana, ShelfEntry
from parchi.domain.money import Money
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.conversation import spoken_of
from parchi.services.conversation.departments import department_of
from parchi.services.conversation.kirana_enquiries import kirana_of
from parchi.services.conversation.reminding import answered
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import generic_keys, is_item_named, is_of_brand, name_keys
from parchi.services.saying import Names

MOST_PRODUCTS = 10
MOST_ITEMS = 30
MOST_OFFERS = 8
Found = Sequence[tuple[Product, ShelfEntry | None]]


def ask_price(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """What things cost at the kirana; by the printed price where no place is known."""
    asked = _asked(reading)
    if not asked:
        return answered(shop, customer, reading, say("utter_price_of_what"))
    spoken_of.keep(customer, asked)
    kirana = kirana_of(shop, customer)
    lines = tuple(line for said in asked for line in _prices(shop, kirana, said))
    return answered(shop, customer, reading, _heading(kirana), lines=lines)


def ask_availability(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Whether the kirana has things."""
    asked = _asked(reading)
    if not asked:
        return browse(shop, customer, reading)
    return ask_price(shop, customer, reading)


def browse(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """What there is: of an item, of a department, or the departments."""
    kirana = kirana_of(shop, customer)
    keys = name_keys(reading.text)
    department = department_of(keys)
    items = [item for item in shop.catalogue.items() if is_item_named(item, keys)]
    if items and (department is None or len(items) <= 2):
        lines = tuple(line for item in items[:3] for line in _prices(shop, kirana, Line(item.english, item.item)))
        return answered(shop, customer, reading, _heading(kirana), lines=lines)
    if department is not None:
        return _department(shop, customer, reading, department)
    if customer.question is not None and customer.question.kind in ("which_product", "which_item", "substitute"):
        return answered(shop, customer, reading, say("utter_see_options"))
    return answered(shop, customer, reading, say("utter_departments"))


def ask_offers(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """What the kirana sells below the printed price."""
    kirana = kirana_of(shop, customer)
    if kirana is None:
        return answered(shop, customer, reading, say("utter_offers_by_place"))
    shelf = [(product, entry) for product, entry in shop.shelves.all_of(kirana.kirana) if entry.free > 0]
    below = [(product, entry) for product, entry in shelf if entry.price < product.mrp and not product.is_loose]
    if not below:
        return answered(shop, customer, reading, say("utter_no_offers", kirana=kirana.name), *_news_how(customer))
    below.sort(key=lambda pair: (pair[1].price.paise / pair[0].mrp.paise, pair[0].sku))
    lines = tuple(
        say("utter_offer_line", product=product.name, pack=product.pack_size, price=entry.price, mrp=product.mrp)
        for product, entry in below[:MOST_OFFERS]
    )
    title = say("utter_offers_at", kirana=kirana.name)
    return answered(shop, customer, reading, title, lines=(*lines, *_news_how(customer)))


def _news_how(customer: Customer) -> tuple[Say, ...]:
    """How to hear of offers by itself: said where somebody asks for them, pressed on nobody."""
    return (say("utter_news_how"),) if customer.news_since is None else ()


def _asked(reading: Reading) -> list[Line]:
    asked = [line for line in reading.lines if line.act == "ask"]
    named = asked or [line for line in reading.lines if line.act in (None, "ask")]
    return [line for line in named if line.item or line.candidates or line.brand or line.words.strip()]


def _heading(kirana: Kirana | None) -> Say:
    return say("utter_prices_at", kirana=kirana.name) if kirana else say("utter_prices_printed")


def _prices(shop: UnitOfWork, kirana: Kirana | None, said: Line) -> list[Say]:
    items = [said.item] if said.item else list(said.candidates)
    found = _products(shop, kirana, items)
    if not items and said.brand:
        made = [product.sku for product in shop.catalogue.products_of_brand(said.brand)]
        found = _of_skus(shop, kirana, made)
    of_brand = [pair for pair in found if said.brand is None or is_of_brand(pair[0], said.brand)]
    named = _named(shop, said, of_brand)
    if not named:
        instead = [] if not found else [say("utter_have_instead"), *_listed(shop, found)]
        return [say("utter_not_here", words=said.words or said.brand or "?"), *instead]
    return _listed(shop, named)


def _products(shop: UnitOfWork, kirana: Kirana | None, items: Sequence[str]) -> Found:
    if kirana is None:
        return [(product, None) for product in shop.catalogue.products_of(items)]
    return [pair for pair in shop.shelves.of_items([kirana.kirana], items) if pair[1].free > 0]


def _of_skus(shop: UnitOfWork, kirana: Kirana | None, skus: Sequence[str]) -> Found:
    products = shop.catalogue.products(skus)
    if kirana is None:
        return [(product, None) for product in products.values()]
    entries = shop.shelves.entries(kirana.kirana, skus)
    return [(products[sku], entry) for sku, entry in sorted(entries.items()) if entry.free > 0]


def _named(shop: UnitOfWork, said: Line, found: Found) -> Found:
    item = shop.catalogue.item(said.item) if said.item else None
    keys = name_keys(said.words) - generic_keys(item) - name_keys(said.brand or "")
    narrowed = [pair for pair in found if keys & name_keys(pair[0].name)]
    return narrowed or found


def _listed(shop: UnitOfWork, found: Found) -> list[Say]:
    names = Names(shop, (), [product.sku for product, _ in found])
    ordered = sorted(found, key=lambda pair: (_price(pair).paise, pair[0].sku))
    said = [_price_said(names, product, _price((product, entry))) for product, entry in ordered[:MOST_PRODUCTS]]
    rest = len(found) - MOST_PRODUCTS
    return [*said, say("utter_and_more", count=rest)] if rest > 0 else said


def _price_said(names: Names, product: Product, price: Money) -> Say:
    values = {"product": names.product(product), "pack": product.pack_size, "price": price}
    return say("utter_price_loose" if product.is_loose else "utter_price_pack", **values)


def _price(pair: tuple[Product, ShelfEntry | None]) -> Money:
    product, entry = pair
    return entry.price if entry else product.mrp


def _department(shop: UnitOfWork, customer: Customer, reading: Reading, department: str) -> Reply:
    kirana, items = kirana_of(shop, customer), shop.catalogue.items(department)
    if kirana is not None:
        there = shop.shelves.of_items([kirana.kirana], [item.item for item in items])
        has = {product.item for product, entry in there if entry.free > 0}
        items = [item for item in items if item.item in has]
    if not items:
        return answered(shop, customer, reading, say("utter_departments"))
    names = Names(shop, (item.item for item in items[:MOST_ITEMS]))
    lines = tuple(say("utter_item_line", item=names.item(item.item)) for item in items[:MOST_ITEMS])
    return answered(shop, customer, reading, say("utter_in_department"), lines=lines)
