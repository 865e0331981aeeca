"""The context: what a message means once it is known what was asked before it."""

from __future__ import annotations

import re
from dataclasses import replace

from parchi.domain.basket import Basket
from parchi.domain.customer import Customer, Question
from parchi.domain.kirana import Kirana
from parchi.domain.reading import Line, Reading
from parchi.language.wishes import keys_of, wishes_said
from parchi.services import places
from parchi.services.basket import correction, line_answers, which_line
from parchi.services.basket.picking import picked
from parchi.services.basket.pointing import is_pointing, pointers
from parchi.services.conversation import order_questions, spoken_of
from parchi.services.conversation.place_in_list import place_taken_out
from parchi.services.counter import context as counter_context
from parchi.services.groups import joining
from parchi.services.groups.words import is_bare_join
from parchi.services.homes.words import home_said, is_fixed
from parchi.services.news import consent
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import is_called, name_keys

UNSURE = (
    "out_of_scope",
    "choose_option",
    "browse",
    "set_preference",
    "change_quantity",
    "add_items",
    "ask_availability",
)
"""What an answer may look like when it is read alone."""
MAY_BE_PLACE = (
    "out_of_scope",
    "choose_option",
    "ask_shop",
    "greet",
    "browse",
    "add_items",
    "change_quantity",
    "affirm",
)
SKIP, SKIP_AROUND = "skip", "skip_around"
"""Words of a skip, and those among them that say nothing alone."""
CANCELS = "cancel_or_list"
SURELY_NONSENSE = 0.9
MOST_PLACE_WORDS = 4
MAY_TELL_PICKUP = ("out_of_scope", "goodbye", "thank", "order_status", "ask_timing")
ASKS_TIME = "asks_time"
"""Words of a question about hours or an order, which tell no time to come."""
_BARE_NUMBER = re.compile(r"\W*\d{1,2}\W*")


def in_context(shop: UnitOfWork, customer: Customer, kirana: Kirana | None, reading: Reading) -> Reading:
    """The same message as this conversation makes it; a kirana's counter has a context of its own."""
    back = counter_context.back_at_counter(customer, reading)
    if back is not None:
        return back
    if kirana is not None:
        return counter_context.in_shop_context(shop, kirana, reading, customer)
    if reading.is_pressed:
        return reading
    home = home_said(reading.text)
    if home is not None:
        wanted = reading.as_intent("set_preference")
        return _without_language(wanted) if is_fixed(home) else wanted
    if consent.is_about_news(reading):
        wanted = reading.as_intent("set_preference")
        return _without_language(wanted) if consent.is_command(reading.text) else wanted
    basket = shop.baskets.open_of(customer.number)
    reading = correction.corrected(basket, spoken_of.filled_in(customer, _things_named(shop, reading)))
    if customer.question is None:
        settled = _unasked(shop, customer, basket, reading)
    else:
        settled = _asked(shop, customer, customer.question, basket, reading)
    settled = place_taken_out(shop, customer, settled)
    settled = _told_pickup(shop, customer, basket, settled)
    if settled.intent != "out_of_scope":
        customer.nonsense = 0
    has_no_language = not settled.has_language_sign or _is_bare_place(shop, settled) or is_bare_join(settled.text)
    return _without_language(settled) if has_no_language else settled


def _things_named(shop: UnitOfWork, reading: Reading) -> Reading:
    """ "dal" alone is asked for, though the words alone are no sentence; not where they are surely no order."""
    is_doubtful = reading.guess is not None or reading.confidence < SURELY_NONSENSE
    if reading.intent != "out_of_scope" or not reading.named or not is_doubtful:
        return reading
    if shop.places.of_words(reading.text) is not None or not all(_is_named(shop, line) for line in reading.named):
        return reading
    return replace(reading.as_intent("add_items"), lines=reading.named)


def _is_named(shop: UnitOfWork, line: Line) -> bool:
    items = (line.item, *line.candidates) if line.item else line.candidates
    return is_called(line.words, shop.catalogue.words_of(items))


def _is_bare_place(shop: UnitOfWork, reading: Reading) -> bool:
    """Whether the message is the name of a place and nothing else: it is spelt alike in two languages."""
    is_english = reading.intent == "share_place" and reading.language == "en"
    return is_english and _names_place_alone(shop, reading.text)


def _names_place_alone(shop: UnitOfWork, text: str) -> bool:
    return len(text.split()) <= MOST_PLACE_WORDS and shop.places.of_words(text) is not None


def _without_language(reading: Reading) -> Reading:
    return replace(reading, language=None)


def _told_pickup(shop: UnitOfWork, customer: Customer, basket: Basket | None, reading: Reading) -> Reading:
    """ "kal subah 7 baje aaunga" is about the list that is open, else about the order on its way."""
    if reading.pickup is None or reading.lines or reading.intent not in MAY_TELL_PICKUP:
        return reading
    is_question = "?" in reading.text or ASKS_TIME in wishes_said(reading.text)
    if reading.intent in ("order_status", "ask_timing") and is_question:
        return reading
    if basket is not None and basket.lines:
        is_confirming = customer.question is not None and customer.question.kind == "confirm_order"
        is_complete = is_confirming or reading.guess == "place_order"
        return reading.as_intent("place_order" if is_complete else "add_items")
    is_on_its_way = any(order.is_open for order in shop.orders.recent_of(customer.number))
    return reading.as_intent("order_status") if is_on_its_way else reading


