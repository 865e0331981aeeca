"""Which line: asked where what is to be changed or taken out fits several lines of the basket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parchi.domain.basket import Basket, BasketLine
from parchi.domain.customer import Customer, Question
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.basket.picking import picked
from parchi.services.ports import UnitOfWork
from parchi.services.saying import Names

ABOUT = "which_line"
"""The `about` of the question."""


def is_about_lines(question: Question | None) -> bool:
    """Whether the question is this one."""
    return question is not None and question.kind == "other" and question.about == ABOUT


def ask(shop: UnitOfWork, customer: Customer, basket: Basket, said: Line, meant: Sequence[BasketLine]) -> None:
    """Remember what is wanted, and of which lines it may be."""
    names = Names.of(shop, basket)
    options = tuple(
        {"name": _label(line, names), "said": _label(line, names), "line": line.position, "wanted": said.to_entity()}
        for line in meant
    )
    customer.question = Question("other", options=options, about=ABOUT)


def asked(customer: Customer) -> tuple[Say, ...]:
    """The question, with the lines that it may be."""
    options = customer.question.options if customer.question else ()
    act = options[0]["wanted"]["act"] if options else "change"
    listed = (say("utter_option_item", number=at, item=option["said"]) for at, option in enumerate(options, start=1))
    return (say("utter_ask_which_to_remove" if act == "remove" else "utter_ask_which_to_change"), *listed)


def is_answer(question: Question | None, reading: Reading) -> bool:
    """Whether a message picks one of the lines, whatever it looks like when it is read alone."""
    if question is None or not is_about_lines(question) or len(reading.lines) > 1:
        return False
    if reading.intent in ("affirm", "deny", "cancel_order"):  # "rehne do" is no "do", two
        return False
    has_amount = any(line.quantity is not None and line.words for line in reading.lines)
    return not has_amount and bool(picked(reading, question.options))


def wanted(question: Question, reading: Reading) -> Reading:
    """What was wanted in the first place, now of the lines that were picked; the last first, for lines move up."""
    options = [question.options[index] for index in picked(reading, question.options)]
    options.sort(key=lambda option: -option["line"])
    lines = tuple(
        replace(
            Line.from_entity(option["wanted"]), words="", item=None, brand=None, candidates=(), number=option["line"]
        )
        for option in options
    )
    return replace(reading.as_intent("change_quantity"), lines=lines, also=())


def ask_again(customer: Customer) -> Reply:
    """Once more, in short."""
    return Reply(foot=asked(customer))


def _label(line: BasketLine, names: Names) -> str:
    product = names.products.get(line.sku or "")
    if product is not None:
        return product.name if product.is_loose else f"{product.name} {product.pack}"
    amount = f" {line.wish.quantity:g} {line.wish.unit or ''}".rstrip() if line.wish.quantity is not None else ""
    return f"{line.wish.words or line.wish.item}{amount}"
