"""Complaints: short weight or bad goods, answered by the shop, judged by the customer, and never left lying."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from parchi.domain.complaint import CLOCK, ESCALATED, OPEN, SETTLED, WITHIN, Complaint
from parchi.domain.customer import Customer, Question
from parchi.domain.kirana import Kirana
from parchi.domain.order import COLLECTED, Order
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.notices import tell, tell_kirana_of_order, tell_of_order
from parchi.services.ports import UnitOfWork
from parchi.services.saying import short

ABOUT = "complaint"
"""How the `about` of the customer's question begins: `complaint:1042`."""
RIGHT, STILL_WRONG = "right", "still_wrong"


def open_complaint(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply | None:
    """About the order that was collected last, if that was lately: the shop is asked. None where there is none."""
    order = _collected_lately(shop, customer, reading)
    kirana = shop.kiranas.get(order.kirana or "") if order else None
    if order is None or kirana is None:
        return None
    known = shop.complaints.get(order.number)
    if known is not None:
        return Reply.of(say(f"utter_complaint_{known.state}", number=order.number, kirana=kirana.name))
    now, said = shop.clock.now(), short(reading.text)
    shop.complaints.add(Complaint(order.number, customer.number, kirana.kirana, said, now, now + CLOCK))
    order.note(at=now, cause=f"complaint: {said}", kirana=kirana.kirana)
    name = short(customer.name or "-")
    asked = say("utter_shop_complaint", number=order.number, customer=name, said=said, total=order.total)
    tell_kirana_of_order(shop, kirana, Reply.of(asked), order.number)
    return Reply.of(say("utter_complaint_opened", number=order.number, kirana=kirana.name))


def answer(shop: UnitOfWork, kirana: Kirana, complaint: Complaint, remedy: str) -> Reply:
    """The shop says what it will do; the customer is asked whether that is right."""
    complaint.answer(remedy)
    order = shop.orders.get(complaint.order)
    if order is not None:
        order.note(at=shop.clock.now(), cause=f"the shop answers the complaint: {remedy}", kirana=kirana.kirana)
    customer = shop.customers.get(complaint.customer)
    if customer is not None:
        tell_of_order(shop, customer.number, _ask(shop, customer, complaint, kirana), complaint.order)
    return Reply.of(say(f"utter_shop_complaint_{remedy}", number=complaint.order))


def judge(shop: UnitOfWork, customer: Customer, question: Question, option: dict[str, Any]) -> Reply:
    """The customer says whether the answer puts it right."""
    customer.question = None
    complaint = _asked_about(shop, question)
    if complaint is None or not complaint.is_unsettled:
        return Reply.of(say("utter_question_over"))
    if option["do"] == STILL_WRONG:
        escalate(shop, complaint, cause="the customer does not agree")
        return Reply.of(say("utter_complaint_escalated", number=complaint.order))
    _close(shop, complaint, SETTLED, cause="the complaint is settled")
    kirana = shop.kiranas.get(complaint.kirana)
    if kirana is not None:
        settled = Reply.of(say("utter_shop_complaint_settled", number=complaint.order))
        tell_kirana_of_order(shop, kirana, settled, complaint.order)
    return Reply.of(say("utter_complaint_settled", number=complaint.order))


def ask_again(shop: UnitOfWork, customer: Customer, question: Question) -> Reply | None:
    """The same question once more; None where it is over."""
    complaint = _asked_about(shop, question)
    kirana = shop.kiranas.get(complaint.kirana) if complaint else None
    if complaint is None or kirana is None or not complaint.is_unsettled:
        return None
    return _ask(shop, customer, complaint, kirana)


def is_about_complaint(question: Question) -> bool:
    """Whether the customer is asked what they think of the shop's answer."""
    return question.kind == "other" and (question.about or "").startswith(f"{ABOUT}:")


def escalate(shop: UnitOfWork, complaint: Complaint, *, cause: str) -> None:
    """It is the operator's from now on."""
    _close(shop, complaint, ESCALATED, cause=f"the complaint goes to the operator: {cause}")
    operator = shop.terms.operator_number
    if operator is None:
        shop.notices.alarm("complaint", f"order {complaint.order}: {cause}")
        return
    number = complaint.customer.removeprefix("whatsapp:")
    told = say("utter_operator_unsettled", order=complaint.order, said=complaint.said, number=number)
    tell(shop, operator, Reply.of(told), template="operator", values={"customer": complaint.order, "number": number})


def escalate_due(shop: UnitOfWork, now: datetime) -> int:
    """Whatever is not settled in time; of how many complaints that was."""
    due = shop.complaints.due(now)
    for complaint in due:
        is_answered = complaint.state != OPEN
        escalate(shop, complaint, cause="nobody settled it in time")
        if not is_answered and shop.customers.get(complaint.customer) is not None:
            told = Reply.of(say("utter_complaint_escalated", number=complaint.order))
            tell_of_order(shop, complaint.customer, told, complaint.order)
    return len(due)


def _collected_lately(shop: UnitOfWork, customer: Customer, reading: Reading) -> Order | None:
    """The newest collected order, or the one whose number is said, within the time for complaints."""
    since = shop.clock.now() - WITHIN
    for order in shop.orders.recent_of(customer.number):
        collected = [change.at for change in order.history if change.status == COLLECTED]
        is_meant = not reading.numbers or order.number in reading.numbers or len(reading.numbers[0]) < len(order.number)
        if order.status == COLLECTED and is_meant and collected and collected[0] >= since:
            return order
    return None


def _ask(shop: UnitOfWork, customer: Customer, complaint: Complaint, kirana: Kirana) -> Reply:
    options = ({"do": RIGHT, "name": "1"}, {"do": STILL_WRONG, "name": "2"})
    customer.question = Question(kind="other", options=options, about=f"{ABOUT}:{complaint.order}")
    remedy = say(f"utter_complaint_{complaint.remedy}", number=complaint.order, kirana=kirana.name)
    return Reply.of(remedy, say("utter_ask_complaint_settled"))


def _asked_about(shop: UnitOfWork, question: Question) -> Complaint | None:
    return shop.complaints.get((question.about or "").partition(":")[2])


def _close(shop: UnitOfWork, complaint: Complaint, state: str, *, cause: str) -> None:
    now = shop.clock.now()
    complaint.close(state, now)
    order = shop.orders.get(complaint.order)
    if order is not None:
        order.note(at=now, cause=cause, kirana=complaint.kirana)