def _is_place(shop: UnitOfWork, customer: Customer, reading: Reading) -> bool:
    """Whether a bare place is said, asked or not: by who has none yet, whatever else it looks like."""
    intents = MAY_BE_PLACE if customer.place is None else ("out_of_scope",)
    if reading.intent not in intents or any(line.item for line in reading.lines):
        return False
    return _names_place_alone(shop, reading.text)


def _unasked(shop: UnitOfWork, customer: Customer, basket: Basket | None, reading: Reading) -> Reading:
    """Nothing is open; the reply to a list ends in "anything else, or bas?"."""
    has_list = basket is not None and bool(basket.lines)
    if reading.intent == "choose_option" and any(line.item for line in reading.lines):
        return reading.as_intent("add_items")  # "wahi wala doodh": the usual, where nothing was offered to choose from
    if _is_place(shop, customer, reading):
        return reading.as_intent("share_place")
    if not has_list:
        return reading
    if reading.intent in ("affirm", "deny"):  # both end the list: "anything else?" – "no"
        return reading.as_intent("place_order")
    if _is_refusal(reading) and CANCELS not in wishes_said(reading.text):
        return reading.as_intent("deny")
    if reading.intent == "cancel_order" and not any(x.is_open for x in shop.orders.recent_of(customer.number)):
        return reading.as_intent("clear_basket")
    return reading


def _asked(
    shop: UnitOfWork, customer: Customer, question: Question, basket: Basket | None, reading: Reading
) -> Reading:
    if joining.is_answer(question, reading):
        return reading.as_intent("choose_option")
    if order_questions.is_answer(shop, question, reading) or which_line.is_answer(question, reading):
        return reading.as_intent("choose_option")
    if question.kind != "place" and _is_place(shop, customer, reading):
        return reading.as_intent("share_place")
    if _is_refusal(reading):
        return reading.as_intent("deny")
    if reading.intent == "deny" and reading.numbers and question.kind in line_answers.KINDS:
        return reading.as_intent("choose_option")
    if question.kind == "confirm_order" and reading.intent == "place_order" and not reading.lines:
        return reading.as_intent("affirm")
    if question.kind == "place":
        return _asked_for_place(shop, question, reading)
    if question.kind == "quantity" and _BARE_NUMBER.fullmatch(reading.text):
        return reading.as_intent("choose_option")
    if question.kind in line_answers.KINDS and _is_skip(reading):
        return reading.as_intent("deny")
    if question.kind in line_answers.KINDS and reading.intent in UNSURE:
        return _asked_about_line(shop, question, basket, reading)
    is_number = reading.intent in ("out_of_scope", "add_items", "change_quantity") and _BARE_NUMBER.fullmatch(
        reading.text
    )
    return reading.as_intent("choose_option") if is_number else reading


def _is_refusal(reading: Reading) -> bool:
    """ "rehne do" is a no where something was asked; who names the order means the order."""
    names_order = "order_named" in wishes_said(reading.text) or bool(reading.numbers)
    return reading.intent == "cancel_order" and not names_order


def _is_skip(reading: Reading) -> bool:
    """ "skip", "koi nahi": none of them, and go on."""
    keys = name_keys(reading.text)
    if reading.numbers or any(line.quantity is not None for line in reading.lines):
        return False
    says_so = bool(keys & keys_of(SKIP) - keys_of(SKIP_AROUND))
    return says_so and keys <= keys_of(SKIP) | pointers() and not any(line.item for line in reading.lines)


def _asked_for_place(shop: UnitOfWork, question: Question, reading: Reading) -> Reading:
    if reading.intent == "choose_option" and picked(reading, question.options):
        return reading
    knows_nothing = not any(line.item for line in reading.lines)
    if reading.intent in MAY_BE_PLACE and knows_nothing and places.is_place_named(shop, reading.text):
        return reading.as_intent("share_place")
    # Whatever cannot be understood right after "where are you?" was meant as an answer to it.
    return reading.as_intent("share_place") if reading.intent == "out_of_scope" and question.options else reading


def _about_open_line(question: Question, reading: Reading) -> Reading:
    """An amount without words is of the line that was asked about; whatever has words of its own is not."""
    line = reading.lines[0]
    is_named = line.item is not None or line.brand is not None or bool(line.candidates) or line.number is not None
    if is_named or not is_pointing(line.words) or question.line is None:
        return reading
    return replace(reading, lines=(replace(line, number=question.line),))


def _asked_about_line(shop: UnitOfWork, question: Question, basket: Basket | None, reading: Reading) -> Reading:
    if reading.lines:
        if len(reading.lines) != 1:
            return reading
        if line_answers.answers_by_name(shop, question, basket, reading.lines[0]):
            return reading.as_intent("choose_option")
        return _about_open_line(question, reading)
    if reading.intent in ("choose_option", "add_items", "change_quantity"):
        return reading.as_intent("choose_option")
    if reading.intent == "browse" and line_answers.asks_of_another(shop, question, basket, reading.text):
        return reading
    return reading.as_intent("choose_option") if picked(reading, question.options) else reading
