"""Joining: a customer writes a group's code, hears how many are missing, and says what is to be if it does not fill."""

from __future__ import annotations

from parchi.domain.customer import Customer, Question
from parchi.domain.group import NOTHING, OPEN, USUAL, Group, Member
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.language.wishes import first_said, wishes_said
from parchi.services.basket.picking import picked
from parchi.services.conversation.reminding import answered
from parchi.services.groups.closing import close_if_full
from parchi.services.groups.words import LEAVE, code_said, invitation, lot_said
from parchi.services.notices import mention
from parchi.services.orders.group_orders import usual_price
from parchi.services.ports import UnitOfWork

ABOUT = "group"
"""How the `about` of the question begins: `group:7K2P`."""
OPTIONS = ({"name": "usual price", "otherwise": USUAL}, {"name": "nothing", "otherwise": NOTHING})
SAID = {"group_nothing": NOTHING, "group_usual": USUAL}
"""The wish that says each in words."""


def join_group(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Join by a code; without one, hear how the groups stand that one is in."""
    found = next((group for code in code_said(reading.text) if (group := shop.groups.get(code))), None)
    mine = list(shop.groups.open_of_customer(customer.number))
    if LEAVE in wishes_said(reading.text) and (found in mine or (found is None and len(mine) == 1)):
        return _leave(shop, customer, reading, found or mine[0])
    if found is None:
        if mine and not code_said(reading.text):
            return answered(shop, customer, reading, *(_standing(shop, group) for group in mine))
        return answered(shop, customer, reading, say("utter_group_unknown"))
    group = shop.groups.lock(found.code)
    if group is None or group.state != OPEN or group.until <= shop.clock.now():
        return answered(shop, customer, reading, say("utter_group_over", code=found.code))
    return _joined(shop, customer, reading, group)


def is_about_group(question: Question | None) -> bool:
    """Whether the customer is asked what is to be if a group does not fill."""
    return question is not None and question.kind == "other" and (question.about or "").startswith(f"{ABOUT}:")


def is_answer(question: Question, reading: Reading) -> bool:
    """Whether a message that looks like something else, read alone, says what is to be if the group does not fill."""
    return is_about_group(question) and _said(reading) is not None


def choose(shop: UnitOfWork, customer: Customer, question: Question, reading: Reading) -> Reply:
    """One of the two, by number or in words; asked once more where it is neither."""
    said, chosen = _said(reading), picked(reading, question.options)
    if said is not None:
        return decide(shop, customer, question, said)
    if len(chosen) == 1:
        return decide(shop, customer, question, str(question.options[chosen[0]]["otherwise"]))
    group = shop.groups.get((question.about or "").partition(":")[2])
    return Reply(foot=(_question(shop, group),)) if group is not None else Reply.of(say("utter_question_over"))


def decide(shop: UnitOfWork, customer: Customer, question: Question, otherwise: str) -> Reply:
    """The customer has said what is to be if the group does not fill."""
    customer.question = None
    group = shop.groups.lock((question.about or "").partition(":")[2])
    member = group.member(customer.number) if group else None
    if group is None or member is None or group.state != OPEN:
        return Reply.of(say("utter_question_over"))
    member.otherwise = otherwise
    return Reply.of(say(f"utter_group_otherwise_{otherwise}", code=group.code), _standing(shop, group))


def _said(reading: Reading) -> str | None:
    said = first_said(reading.text, SAID)
    return SAID[said] if said is not None else None


def _joined(shop: UnitOfWork, customer: Customer, reading: Reading, group: Group) -> Reply:
    if group.member(customer.number) is not None:
        return answered(shop, customer, reading, _standing(shop, group))
    group.members.append(Member(customer.number, shop.clock.now()))
    shop.flush()
    kirana = shop.kiranas.get(group.kirana)
    joined = say(
        "utter_group_joined",
        code=group.code,
        lot=lot_said(shop, group),
        price=group.price,
        kirana=kirana.name if kirana else "-",
        address=kirana.address if kirana else "-",
    )
    if close_if_full(shop, group):
        return answered(shop, customer, reading, joined)
    mention(shop, customer.number, invitation(shop, group))
    if customer.question is not None:
        return answered(shop, customer, reading, joined, _standing(shop, group), say("utter_group_nothing_else"))
    customer.question = Question(kind="other", options=OPTIONS, about=f"{ABOUT}:{group.code}")
    return Reply(head=(joined, _standing(shop, group)), foot=(_question(shop, group),))


def _leave(shop: UnitOfWork, customer: Customer, reading: Reading, group: Group) -> Reply:
    locked = shop.groups.lock(group.code)
    member = locked.member(customer.number) if locked and locked.state == OPEN else None
    if locked is None or member is None:
        return answered(shop, customer, reading, say("utter_group_over", code=group.code))
    locked.members.remove(member)
    if is_about_group(customer.question):
        customer.question = None
    return answered(shop, customer, reading, say("utter_group_left", code=group.code))


def _standing(shop: UnitOfWork, group: Group) -> Say:
    return say(
        "utter_group_standing",
        code=group.code,
        count=len(group.members),
        missing=group.missing,
        until=group.until,
    )


def _question(shop: UnitOfWork, group: Group) -> Say:
    entry, product = shop.shelves.entry(group.kirana, group.sku), shop.catalogue.product(group.sku)
    usual = usual_price(product, entry, group) if entry and product else "-"
    return say("utter_ask_group_otherwise", usual=usual)
