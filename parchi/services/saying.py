"""How things of the shop are said: products, amounts, lines of the basket, options to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from parchi.domain.basket import Basket, BasketLine, Wish
from parchi.domain.catalogue import Item, ItemWord, Product
from parchi.domain.customer import Customer
from parchi.domain.money import Money
from parchi.domain.quantity import Quantity
from parchi.domain.reply import Say, say
from parchi.language.languages import in_devanagari, languages
from parchi.services.basket.priced import Option
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import generic_keys, is_plain, name_keys

MOST_WORDS = 60
OF_ITEMS = ("en", "hi", "hi-Latn")
"""The languages of the names in items.csv; Hinglish says the Hindi one in Latin letters."""
WAITING = ("which_product", "which_item", "quantity", "unknown_item")


class Names:
    """The items and products that a reply speaks of, read at once."""

    def __init__(self, shop: UnitOfWork, items: Iterable[str | None], skus: Iterable[str | None] = ()) -> None:
        self.products = shop.catalogue.products(sku for sku in skus if sku)
        wanted = {item for item in items if item} | {product.item for product in self.products.values()}
        self.people: dict[str, str] = {}
        """First names by pseudonym of those who asked for lines, where a household fills the list."""
        self.items = {item.item: item for item in shop.catalogue.named(wanted)}
        self._words = shop.catalogue.words_of(self.items)

    @classmethod
    def of(cls, shop: UnitOfWork, basket: Basket) -> Names:
        """What a basket speaks of."""
        names = cls(shop, (line.wish.item for line in basket.lines), (line.sku for line in basket.lines))
        names.meet(shop, (line.wish for line in basket.lines))
        return names

    def meet(self, shop: UnitOfWork, wishes: Iterable[Wish]) -> None:
        """Read who asked for these; whoever was forgotten has no name any more."""
        for pseudonym in {one for wish in wishes for one in wish.by}:
            customer = shop.customers.of_pseudonym(pseudonym)
            if customer is not None:
                self.people[pseudonym] = first_name(customer) or customer.number[-4:]

    def with_people(self, said: Say, wish: Wish) -> Say:
        """The line with the names of those who asked for it."""
        names = [self.people[one] for one in wish.by if one in self.people]
        return say("utter_by", line=said, names=", ".join(names)) if names else said

    def item(self, item: str) -> Say | str:
        """An item in the reader's language."""
        found = self.items.get(item)
        return item_said(found, self._words[item]) if found else item

    def product(self, product: Product) -> Say | str:
        """A product as printed; loose goods that are just the item, in the reader's language."""
        item = self.items.get(product.item)
        if item is not None and is_plain(product, generic_keys(item)):
            return item_said(item, self._words[item.item])
        return product.name

    def wished(self, wish: Wish) -> Say | str:
        """What was asked for, in the customer's own words where they say it: "dal" alone does not say which."""
        item = self.items.get(wish.item or "")
        if item is not None and name_keys(wish.words) < name_keys(item.item.replace("-", " ")):
            return self.item(item.item)
        return short(wish.words) or (self.item(wish.item) if wish.item else wish.brand or "?")


def item_said(item: Item, words: Sequence[ItemWord]) -> Say:
    """An item in the reader's language: its id is how English is spoken here ("toor dal", not "pigeon pea dal").

    In Latin letters it is called by the first of its `words` that sounds like its Hindi name; in a further language by
    the first of that language, as {mr}.
    """
    english, spoken = item.item.replace("-", " ").capitalize(), name_keys(item.hindi)
    alike = (each.word for each in words if each.word.isascii() and name_keys(each.word) == spoken)
    own = {
        tag: next(
            (each.word for each in words if each.language == tag), item.hindi if tag in in_devanagari() else english
        )
        for tag in _further_languages()
    }
    hinglish = next(alike, english).capitalize()
    return say("utter_item_name", english=english, hindi=item.hindi, hinglish=hinglish, **own)


@lru_cache(maxsize=1)
def _further_languages() -> tuple[str, ...]:
    """Those in which items.csv has no name for an item."""
    return tuple(language for language in languages() if language not in OF_ITEMS)


