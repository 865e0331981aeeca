"""A preference: how a customer wants things decided in future, in a few settled kinds."""

from __future__ import annotations

from typing import Any

from parchi.domain.naming import brand_key
from parchi.domain.reading import Reading
from parchi.domain.reply import Say, say
from parchi.language.wishes import SMALLER_PACK, wishes_said
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import name_keys
from parchi.services.saying import Names

Preference = tuple[str, Any, Say]
"""Its name in Customer.preferences, its value, and what is said."""


def preference_of(shop: UnitOfWork, reading: Reading) -> Preference | None:
    """What is to be done in future; None where that is not one of the kinds that can be kept."""
    keys = name_keys(reading.text)
    brand = _brand(shop, reading, keys)
    if brand is not None:
        return _always(shop, reading, keys, brand)
    wishes = wishes_said(reading.text)
    if {"always_leave_out", "when_missing"} <= wishes:
        return "missing", "leave_out", say("utter_missing_will_be_left_out")
    if SMALLER_PACK in wishes:
        return "missing", "smaller_pack", say("utter_missing_will_be_smaller")
    if "always_replace" in wishes:
        return "missing", "substitute", say("utter_missing_will_be_replaced")
    return None


def _always(shop: UnitOfWork, reading: Reading, keys: frozenset[str], brand: str) -> Preference:
    item = next((line.item for line in reading.lines if line.item), None) or _item(shop, keys, brand)
    if item is None:
        return "brands", {"*": brand}, say("utter_always_brand", brand=brand)
    return "brands", {item: brand}, say("utter_always_brand_of", brand=brand, item=Names(shop, [item]).item(item))


def _brand(shop: UnitOfWork, reading: Reading, keys: frozenset[str]) -> str | None:
    for line in reading.lines:
        if line.brand:
            return line.brand
    said = {brand_key(word) for word in reading.text.split()}
    named = [
        brand
        for brand in shop.catalogue.brands()
        if brand_key(brand) in said or (name_keys(brand) and name_keys(brand) <= keys)
    ]
    return max(named, key=len, default=None)


def _item(shop: UnitOfWork, keys: frozenset[str], brand: str) -> str | None:
    """The item named beside the brand; the longest name counts."""
    made = {product.item for product in shop.catalogue.products_of_brand(brand)}
    found: list[tuple[int, str]] = []
    for item, words in shop.catalogue.words_of(made).items():
        for of_word in map(name_keys, (each.word for each in words)):
            if of_word and of_word <= keys - name_keys(brand):
                found.append((len(of_word), item))
    return max(found)[1] if found else None
