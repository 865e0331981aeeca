"""Answers about one line of the basket: which product, which item, how much, what instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from parchi.domain.basket import Basket, BasketLine, Wish
from parchi.domain.customer import Customer, Question
from parchi.domain.money import Money
from parchi.domain.quantity import Quantity
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.basket.baskets import apply_lines, shown
from parchi.services.basket.picking import is_several, picked
from parchi.services.basket.pointing import is_pointing, pointers
from parchi.services.basket.settling import with_item
from parchi.services.basket.wishes import corrected
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import is_item_named, name_keys
from parchi.services.saying import Names

KINDS = ("which_product", "which_item", "substitute", "quantity")


def choose(shop: UnitOfWork, customer: Customer, question: Question, reading: Reading) -> Reply:
    """The customer says which one, or how much."""
    basket = shop.baskets.open_of(customer.number)
    line = basket.line_at(question.line) if basket else None
    if basket is None or line is None:
        customer.question = None
        return shown(shop, customer)
    basket.touched = line.position
    if question.kind == "quantity":
        return _take_amount(shop, customer, line, reading)
    chosen = picked(reading, question.options)
    if len(chosen) > 1 and not is_several(reading):
        return _narrow(customer, question, chosen)
    if not chosen:
        return _take_as_said(shop, customer, line, reading)
    wish = line.wish
    line.change(_with_option(shop, wish, question.options[chosen[0]], reading))
    for other in chosen[1:]:
        basket.add(_with_option(shop, wish, question.options[other], reading))
    return shown(shop, customer, answered=line if len(chosen) == 1 else None)


def affirm(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """Yes to the only thing that was offered; with several, yes says nothing."""
    basket = shop.baskets.open_of(customer.number)
    line = basket.line_at(question.line) if basket else None
    if line is None or len(question.options) != 1:
        return shown(shop, customer, answered=line)
    line.change(_with_option(shop, line.wish, question.options[0], None))
    return shown(shop, customer, answered=line)


def leave_out(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """None of them: the line goes, the rest stays."""
    basket = shop.baskets.open_of(customer.number)
    line = basket.line_at(question.line) if basket else None
    customer.question = None
    if basket is None or line is None:
        return shown(shop, customer)
    gone = say("utter_line_left_out", words=Names.of(shop, basket).wished(line.wish))
    basket.remove(line)
    return shown(shop, customer, gone, answered=line)


def leave_out_unknown(shop: UnitOfWork, customer: Customer, basket: Basket) -> list[Say]:
    """Take out the lines that nobody understands, so that the rest can be ordered; say which."""
    names = Names.of(shop, basket)
    unknown = [line for line in basket.lines if line.problem == "unknown_item"]
    for line in unknown:
        basket.remove(line)
    return [say("utter_line_left_out", words=names.wished(line.wish)) for line in unknown]


def answers_by_name(shop: UnitOfWork, question: Question | None, basket: Basket | None, said: Line) -> bool:
    """Whether a line that reads like a new wish is the answer to what was asked: "sona masoori", "Amul wala"."""
    line = basket.line_at(question.line) if question and basket else None
    if question is None or line is None or question.kind not in KINDS:
        return False
    if question.kind == "quantity":
        return not said.candidates and (said.item == line.wish.item if said.item else is_pointing(said.words))
    if question.kind == "which_item" and said.item in _items(question):
        return said.quantity is None or line.wish.quantity is None
    is_same = said.item == line.wish.item
    if said.item is not None and not (is_same and question.kind != "which_item"):
        return False
    if said.quantity is not None and line.wish.quantity is not None and said.item is not None:
        return False  # "2 packet doodh" after milk was asked about is more milk
    if said.item is None and said.brand is not None and _makes(shop, said.brand, line.wish):
        return True
    chosen = picked(Reading(text=said.words, language=None, intent="choose_option"), question.options)
    return bool(chosen) and (said.item is not None or _is_told(said, [question.options[index] for index in chosen]))


def _is_told(said: Line, options: Sequence[dict[str, Any]]) -> bool:
    """Whether most of the words are in the names: "gold flake" is no Amul Gold."""
    keys = name_keys(said.words) - pointers()
    known = frozenset[str]().union(*(name_keys(option["name"]) for option in options))
    return not keys or 2 * len(keys & known) > len(keys)


def _makes(shop: UnitOfWork, brand: str, wish: Wish) -> bool:
    """Whether a brand makes what was asked about; of unknown words it may be the answer if it makes anything."""
    items = [wish.item] if wish.item else list(wish.candidates)
    made = {product.item for product in shop.catalogue.products_of_brand(brand)}
    return bool(made & set(items)) if items else bool(made)


def _items(question: Question) -> list[str]:
    return [option["item"] for option in question.options]


def asks_of_another(shop: UnitOfWork, question: Question, basket: Basket | None, text: str) -> bool:
    """Whether a question names other things than were asked about: "cheapest atta?" answers no "which eggs?"."""
    line = basket.line_at(question.line) if basket else None
    asked = {line.wish.item if line else None, *(option.get("item") for option in question.options)}
    keys = name_keys(text)
    named = {item.item for item in shop.catalogue.items() if is_item_named(item, keys)}
    return bool(named) and not named & asked


def _take_amount(shop: UnitOfWork, customer: Customer, line: BasketLine, reading: Reading) -> Reply:
    said = _amount_said(reading)
    if said is None:
        return shown(shop, customer, say("utter_amount_unclear"), answered=line)
    asked_anew = replace(line.wish, quantity=None, unit=None, price=None)
    unit = said.unit or (line.wish.unit if line.wish.quantity is not None else None)
    line.change(corrected(asked_anew, replace(said, words=line.wish.words, unit=unit)))
    return shown(shop, customer, answered=line)


def _amount_said(reading: Reading) -> Line | None:
    for line in reading.lines:
        if line.quantity is not None or line.price is not None or line.unit is not None:
            return line
    if reading.numbers:
        return Line(words="", quantity=float(reading.numbers[0]))
    return None


def _take_as_said(shop: UnitOfWork, customer: Customer, line: BasketLine, reading: Reading) -> Reply:
    """Not one of those shown: perhaps another brand of it, or something else altogether."""
    for said in reading.lines:
        is_same = said.item is not None and said.item == line.wish.item
        if is_same or (said.item is None and said.brand is not None and _makes(shop, said.brand, line.wish)):
            words = said.words if said.item else line.wish.words
            new = replace(corrected(line.wish, said), words=words, sku=None)
            line.change(with_item(shop, customer, new) if new.item is None else new)
            return shown(shop, customer, answered=line)
        if line.wish.item is None and said.item is not None:
            line.change(corrected(replace(line.wish, words=said.words, item=said.item, candidates=()), said))
            return shown(shop, customer, answered=line)
    if any(said.item is not None or said.brand is not None for said in reading.lines):
        return apply_lines(shop, customer, reading.as_intent("add_items"))
    return shown(shop, customer, say("utter_choose_again"), answered=line)


def _with_option(shop: UnitOfWork, wish: Wish, option: dict[str, Any], reading: Reading | None) -> Wish:
    if "item" in option:
        wish = replace(wish, item=option["item"], candidates=(), is_guess=False)
        return _with_amount(wish, reading, None)
    product = shop.catalogue.product(option["sku"])
    brand = product.brand if product is not None and wish.brand is not None else wish.brand
    wish = replace(wish, sku=option["sku"], brand=brand, pack=None if wish.unit else wish.pack)
    if "quantity" in option:
        return replace(wish, quantity=option["quantity"], unit=option["unit"], price=None, pack=None)
    return _with_amount(wish, reading, product.pack_size if product else None)


def _with_amount(wish: Wish, reading: Reading | None, pack: Quantity | None) -> Wish:
    """An amount said beside the choice, where none was said before; the size of the pack only names it."""
    said = next((line for line in reading.lines if line.quantity is not None), None) if reading else None
    if said is None or said.quantity is None or wish.quantity is not None or wish.price is not None:
        return wish
    is_pack = pack is not None and Quantity(said.quantity, said.unit or "").base() == pack.base()
    return wish if is_pack else replace(wish, quantity=said.quantity, unit=said.unit)


def _narrow(customer: Customer, question: Question, chosen: list[int]) -> Reply:
    """Several still fit: ask again with those alone."""
    options = tuple(question.options[index] for index in chosen)
    customer.question = replace(question, options=options)
    listed = [kept_option(number, option) for number, option in enumerate(options, start=1)]
    return Reply(foot=(say("utter_which_of_these"), *listed))


def kept_option(number: int, option: dict[str, Any]) -> Say:
    """An option as the question remembers it."""
    if "price_paise" not in option:
        return say("utter_option_item", number=number, item=option["said"])
    price = Money(option["price_paise"])
    if "of" not in option:
        return say("utter_option_kept", number=number, name=option["said"], price=price)
    product, amount, packs = option["of"]
    values: dict[str, Any] = {"number": number, "product": product, "pack": Quantity.parse(amount), "price": price}
    return say("utter_option_packs", packs=packs, **values) if (packs or 1) > 1 else say("utter_option_pack", **values)