def first_name(customer: Customer | None) -> str | None:
    """The first word of the profile name: untrusted text, so one line and at most 20 characters."""
    words = (customer.name or "").split() if customer else []
    return words[0][:20] if words else None


def short(text: str) -> str:
    """A customer's words on one line, not longer than a line's worth."""
    flat = " ".join(text.split())
    return flat if len(flat) <= MOST_WORDS else flat[: MOST_WORDS - 1] + "…"


def amount_said(amount: float, unit: str) -> Quantity:
    """An amount in the unit that people would say: 1.5 kg, not 1500 g."""
    whole = {"g": "kg", "ml": "l"}.get(unit)
    if whole is not None and amount >= 1000:
        return Quantity(round(amount / 1000, 3), whole)
    return Quantity(round(amount, 3), unit)


def asked_said(wish: Wish) -> Say | Quantity | Money | str:
    """How much was asked for; "" where nothing was said."""
    if wish.quantity is None and wish.price is not None:
        return Money.rupees(wish.price)
    if wish.quantity is None:
        return Quantity.parse(wish.pack) if wish.pack else ""
    counted: Quantity | str = Quantity(wish.quantity, wish.unit) if wish.unit else f"{wish.quantity:g}"
    return say("utter_count_of_pack", count=counted, pack=Quantity.parse(wish.pack)) if wish.pack else counted


def line_said(line: BasketLine, names: Names, *, is_open: bool = False) -> Say:
    """A numbered line of the basket, as far as it is settled; `is_open` where something else for it can be chosen."""
    said = _settled_line(line, names) or _open_line(line, names, is_open=is_open)
    noted = say("utter_noted", line=said, note=short(line.wish.note)) if line.wish.note else said
    return names.with_people(noted, line.wish)


def lines_said(
    lines: Sequence[BasketLine],
    names: Names,
    inexact: frozenset[int] = frozenset(),
    replaceable: frozenset[int] = frozenset(),
) -> tuple[Say, ...]:
    """Numbered lines; those at `inexact` positions say what was asked for, since it could only be met nearly."""
    return tuple(
        say("utter_line_nearest", line=line_said(line, names), asked=asked_said(line.wish))
        if line.position in inexact
        else line_said(line, names, is_open=line.position in replaceable)
        for line in lines
    )


def option_said(number: int, option: Option, names: Names) -> Say:
    """One product to choose, with how much of it and what that costs."""
    return _how_much_of(option.product, option, names, id="utter_option", number=number)


def _how_much_of(product: Product, option: Option, names: Names, *, id: str, number: int) -> Say:
    portion, named = option.portion, names.product(product)
    values: dict[str, Any] = {"number": number, "product": named, "price": option.price or option.entry.price}
    if portion is None or (portion.amount is None and portion.packs is None):
        return say(f"{id}_rate", unit=product.pack_size.unit, **values)
    if portion.packs is None:
        return say(f"{id}_loose", amount=amount_said(portion.amount or 0, portion.unit or ""), **values)
    values["pack"] = product.pack_size
    if portion.packs == 1:
        return say(f"{id}_pack", **values)
    return say(f"{id}_packs", packs=portion.packs, **values)


def _settled_line(line: BasketLine, names: Names) -> Say | None:
    product = names.products.get(line.sku or "")
    if product is None or line.price is None:
        return None
    values: dict[str, Any] = {"number": line.position, "product": names.product(product), "price": line.price}
    if line.packs is None:
        return say("utter_line_loose", amount=amount_said(line.amount or 0, line.amount_unit or ""), **values)
    return say("utter_line_packs", packs=line.packs, pack=product.pack_size, **values)


def _open_line(line: BasketLine, names: Names, *, is_open: bool) -> Say:
    words, amount = names.wished(line.wish), asked_said(line.wish)
    values = {"number": line.position, "wish": say("utter_wish", words=words, amount=amount) if amount else words}
    if line.problem in WAITING or is_open:
        return say("utter_line_waiting", **values)
    if line.problem == "out_of_stock":
        return say("utter_line_missing", **values)
    return say("utter_line_unpriced", **values)
