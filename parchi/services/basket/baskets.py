"""The basket's wishes: adding, changing, taking out, clearing, showing."""

from __future__ import annotations

from dataclasses import replace

from parchi.domain.basket import Basket, BasketLine
from parchi.domain.customer import Customer
from parchi.domain.order import ACCEPTED, READY
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, Say, say
from parchi.language.wishes import wishes_said
from parchi.services.basket import holds, which_line
from parchi.services.basket.pointing import is_pointing, line_to_grow, lines_meant
from parchi.services.basket.reply import basket_reply
from parchi.services.basket.settling import settle, with_item
from parchi.services.basket.wishes import corrected, wish_of, with_less, with_more
from parchi.services.conversation.greeting import first_words
from parchi.services.homes.sharing import asked_by, together, unsettle
from parchi.services.orders.offered_changes import change_offered
from parchi.services.orders.placing import add_to_offered, offered_order_of
from parchi.services.ports import UnitOfWork
from parchi.services.saying import Names, short

ACTS = {"change_quantity": "change", "remove_items": "remove"}
ONE_MORE, IN_ALL, EVERYTHING = "one_more", "in_all", "everything"
"""The wishes that tell "2 kilo aur" from "aur 2 kilo kar do", which is two in all; and that mean every line."""
PACKED = (ACCEPTED, READY)
MOST_EVENTS = 4
"""Sentences about what happened before the list itself tells it."""
MOST_LINES = 150
"""Lines of a basket; more than any household's list, and few enough to be priced while somebody waits."""


