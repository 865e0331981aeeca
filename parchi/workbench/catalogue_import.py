"""Catalogue import: anyone's product list becomes products of the shop, none of them twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from parchi.domain.catalogue import Product
from parchi.language.lexicon import BRAND, ITEM, Lexicon, Match, Name
from parchi.language.tokens import tokenise
from parchi.services.ports import UnitOfWork
from parchi.workbench.product_list import (
    ListedProduct,
    MatchText,
    Problem,
    decode,
    free_sku,
    product_key,
    read_product_list,
)

MOST_COST = 0.5
"""Lists are printed, not typed in haste: plurals and other spellings pass, guesses do not."""

FLAVOURS = {"chocolate", "honey", "coffee", "salt", "sugar"}
FLAVOURING = {"fruits", "vegetables", "dry-fruits", "spices", "eggs-meat", "dairy"}
FOOD = {
    "staples", "pulses", "oils", "spices", "dairy", "eggs-meat", "vegetables", "fruits", "dry-fruits", "beverages",
    "packaged-food", "bakery", "snacks",
}  # fmt: skip
"""Items and categories that name a taste or scent as often as a thing."""


@dataclass(frozen=True)
class Imported:
    """What an import did: products added, products whose MRP changed, and how many were there already."""

    added: list[Product]
    changed: list[Product]
    unchanged: int


def import_file(file: Path, shop: UnitOfWork, lexicon: Lexicon) -> tuple[Imported, list[Problem]]:
    """Import a list into the shop's catalogue; whoever opened the unit of work commits."""
    listed, problems = read_product_list(
        decode(file.read_bytes()).splitlines(), item_matcher(lexicon), brand_matcher(lexicon)
    )
    known = {item.item for item in shop.catalogue.items()}
    fitting = [entry for entry in listed if entry.product.item in known]
    problems += [
        Problem(entry.line, f"the shop has no item {entry.product.item!r}")
        for entry in listed
        if entry.product.item not in known
    ]
    imported = import_products(fitting, shop.catalogue.products_of(known), shop.catalogue.add_product)
    return imported, sorted(problems, key=lambda problem: problem.line)


def import_products(
    listed: Iterable[ListedProduct], existing: Iterable[Product], add: Callable[[Product], None]
) -> Imported:
    """Add what is new and change what has another MRP; the same brand, name and pack is the same product."""
    there = {product_key(product.brand, product.name, product.pack): product for product in existing}
    skus = {product.sku for product in there.values()}
    added: list[Product] = []
    changed: list[Product] = []
    unchanged = 0
    for product in (entry.product for entry in listed):
        known = there.get(product_key(product.brand, product.name, product.pack))
        if known is None:
            sku = free_sku(product.brand, product.name, product.pack, skus)
            skus.add(sku)
            added.append(_with(product, sku=sku))
        elif known.mrp != product.mrp:
            changed.append(_with(known, mrp=product.mrp))
        else:
            unchanged += 1
    for product in (*added, *changed):
        add(product)
    return Imported(added, changed, unchanged)


def item_matcher(lexicon: Lexicon) -> MatchText:
    """Names the item of a product's name or a category.

    An id names itself. Else the thing counts that the brand is known to make; else the thing that ends the name
    ("Butter Cookies" are cookies), unless it may be a flavour of what the brand stands for ("Cerelac Wheat Apple");
    else what everyone means by the brand; else the longest thing.
    """

    def match(text: str) -> str | None:
        if text.strip().lower() in lexicon.items:
            return text.strip().lower()
        tokens, found = _matches(text, lexicon)
        brands = [match.name for _, match in found if match.name.kind == BRAND]
        things = [(begin, match) for begin, match in found if match.name.kind == ITEM]
        things.sort(key=lambda thing: (thing[1].length, thing[0]), reverse=True)
        made = {item for name in brands for item in lexicon.makes.get(name.brand or "", ())}
        meant = next((name.item for name in brands if name.item), None)
        last = [match.name.item for begin, match in things if begin + match.length == tokens and match.name.item]
        if last and not _is_flavour(last[0], meant, lexicon):
            return last[0]
        for _, thing in things:
            fitting = [item for item in _items_of(thing.name) if item in made]
            if len(fitting) == 1:
                return fitting[0]
        return meant or next((thing.name.item for _, thing in things if thing.name.item), None)

    return match


def _is_flavour(item: str, meant: str | None, lexicon: Lexicon) -> bool:
    """Whether the thing may be no more than a taste or scent of what the brand stands for."""
    if meant is None or meant == item:
        return False
    category, usual = lexicon.category(item), lexicon.category(meant)
    is_taste = item in FLAVOURS or category in FLAVOURING or (category in FOOD and usual not in FOOD)
    return is_taste and category != usual


def _items_of(name: Name) -> tuple[str, ...]:
    return (name.item,) if name.item else name.candidates


def brand_matcher(lexicon: Lexicon) -> MatchText:
    """Names the brand that a text begins with, in its usual spelling."""

    def match(text: str) -> str | None:
        tokens = tokenise(text)
        if not tokens:
            return None
        found = lexicon.match(tokens, lexicon.hear(tokens), 0)
        return found.name.brand if found is not None and found.is_listed else None

    return match


def _matches(text: str, lexicon: Lexicon) -> tuple[int, list[tuple[int, Match]]]:
    """How many tokens the text has, and the names found in it with their beginnings."""
    tokens = tokenise(text)
    heard = lexicon.hear(tokens)
    found: list[tuple[int, Match]] = []
    begin = 0
    while begin < len(tokens):
        match = lexicon.match(tokens, heard, begin)
        if match is not None and match.cost < MOST_COST:
            found.append((begin, match))
            begin += match.length
        else:
            begin += 1
    return len(tokens), found


def _with(product: Product, **changes: object) -> Product:
    """The product with another sku or MRP, as a row of its own."""
    return replace(product, **changes)  # type: ignore[arg-type]
