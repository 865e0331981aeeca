"""Pointing: which line of the basket a customer means by a name, a number, or "that one"."""

from __future__ import annotations

from parchi.domain.basket import Basket, BasketLine, Wish
from parchi.domain.catalogue import Product
from parchi.domain.naming import is_same_brand
from parchi.domain.reading import Line
from parchi.language.wishes import keys_of, wishes_said
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import best_named, generic_keys, is_of_brand, name_keys

LAST = "last_line"


def pointers() -> frozenset[str]:
    """How the words sound that name nothing and only point."""
    return keys_of("pointing", LAST)


def is_pointing(words: str) -> bool:
    """Whether the words name nothing and only point."""
    return name_keys(words) <= pointers()


def lines_meant(shop: UnitOfWork, basket: Basket, said: Line) -> list[BasketLine]:
    """The basket's lines that are meant; [] where there is none like it."""
    if said.number is not None:
        line = basket.line_at(said.number)
        return [line] if line else []
    if said.item is None and not said.candidates and said.brand is None and is_pointing(said.words):
        pointed = basket.lines[-1:] if LAST in wishes_said(said.words) else [basket.last_line]
        return [line for line in pointed if line is not None]
    products = shop.catalogue.products(line.sku for line in basket.lines if line.sku)
    named = _named(basket, said, products)
    branded = [line for line in named if said.brand is None or _is_of_brand(line, said.brand, products)]
    if said.brand is not None and not branded:
        return named if said.act == "change" else []
    return best_named(_telling(shop, said), branded, lambda line: _all_names(line, products))


def line_to_grow(shop: UnitOfWork, basket: Basket, wish: Wish) -> BasketLine | None:
    """The line that asking for this once more adds to; None where it is a thing of its own."""
    if wish.item is None:
        return None
    products = shop.catalogue.products(line.sku for line in basket.lines if line.sku)
    item = shop.catalogue.item(wish.item)
    for line in reversed(basket.lines):
        if line.wish.item != wish.item:
            continue
        if wish.brand is not None and not _is_of_brand(line, wish.brand, products):
            continue
        said = name_keys(wish.words) - generic_keys(item) - name_keys(wish.brand or "")
        product = products.get(line.sku or "")
        old_words = name_keys(line.wish.words) | name_keys(product.name if product else "")
        if said <= old_words or not _tells_apart(shop, wish, said):
            return line
    return None


def _tells_apart(shop: UnitOfWork, wish: Wish, said: frozenset[str]) -> bool:
    """Whether any product of the item is named by these words: "taaza" names one, "achha wala" none."""
    products = shop.catalogue.products_of([wish.item or ""])
    return any(said & name_keys(product.name) for product in products)


def _named(basket: Basket, said: Line, products: dict[str, Product]) -> list[BasketLine]:
    if said.item is not None:
        same = [line for line in basket.lines if line.wish.item == said.item]
        same = same or [line for line in basket.lines if line.wish.item is None and said.item in line.wish.candidates]
        if same:
            return same
        keys = name_keys(said.words) - pointers()  # "bread" where only brown bread is on the list
        return [line for line in basket.lines if keys and keys <= name_keys(_all_names(line, products))]
    likely = [line for line in basket.lines if line.wish.item in said.candidates]
    keys = name_keys(said.words) - pointers()
    if said.brand is not None:
        keys |= name_keys(said.brand)
    worded = [line for line in basket.lines if keys & name_keys(_all_names(line, products))]
    return worded or likely


def _is_of_brand(line: BasketLine, brand: str, products: dict[str, Product]) -> bool:
    product = products.get(line.sku or "")
    return is_same_brand(line.wish.brand, brand) or (product is not None and is_of_brand(product, brand))


def _all_names(line: BasketLine, products: dict[str, Product]) -> str:
    product = products.get(line.sku or "")
    return f"{line.wish.words} {product.name} {product.pack}" if product else line.wish.words


def _telling(shop: UnitOfWork, said: Line) -> frozenset[str]:
    item = shop.catalogue.item(said.item) if said.item else None
    return name_keys(said.words) - generic_keys(item) - pointers()
