"""Missing things: what a shop lacks of an order, and what its customer wants instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from parchi.domain.customer import Customer, Question
from parchi.domain.kirana import Kirana
from parchi.domain.money import Money
from parchi.domain.order import OFFERED, OPEN, Order, OrderLine
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.language.wishes import SMALLER_PACK, wishes_said
from parchi.services.basket import holds
from parchi.services.money.upi import offer_upi
from parchi.services.notices import tell_kirana, tell_of_order
from parchi.services.orders import passing
from parchi.services.orders.ending import cancel, forget_question
from parchi.services.orders.offers import renew_offer
from parchi.services.orders.substitutes import REPLACE, SMALLER, Pair, instead, substitutes
from parchi.services.orders.words import lines_for_shop, names_of, product_said, things_said
from parchi.services.ports import UnitOfWork

ABOUT = "missing"
"""How the `about` of the question begins: `missing:1042`."""
LEAVE_OUT, OTHER_SHOP, CANCEL = "leave_out", "other_shop", "cancel"
IN_ADVANCE = {"substitute": REPLACE, "smaller_pack": SMALLER}
"""What a customer may have decided once for all (Customer.preferences["missing"]), beside leaving out."""
SAID = {"other_shop": OTHER_SHOP, "replace": REPLACE, "cancel": CANCEL, "leave_out": LEAVE_OUT}
"""The choices in words: wishes `missing_…`; "chhod do" is no second option, whatever "do" counts. `missing_not_without`
is among them in the tables and here not: it answers, and is none of the choices."""


def is_about_missing(question: Question) -> bool:
    """Whether the customer is asked what to do about missing things."""
    return question.kind == "other" and (question.about or "").startswith(f"{ABOUT}:")


def option_said(shop: UnitOfWork, question: Question, reading: Reading) -> dict[str, Any] | None:
    """The option that an answer in words means; None where it speaks of something else, or says it by number."""
    order = shop.orders.get((question.about or "").partition(":")[2]) if is_about_missing(question) else None
    if order is None:
        return None
    lacking = {line.item for line in order.missing}
    if any(line.item is not None and line.item not in lacking for line in reading.lines):
        return None
    wishes = wishes_said(reading.text)
    said = next((do for name, do in SAID.items() if f"missing_{name}" in wishes), None)
    if SMALLER_PACK in wishes:
        said = SMALLER
    return next((option for option in question.options if option["do"] == said), None)


def report(shop: UnitOfWork, order: Order, kirana: Kirana, lines: Sequence[OrderLine]) -> Reply:
    """The shop lacks these lines: its shelf has none left, and the customer decides, or has decided before."""
    if len(lines) == len(order.lines):
        skus = [line.sku for line in lines]
        reply = _give_back(shop, order, kirana, "has none of it")
        _empty_shelf(shop, kirana, skus)
        return reply
    for line in lines:
        line.is_missing = True
    if order.status == OFFERED:
        kept = [line for line in order.lines if not line.is_missing]
        holds.hold_lines(shop, order, kirana=kirana.kirana, lines=kept, until=None)
    _empty_shelf(shop, kirana, [line.sku for line in lines])
    order.note(at=shop.clock.now(), cause=f"missing: {_names(lines)}", kirana=kirana.kirana)
    customer = shop.customers.meet(order.customer)
    if customer.preferences.get("missing") == LEAVE_OUT:
        told = say("utter_missing_left_out", number=order.number, kirana=kirana.name, things=things_said(shop, lines))
        leave_out(shop, order)
        tell_of_order(shop, order.customer, Reply.of(told, _total_said(order)), order.number)
        return Reply.of(say("utter_shop_left_out", number=order.number))
    if _is_replaced(shop, order, kirana, IN_ADVANCE.get(customer.preferences.get("missing", ""))):
        return Reply.of(say("utter_shop_replaced", number=order.number))
    _ask(shop, order, kirana, customer)
    return Reply.of(say("utter_shop_customer_asked", number=order.number, things=things_said(shop, lines)))


def choose(shop: UnitOfWork, customer: Customer, question: Question, option: dict[str, Any]) -> Reply:
    """The customer has decided what to do about missing things."""
    order = shop.orders.lock((question.about or "").partition(":")[2])
    customer.question = None
    kirana = shop.kiranas.get(order.kirana or "") if order else None
    if order is None or kirana is None or not order.missing or order.status not in OPEN:
        return Reply.of(say("utter_question_over"))
    if option["do"] == CANCEL:
        cancel(shop, order)
        return Reply.of(say("utter_order_cancelled", number=order.number))
    if option["do"] == OTHER_SHOP:
        tell_kirana(shop, kirana, Reply.of(say("utter_shop_withdrawn", number=order.number)))
        _give_back(shop, order, kirana, "the customer chose another kirana")
        return Reply.of(say("utter_looking_on"))
    if option["do"] in (REPLACE, SMALLER) and _replace(shop, order, kirana, option["do"]):
        return Reply.of(say("utter_order_changed", number=order.number, total=order.total))
    leave_out(shop, order)
    return Reply.of(say("utter_order_changed", number=order.number, total=order.total))


def leave_out(shop: UnitOfWork, order: Order) -> None:
    """Go on without what is missing; the shop gets the list anew."""
    order.drop(order.missing)
    _go_on(shop, order)


def ask_again(shop: UnitOfWork, order: Order) -> Reply | None:
    """The question about missing things once more; None where nothing is missing."""
    kirana = shop.kiranas.get(order.kirana or "")
    if kirana is None or not order.missing or not order.is_open:
        return None
    customer = shop.customers.meet(order.customer)
    options = _options(shop, order, kirana)
    customer.question = Question(kind="other", options=options, about=f"{ABOUT}:{order.number}")
    return _question(shop, order, kirana, options)


def _ask(shop: UnitOfWork, order: Order, kirana: Kirana, customer: Customer) -> None:
    until = shop.clock.now() + timedelta(seconds=shop.terms.hold_seconds)
    order.asked_until = until
    offer = order.waiting_offer
    if offer is not None:  # the shop is not made to wait for an answer that it has given
        offer.until = until + timedelta(seconds=shop.terms.offer_seconds)
    question = ask_again(shop, order)
    if question is not None:
        tell_of_order(shop, customer.number, question, order.number)


def _options(shop: UnitOfWork, order: Order, kirana: Kirana) -> tuple[dict[str, Any], ...]:
    """Another brand, smaller packs, without it, another shop, nothing at all: what of that can be."""
    choices = [kind for kind in (REPLACE, SMALLER) if substitutes(shop, order, kirana, kind)]
    return tuple({"do": do, "name": do} for do in (*choices, LEAVE_OUT, OTHER_SHOP, CANCEL))


def _question(shop: UnitOfWork, order: Order, kirana: Kirana, options: Sequence[dict[str, Any]]) -> Reply:
    head = (say("utter_missing_things", number=order.number, kirana=kirana.name),)
    names = names_of(shop, order.missing)
    lacking = tuple(say("utter_next_lacks", product=product_said(line, names)) for line in order.missing)
    choices = []
    for position, option in enumerate(options, start=1):
        values: dict[str, Any] = {"position": position}
        if option["do"] in (REPLACE, SMALLER):
            pairs = substitutes(shop, order, kirana, option["do"])
            values |= {"things": things_said(shop, instead(pairs)), "total": _total_with(order, pairs)}
        if option["do"] == LEAVE_OUT:
            values["total"] = _rest(order)
        choices.append(say(f"utter_missing_{option['do']}", **values))
    return Reply(head=head, lines=(*lacking, *choices), foot=(say("utter_ask_missing"),))


def _is_replaced(shop: UnitOfWork, order: Order, kirana: Kirana, kind: str | None) -> bool:
    """What was decided in advance is done where every missing thing has it and the total is no higher."""
    pairs = substitutes(shop, order, kirana, kind) if kind is not None else []
    if kind is None or len(pairs) < len(order.missing) or _total_with(order, pairs) > order.total:
        return False
    lacking, new = things_said(shop, order.missing), things_said(shop, instead(pairs))
    if not _replace(shop, order, kirana, kind):
        return False
    values = {"number": order.number, "kirana": kirana.name, "things": lacking, "instead": new}
    told = Reply.of(say("utter_missing_replaced", **values), _total_said(order))
    tell_of_order(shop, order.customer, told, order.number)
    return True


def _replace(shop: UnitOfWork, order: Order, kirana: Kirana, kind: str) -> bool:
    """Put the substitutes in place of what is missing and leave out the rest; False where they have gone as well."""
    pairs = substitutes(shop, order, kirana, kind)
    new = {old.position: line for old, line in pairs}
    lines = [new.get(line.position, line) for line in order.lines if not line.is_missing or line.position in new]
    if not pairs:
        return False
    if order.status == OFFERED:
        if holds.hold_lines(shop, order, kirana=kirana.kirana, lines=lines, until=None):
            return False
    else:
        if holds.hold_lines(shop, order, kirana=kirana.kirana, lines=instead(pairs), until=None):
            return False
        holds.sell(shop, order)
    order.lines = lines
    order.drop([])
    _go_on(shop, order)
    return True


def _go_on(shop: UnitOfWork, order: Order) -> None:
    order.asked_until = None
    kirana = shop.kiranas.get(order.kirana or "")
    forget_question(shop.customers.get(order.customer), order.number)
    order.note(at=shop.clock.now(), cause="list changed", kirana=order.kirana)
    shop.flush()
    if order.status == OFFERED:
        renew_offer(shop, order)
    elif kirana is not None:
        offer_upi(shop, order, kirana)  # for the new total
        tell_kirana(
            shop,
            kirana,
            Reply(
                head=(say("utter_shop_list_changed", number=order.number),),
                lines=lines_for_shop(shop, order.lines),
                foot=(say("utter_offer_total", total=order.total),),
            ),
        )


def _give_back(shop: UnitOfWork, order: Order, kirana: Kirana, reason: str) -> Reply:
    go_on = passing.decline if order.status == OFFERED else passing.back_out
    return go_on(shop, order, kirana, reason)


def _empty_shelf(shop: UnitOfWork, kirana: Kirana, skus: Sequence[str]) -> None:
    """What is missing here is there for nobody else either; what is promised to others stays promised."""
    for sku in sorted(set(skus)):
        entry = shop.shelves.entry(kirana.kirana, sku)
        if entry is not None:
            shop.shelves.put(replace(entry, stock=entry.held))


def _total_said(order: Order) -> Say:
    return say("utter_order_total", total=order.total)


def _total_with(order: Order, pairs: Sequence[Pair]) -> Money:
    return _rest(order) + sum((new.price for new in instead(pairs)), Money(0))


def _rest(order: Order) -> Money:
    return sum((line.price for line in order.lines if not line.is_missing), Money(0))


def _names(lines: Sequence[OrderLine]) -> str:
    return ", ".join(line.name for line in lines)