def apply_lines(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Do what each line of a message wants of the basket, then show it."""
    wanted = [line for line in reading.lines if line.act != "ask"]
    joined = _join_offered(shop, customer, reading, wanted)
    if joined is not None:
        return joined
    basket = shop.baskets.open_of(customer.number)
    if not wanted and reading.pickup is None:
        return _what_then(shop, customer, basket, reading)
    is_new, basket = basket is None or not basket.lines, basket or new_basket(shop, customer)
    greeting, before = first_words(customer), list(basket.lines)
    wanted, unclear = _clear(shop, basket, reading, wanted)
    if unclear is not None and not wanted:
        which_line.ask(shop, customer, basket, *unclear)
        return which_line.ask_again(customer)
    wanted = [_one_more(reading, line) for line in wanted]
    unsettle(shop, customer, lines_moved=any(_act(reading.intent, line) == "remove" for line in wanted))
    events = [event for line in wanted for event in _apply(shop, customer, basket, reading.intent, line)]
    if is_new and basket.lines:
        events = [*_beside_order(shop, customer), *events]
    if reading.pickup is not None:
        basket.pickup = reading.pickup
        events.append(say("utter_pickup_noted", pickup=reading.pickup))
    reply = _show(shop, customer, basket, *events[:MOST_EVENTS])
    reply = replace(reply, head=(*reply.head, *_not_known(customer, basket, before)))
    if unclear is not None:
        which_line.ask(shop, customer, basket, *unclear)
        reply = replace(reply, foot=(*(x for x in reply.foot if x.id == "utter_total"), *which_line.asked(customer)))
    return Reply(head=greeting) + reply if greeting else reply


def show_basket(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """The basket as it is, priced anew."""
    return shown(shop, customer)


def shown(shop: UnitOfWork, customer: Customer, *events: Say, answered: BasketLine | None = None) -> Reply:
    """The open basket, priced anew, after what has just happened; `answered` is the line it happened to."""
    basket = shop.baskets.open_of(customer.number)
    if basket is None or not basket.lines:
        customer.question = None if _is_about_basket(customer) else customer.question
        return Reply(head=(*events, say("utter_basket_empty")))
    return _show(shop, customer, basket, *events, answered=answered)


def clear_basket(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Start over."""
    basket = shop.baskets.open_of(customer.number)
    if basket is None or not basket.lines:
        return Reply.of(say("utter_basket_empty"))
    drop(shop, customer, basket)
    return Reply.of(say("utter_basket_cleared"))


def drop(shop: UnitOfWork, customer: Customer, basket: Basket) -> None:
    """The basket is wanted no more."""
    holds.release(shop, basket.owner)
    basket.status = "dropped"
    customer.question = None
    unsettle(shop, customer, lines_moved=True)
    shop.flush()


def new_basket(shop: UnitOfWork, customer: Customer) -> Basket:
    """An empty basket."""
    return shop.baskets.add(Basket(customer=customer.number, created_at=shop.clock.now()))


def _is_about_basket(customer: Customer) -> bool:
    return customer.question is not None and customer.question.kind not in ("next_kirana", "reorder", "other")


def _clear(
    shop: UnitOfWork, basket: Basket, reading: Reading, wanted: list[Line]
) -> tuple[list[Line], tuple[Line, list[BasketLine]] | None]:
    """What can be done, and the first wish that may mean several lines of the basket."""
    for said in wanted:
        act = _act(reading.intent, said)
        if act not in ("change", "remove") or EVERYTHING in wishes_said(reading.text):
            continue
        meant = lines_meant(shop, basket, said)
        if len(meant) > 1 and not (act == "change" and basket.touched in [line.position for line in meant]):
            return [line for line in wanted if line is not said], (replace(said, act=act), meant)
    return wanted, None


def _beside_order(shop: UnitOfWork, customer: Customer) -> list[Say]:
    """A list begun while an order is being packed is another one, and said to be."""
    packed = next((order for order in shop.orders.recent_of(customer.number) if order.status in PACKED), None)
    return [say("utter_new_list", number=packed.number)] if packed is not None else []


def _not_known(customer: Customer, basket: Basket, before: list[BasketLine]) -> list[Say]:
    """Words that nobody knows and that are not asked about yet, because something else is."""
    asked = customer.question.line if customer.question else None
    new = [line for line in basket.lines if line not in before and line.position != asked]
    unknown = [line for line in new if line.wish.item is None and (line.wish.is_guess or not line.wish.candidates)]
    return [say("utter_words_unknown", words=short(line.wish.words) or "?") for line in unknown[:MOST_EVENTS]]


def _show(
    shop: UnitOfWork, customer: Customer, basket: Basket, *events: Say, answered: BasketLine | None = None
) -> Reply:
    """The basket priced anew; or, begun while an order is only offered and settled now, joined to that order."""
    settled = settle(shop, customer, basket)
    order = offered_order_of(shop, customer)
    if order is None or basket.created_at < order.placed_at or not all(line.sku for line in basket.lines):
        return basket_reply(shop, customer, basket, settled, *events, answered=answered)
    joined = add_to_offered(shop, customer, order, [replace(line.wish, sku=line.sku) for line in basket.lines])
    if not basket.lines or joined is None:
        return basket_reply(shop, customer, basket, settled, *events)
    drop(shop, customer, basket)
    return Reply(head=events) + joined


def _join_offered(shop: UnitOfWork, customer: Customer, reading: Reading, wanted: list[Line]) -> Reply | None:
    """Things asked for while the last order is only offered join it, unless another list has been begun."""
    basket = shop.baskets.open_of(customer.number)
    if not wanted or (basket is not None and basket.lines):
        return None
    order = offered_order_of(shop, customer)
    acts = {_act(reading.intent, line) for line in wanted}
    if order is not None and "add" not in acts:
        return change_offered(shop, customer, order, reading, lambda line: _act(reading.intent, line))
    if acts != {"add"}:
        return None
    wishes = [with_item(shop, customer, wish_of(line)) for line in wanted]
    if order is None or any(wish.item is None for wish in wishes):
        return None
    return add_to_offered(shop, customer, order, wishes)


def _what_then(shop: UnitOfWork, customer: Customer, basket: Basket | None, reading: Reading) -> Reply:
    """Something is to be added, changed or removed, and nothing is named."""
    asked = {"remove_items": "utter_ask_what_to_remove", "change_quantity": "utter_ask_what_to_change"}
    if basket is None or not basket.lines:
        return Reply.of(say("utter_ask_what_to_add"))
    return shown(shop, customer, say(asked.get(reading.intent, "utter_ask_what_to_add")))


def _act(intent: str, line: Line) -> str:
    return line.act or ACTS.get(intent, "add")


def _one_more(reading: Reading, said: Line) -> Line:
    """ "ek aur" is one more of it, not one in all."""
    is_it = said.item is None and said.brand is None and not said.candidates and is_pointing(said.words)
    is_more = _act(reading.intent, said) == "change" and said.quantity is not None
    wishes = wishes_said(reading.text)
    if is_it and is_more and ONE_MORE in wishes and IN_ALL not in wishes:
        return replace(said, act="add")
    return said


def _apply(shop: UnitOfWork, customer: Customer, basket: Basket, intent: str, line: Line) -> list[Say]:
    act = _act(intent, line)
    if act == "remove":
        return _remove(shop, basket, line)
    if act == "change":
        return _change(shop, customer, basket, line)
    return _add(shop, customer, basket, line)


def _add(shop: UnitOfWork, customer: Customer, basket: Basket, said: Line) -> list[Say]:
    if said.item is None and not said.candidates and said.brand is None and is_pointing(said.words):
        return _add_to_last(basket, said)
    wish = replace(with_item(shop, customer, wish_of(said)), by=asked_by(shop, customer))
    old = line_to_grow(shop, basket, wish)
    grown = with_more(old, wish) if old is not None else None
    if old is not None and grown is not None:
        old.change(replace(grown, by=together(old.wish, wish)))
        basket.touched = old.position
        return []
    if len(basket.lines) >= MOST_LINES:
        return [say("utter_basket_full", most=MOST_LINES)]
    basket.add(wish)
    return []


def _add_to_last(basket: Basket, said: Line) -> list[Say]:
    """ "one more": of what was spoken of last."""
    line = basket.line_at(said.number) if said.number is not None else basket.last_line
    if line is None:
        return [say("utter_ask_what_to_add")]
    more = with_more(line, replace(wish_of(said), quantity=said.quantity or 1))
    if more is not None:
        line.change(more)
        basket.touched = line.position
    return []


def _change(shop: UnitOfWork, customer: Customer, basket: Basket, said: Line) -> list[Say]:
    meant = lines_meant(shop, basket, said)
    if not meant:
        if said.item is None and is_pointing(said.words):
            return [say("utter_no_such_line", number=said.number) if said.number else say("utter_ask_what_to_change")]
        return _add(shop, customer, basket, said)
    line = next((line for line in meant if line.position == basket.touched), meant[-1])
    if said.quantity is not None and said.quantity == 0:
        return _take_out(shop, basket, [line])
    line.change(corrected(line.wish, said))
    basket.touched = line.position
    return []


def _remove(shop: UnitOfWork, basket: Basket, said: Line) -> list[Say]:
    meant = lines_meant(shop, basket, said)
    if not meant:
        if said.number is not None:
            return [say("utter_no_such_line", number=said.number)]
        return [say("utter_not_in_basket", words=said.words or "?")]
    less = with_less(meant[0], wish_of(said)) if len(meant) == 1 else None
    if less is not None:
        meant[0].change(less)
        basket.touched = meant[0].position
        return []
    return _take_out(shop, basket, meant)


def _take_out(shop: UnitOfWork, basket: Basket, lines: list[BasketLine]) -> list[Say]:
    names = Names.of(shop, basket)
    events = [say("utter_line_removed", words=names.wished(line.wish)) for line in lines]
    for line in lines:
        basket.remove(line)
    return events
