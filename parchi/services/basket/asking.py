"""The next question: what the basket still needs to know, one thing at a time."""

from __future__ import annotations

from typing import Any

from parchi.domain.basket import Basket, BasketLine
from parchi.domain.customer import Customer, Question
from parchi.domain.portion import MOST_GRAMS, MOST_PACKS, MOST_PIECES
from parchi.domain.quantity import Quantity
from parchi.domain.reply import Say, say
from parchi.services.basket.priced import MOST_OPTIONS, Option, Priced, price_wish
from parchi.services.basket.settling import Settled
from parchi.services.ports import UnitOfWork
from parchi.services.saying import Names, amount_said, option_said

Asked = tuple[Question, tuple[Say, ...]]
"""What is to be remembered, and how it is said."""


def next_question(shop: UnitOfWork, customer: Customer, basket: Basket, settled: Settled) -> Asked | None:
    """The place first, since all prices hang on it; then the lines in their order."""
    if settled.obstacle == "place":
        return Question("place"), (say("utter_ask_place"),)
    if settled.obstacle == "far":
        return Question("place"), (say("utter_ask_other_place"),)
    for line in basket.lines:
        asked = question_about(shop, customer, line, settled.priced(line) or price_wish(line.wish, (), None))
        if asked is not None:
            return asked
    return None


def question_about(shop: UnitOfWork, customer: Customer, line: BasketLine, priced: Priced) -> Asked | None:
    """What is to be asked about a line; None where nothing is open."""
    if line.problem in ("which_item", "unknown_item"):
        return _which_item(shop, line)
    if line.problem == "quantity":
        return _how_much(shop, line, priced)
    if line.problem == "which_product":
        return _which_option(shop, line, priced, "which_product")
    is_left_out = customer.preferences.get("missing") == "leave_out"
    if line.problem == "out_of_stock" and priced.options and not is_left_out:
        return _which_option(shop, line, priced, "substitute")
    return None


def option_of(option: Option) -> dict[str, Any]:
    """An option as the question remembers it."""
    portion, product = option.portion, option.product
    name = product.name if product.is_loose else f"{product.name} {product.pack}"
    kept: dict[str, Any] = {"sku": product.sku, "name": name, "said": _how_much_said(option, name)}
    if option.price is not None:
        kept["price_paise"] = option.price.paise
    if portion is not None and portion.packs is not None:
        kept["of"] = [product.name, product.pack, portion.packs]
    elif portion is not None and portion.amount is not None:
        kept["of"] = [name, str(amount_said(portion.amount, portion.unit or "piece")), None]
    if portion is not None and portion.off >= 1:  # less than was asked for: choosing it means taking that much
        kept["quantity"] = portion.packs or portion.amount
        kept["unit"] = "packet" if portion.packs else portion.unit
    return kept


def _how_much_said(option: Option, name: str) -> str:
    portion = option.portion
    if portion is not None and portion.amount is not None:
        return f"{name} {amount_said(portion.amount, portion.unit or '')}"
    return f"{name} × {portion.packs}" if portion is not None and (portion.packs or 1) > 1 else name


def _which_item(shop: UnitOfWork, line: BasketLine) -> Asked:
    names = Names(shop, line.wish.candidates)
    items = [item for item in line.wish.candidates if item in names.items][:MOST_OPTIONS]
    options = tuple(
        {"item": item, "name": _item_name(names, item), "said": names.items[item].english} for item in items
    )
    words = names.wished(line.wish)
    listed = tuple(
        say("utter_option_item", number=number, item=names.item(item)) for number, item in enumerate(items, start=1)
    )
    question = Question("which_item", line.position, options)
    if not items:
        return question, (say("utter_ask_unknown_item", words=words),)
    if line.wish.is_guess and len(items) == 1:
        return question, (say("utter_ask_did_you_mean", words=words, item=names.item(items[0])),)
    asked = "utter_ask_closest_item" if line.wish.is_guess else "utter_ask_which_item"
    return question, (say(asked, words=words), *listed)


def _item_name(names: Names, item: str) -> str:
    found = names.items[item]
    return f"{found.english} {found.hindi} {item}"


def _how_much(shop: UnitOfWork, line: BasketLine, priced: Priced) -> Asked:
    names = Names(shop, [line.wish.item])
    words = names.wished(line.wish)
    question = Question("quantity", line.position)
    if priced.reason == "too_little":
        return question, (say("utter_ask_not_so_little", words=words),)
    if priced.reason == "too_much":
        return question, (say("utter_ask_not_so_much", words=words, most=_most(line)),)
    if priced.reason == "unit":
        sold = {product.pack_size.base()[1] for product in shop.catalogue.products_of([line.wish.item or ""])}
        asked = "utter_ask_weight" if "g" in sold else "utter_ask_count"
        return question, (say(asked, words=words),)
    return question, (say("utter_ask_how_much", words=words),)


def _most(line: BasketLine) -> Quantity:
    unit = Quantity(1, line.wish.unit or "packet").base()[1]
    if unit in ("g", "ml"):
        return Quantity(MOST_GRAMS / 1000, "kg" if unit == "g" else "l")
    if unit in ("piece", "tray"):
        return Quantity(MOST_PIECES, "piece")
    return Quantity(MOST_PACKS, unit)


def _which_option(shop: UnitOfWork, line: BasketLine, priced: Priced, kind: str) -> Asked:
    names = Names(shop, [line.wish.item], [option.product.sku for option in priced.options])
    question = Question(kind, line.position, tuple(option_of(option) for option in priced.options))
    listed = tuple(option_said(number, option, names) for number, option in enumerate(priced.options, start=1))
    return question, (say(f"utter_ask_{kind}", words=names.wished(line.wish)), *listed)
