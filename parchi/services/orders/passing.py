"""Passing on: an order that one kirana does not take goes to the next; its customer is asked where it would differ."""

from __future__ import annotations

from datetime import timedelta

from parchi.domain.customer import Customer, Question
from parchi.domain.kirana import Kirana
from parchi.domain.money import Money
from parchi.domain.order import DECLINED, MOST_KIRANAS, OFFERED, UNANSWERED, Order
from parchi.domain.reply import Reply, Say, say
from parchi.services.basket import holds
from parchi.services.notices import is_reachable, tell_of_order
from parchi.services.orders.ending import cancel, forget_question, give_up, keep_list
from parchi.services.orders.offers import end_offer, offer_to
from parchi.services.orders.proposals import Proposal, next_proposal, proposal_at
from parchi.services.orders.words import names_of, product_said
from parchi.services.ports import UnitOfWork


def decline(shop: UnitOfWork, order: Order, kirana: Kirana, reason: str | None = None) -> Reply:
    """The kirana does not take the order."""
    end_offer(shop, order, DECLINED)
    pass_on(shop, order, kirana, cause=f"declined: {reason}" if reason else "declined")
    return Reply.of(say("utter_shop_declined", number=order.number))


def back_out(shop: UnitOfWork, order: Order, kirana: Kirana, reason: str | None = None) -> Reply:
    """The kirana had taken the order and cannot fill it after all: back on the shelf, and on to the next."""
    holds.put_back(shop, order)
    order.code, order.promised_minutes, order.wrong_codes = None, None, 0
    order.due_at = order.remind_at = None
    order.change(OFFERED, at=shop.clock.now(), cause=f"backed out: {reason}" if reason else "backed out", kirana=None)
    pass_on(shop, order, kirana, cause="passed on", told="utter_order_backed_out")
    return Reply.of(say("utter_shop_backed_out", number=order.number))


def leave_unanswered(shop: UnitOfWork, order: Order) -> None:
    """The kirana did not answer in time."""
    offer = order.waiting_offer
    kirana = shop.kiranas.get(offer.kirana) if offer else None
    end_offer(shop, order, UNANSWERED)
    if kirana is not None:
        pass_on(shop, order, kirana, cause="not answered in time", told="utter_order_unanswered")


def pass_on(shop: UnitOfWork, order: Order, left: Kirana, *, cause: str, told: str = "utter_order_turned_down") -> None:
    """Offer the order to the next kirana, or ask its customer about it, or end it where there is none.

    `told` is how the customer hears what the kirana that it `left` did.
    """
    news = say(told, number=order.number, kirana=left.name)
    for line in order.lines:
        line.is_missing = False
    forget_question(shop.customers.get(order.customer), order.number)
    if len(order.offers) < MOST_KIRANAS and _go_on(shop, order, news, cause):
        return
    give_up(shop, order, cause=cause)


