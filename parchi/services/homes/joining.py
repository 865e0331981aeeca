"""Joining: one invites, the other agrees, and from then on both fill one list."""

from __future__ import annotations

from parchi.domain.customer import Customer, Question
from parchi.domain.household import Household, Resident
from parchi.domain.invitation import new_code
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.basket import holds
from parchi.services.basket.baskets import new_basket, shown
from parchi.services.homes.words import HomeSaid, home_said, invitation
from parchi.services.notices import mention
from parchi.services.ports import UnitOfWork
from parchi.services.saying import first_name

ABOUT = "home"
MOST = 8
"""People of one home."""


def is_about_home(question: Question | None) -> bool:
    """Whether the customer is asked whether somebody may share the list."""
    return question is not None and question.kind == "other" and question.about == ABOUT


def serve(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Do what a message wants of a shared list."""
    said = home_said(reading.text)
    if said is None:
        return shown(shop, customer)
    if said.do == "leave":
        return _leave(shop, customer)
    if said.do in ("yes", "no"):
        return decide(shop, customer, is_wanted=said.do == "yes")
    if said.do == "join":
        return _ask_to_join(shop, customer, said.code or "")
    return _invite(shop, customer, said)


def decide(shop: UnitOfWork, customer: Customer, *, is_wanted: bool) -> Reply:
    """The yes or no that somebody waits for."""
    if is_about_home(customer.question):
        customer.question = None
    home = shop.households.asking(customer.number)
    waiting = next((one for one in home.residents if one.asked == customer.number and not one.is_confirmed), None) \
        if home is not None else None  # fmt: skip
    if home is None or waiting is None:
        return Reply.of(say("utter_home_nobody_asks"))
    if not is_wanted:
        home.leave(waiting.customer)
        _end_if_alone(shop, home)
        return Reply.of(say("utter_home_refused"))
    waiting.is_confirmed = True
    shop.households.refresh()
    _bring_along(shop, home, waiting.customer)
    newcomer, asker = waiting.customer, home.head
    other = asker if customer.number == newcomer else newcomer
    mention(shop, other, Reply.of(say("utter_home_joined", name=_name(shop, customer.number))))
    return Reply.of(say("utter_home_joined", name=_name(shop, other))) + shown(shop, customer)


def _invite(shop: UnitOfWork, customer: Customer, said: HomeSaid) -> Reply:
    """Make the home where there is none, and hand out the invitation; who was named is asked at once if known."""
    home = shop.households.of(customer.number) or _new(shop, customer)
    if len(home.people) >= MOST:
        return Reply.of(say("utter_home_full", most=MOST))
    name = _name(shop, customer.number)
    if said.number is not None and said.number != customer.number and _name_resident(shop, home, said.number):
        invited = shop.customers.get(said.number)
        if invited is not None and invited.question is None:
            invited.question = Question("other", about=ABOUT)
        asked = say("utter_home_wanted", name=name, number=customer.number.removeprefix("whatsapp:"))
        if invited is not None and mention(shop, said.number, Reply.of(asked)):
            return Reply.of(say("utter_home_asked"))
    mention(shop, customer.number, invitation(shop, home, name))
    return Reply.of(say("utter_home_forward", code=home.code))


def _ask_to_join(shop: UnitOfWork, customer: Customer, code: str) -> Reply:
    """Who came with the code waits for the head's yes; who was invited by number has it already."""
    home = shop.households.get(code)
    if home is None:
        return Reply.of(say("utter_home_unknown"))
    known = home.resident(customer.number)
    if known is not None and known.is_confirmed:
        return shown(shop, customer, say("utter_home_already"))
    if known is not None and known.asked == customer.number:
        return decide(shop, customer, is_wanted=True)
    if not _name_resident(shop, home, customer.number, asked=home.head):
        return Reply.of(say("utter_home_elsewhere"))
    head = shop.customers.get(home.head)
    if head is not None and head.question is None:
        head.question = Question("other", about=ABOUT)
    asked = say("utter_home_asks", name=_name(shop, customer.number), number=customer.number.removeprefix("whatsapp:"))
    mention(shop, home.head, Reply.of(asked))
    return Reply.of(say("utter_home_waits", name=_name(shop, home.head)))


def _leave(shop: UnitOfWork, customer: Customer) -> Reply:
    home = shop.households.with_resident(customer.number)
    if home is None:
        return Reply.of(say("utter_home_none"))
    before = home.head
    home.leave(customer.number)
    if home.head != before:
        shop.baskets.hand_over(before, home.head)
    _end_if_alone(shop, home)
    shop.households.refresh()
    return Reply.of(say("utter_home_left"))


def _name_resident(shop: UnitOfWork, home: Household, number: str, asked: str | None = None) -> bool:
    """Keep that somebody is to join; False where they belong to another home. An older wish to join gives way."""
    other = shop.households.with_resident(number)
    if other is not None and other is not home:
        known = other.resident(number)
        if known is not None and known.is_confirmed:
            return False
        other.leave(number)
        _end_if_alone(shop, other)
        shop.flush()
    if home.resident(number) is None:
        home.residents.append(Resident(number, shop.clock.now(), asked or number))
        shop.flush()
    return True


def _new(shop: UnitOfWork, customer: Customer) -> Household:
    waiting = shop.households.with_resident(customer.number)
    if waiting is not None:  # a wish to be in another home gives way to one's own
        waiting.leave(customer.number)
        shop.flush()
    code = new_code(lambda code: shop.households.get(code) is not None)
    home = Household(code, customer.number, shop.clock.now())
    home.residents.append(Resident(customer.number, shop.clock.now(), customer.number, is_confirmed=True))
    return shop.households.add(home)


def _bring_along(shop: UnitOfWork, home: Household, newcomer: str) -> None:
    """What the newcomer had on a list of their own comes onto the shared one; whoever has no place gets the other's."""
    head, other = shop.customers.meet(home.head), shop.customers.meet(newcomer)
    source, target = (head, other) if head.place is not None else (other, head)
    if target.place is None or target is other:
        target.latitude, target.longitude = source.latitude, source.longitude
        target.pincode, target.place_words = source.pincode, source.place_words
    own = shop.baskets.own_of(newcomer)
    if own is None:
        return
    shared = shop.baskets.open_of(newcomer) or new_basket(shop, head)
    for line in own.lines:
        shared.add(line.wish)
    holds.release(shop, own.owner)
    own.status = "dropped"
    other.question = None
    shop.flush()


def _end_if_alone(shop: UnitOfWork, home: Household) -> None:
    if not home.residents:
        shop.households.delete(home)


def _name(shop: UnitOfWork, number: str) -> str:
    return first_name(shop.customers.get(number)) or number.removeprefix("whatsapp:")