def agree(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """The customer says yes to the next kirana."""
    order = shop.orders.lock(question.about or "")
    customer.question = None
    if order is None or not is_undecided(order):
        return Reply.of(say("utter_question_over"))
    kirana, seen = _asked_about(shop, question)
    holds.release(shop, order.owner)
    if kirana is not None and kirana.is_open(shop.clock.now()) and is_reachable(shop, kirana):
        proposal = proposal_at(shop, order, kirana, _distance(order, kirana))
        if proposal.total <= seen and _take(shop, order, proposal):
            order.agreed_km = proposal.distance
            offer_to(shop, order, kirana, cause="the customer agreed")
            return Reply.of(say("utter_order_asked", kirana=kirana.name))
    if _go_on(shop, order, say("utter_next_gone"), "the kirana agreed to is no longer free"):
        return Reply.of(say("utter_looking_on"))
    give_up(shop, order, cause="no kirana left")
    return Reply.of(say("utter_looking_on"))


def refuse(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """The customer says no to the next kirana: the order ends, the list stays."""
    order = shop.orders.lock(question.about or "")
    customer.question = None
    if order is None or not is_undecided(order):
        return Reply.of(say("utter_question_over"))
    cancel(shop, order, cause="the customer did not want the next kirana")
    after = "utter_list_kept" if keep_list(shop, order) else "utter_try_again"
    return Reply.of(say("utter_order_cancelled", number=order.number), say(after))


def is_undecided(order: Order) -> bool:
    """Whether its customer is being asked about the next kirana."""
    return order.status == OFFERED and order.waiting_offer is None


def _go_on(shop: UnitOfWork, order: Order, news: Say, cause: str) -> bool:
    """Find the next kirana whose stock can be held, and offer the order or ask about it; False if there is none."""
    passed_over: frozenset[str] = frozenset()
    holds.release(shop, order.owner)
    while (proposal := next_proposal(shop, order, passed_over=passed_over)) is not None:
        if proposal.is_as_agreed(order):
            if _take(shop, order, proposal):
                offer_to(shop, order, proposal.kirana, cause=cause)
                _tell_passed_on(shop, order, proposal, news)
                return True
        elif _ask(shop, order, proposal, news, cause):
            return True
        passed_over |= {proposal.kirana.kirana}
    return False


def _take(shop: UnitOfWork, order: Order, proposal: Proposal) -> bool:
    """Make the order what the proposal says, its stock held until the offer is decided; False if it has gone."""
    if holds.hold_lines(shop, order, kirana=proposal.kirana.kirana, lines=proposal.lines, until=None):
        return False
    order.lines = list(proposal.lines)
    return True


def _ask(shop: UnitOfWork, order: Order, proposal: Proposal, news: Say, cause: str) -> bool:
    """Ask the customer about the next kirana; its stock is held as long as after a slip."""
    now = shop.clock.now()
    until = now + timedelta(seconds=shop.terms.hold_seconds)
    if holds.hold_lines(shop, order, kirana=proposal.kirana.kirana, lines=proposal.lines, until=until):
        return False
    order.kirana, order.asked_until = None, until
    order.note(at=now, cause=f"{cause}; the customer is asked about {proposal.kirana.name}", kirana=None)
    reply = ask_reply(shop, order, proposal, news)
    shop.customers.meet(order.customer).question = question_about(order, proposal)
    tell_of_order(shop, order.customer, reply, order.number)
    return True


def ask_again(shop: UnitOfWork, order: Order) -> Reply | None:
    """The question about the next kirana once more, while its stock is held; None where it is not any more."""
    held = shop.holds.of(order.owner)
    kirana = shop.kiranas.get(held[0].kirana) if held else None
    if kirana is None or not is_undecided(order):
        return None
    holds.release(shop, order.owner)
    proposal = proposal_at(shop, order, kirana, _distance(order, kirana))
    if holds.hold_lines(shop, order, kirana=kirana.kirana, lines=proposal.lines, until=order.asked_until):
        return None
    shop.customers.meet(order.customer).question = question_about(order, proposal)
    return ask_reply(shop, order, proposal, say("utter_status_undecided", number=order.number, total=order.total))


def question_about(order: Order, proposal: Proposal) -> Question:
    """What the customer is asked; the options keep what was shown."""
    shown = {"kirana": proposal.kirana.kirana, "name": proposal.kirana.name, "total_paise": proposal.total.paise}
    return Question(kind="next_kirana", options=(shown,), about=order.number)


def ask_reply(shop: UnitOfWork, order: Order, proposal: Proposal, news: Say) -> Reply:
    """What became of the order, what would be different at the next kirana, and the question."""
    names = names_of(shop, [*order.lines, *proposal.lines])
    lacking = [say("utter_next_lacks", product=product_said(line, names)) for line in proposal.missing]
    other = [
        say("utter_next_replaces", old=product_said(old, names), new=product_said(new, names), price=new.price)
        for old, new in proposal.replaced
    ]
    asked = say(
        "utter_ask_next_kirana" if proposal.total != order.total else "utter_ask_next_kirana_same_total",
        kirana=proposal.kirana.name,
        distance=f"{proposal.distance:.1f}",
        total=proposal.total,
        before=order.total,
    )
    return Reply(head=(news,), lines=(*lacking, *other), foot=(asked,), buttons="confirm", about=order.number)


def _tell_passed_on(shop: UnitOfWork, order: Order, proposal: Proposal, news: Say) -> None:
    on = say(
        "utter_order_passed_on",
        kirana=proposal.kirana.name,
        distance=f"{proposal.distance:.1f}",
        total=proposal.total,
    )
    tell_of_order(shop, order.customer, Reply.of(news, on), order.number)


def _asked_about(shop: UnitOfWork, question: Question) -> tuple[Kirana | None, Money]:
    shown = question.options[0] if question.options else {}
    return shop.kiranas.get(shown.get("kirana", "")), Money(shown.get("total_paise", 0))


def _distance(order: Order, kirana: Kirana) -> float:
    return order.place.distance_km(kirana.place) if order.place else 0.0
