"""What is known of a customer: name, language, wishes for the future, and the right to be forgotten."""

from __future__ import annotations

from parchi.domain.customer import Customer, Question
from parchi.domain.message import InboundMessage
from parchi.domain.money import Money
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.language.languages import languages
from parchi.language.said import said_in
from parchi.services.basket import holds
from parchi.services.homes import joining
from parchi.services.homes.words import home_said
from parchi.services.news import consent
from parchi.services.ports import UnitOfWork
from parchi.services.preferences import preference_of
from parchi.services.product_names import name_keys

FORGET = "forget_me"
MOST_NAME = 40


def meet(shop: UnitOfWork, message: InboundMessage) -> Customer:
    """The customer who has just written: the window is open again, and what was kept goes out."""
    shop.expect(message.sender)
    customer = shop.customers.meet(message.sender)
    if message.name and message.name.strip():
        customer.name = " ".join(message.name.split())[:MOST_NAME]
    customer.last_heard_at = message.received_at
    if not customer.messages_stopped:
        shop.notices.free(customer.number)
    return customer


def hear_language(customer: Customer, said: str | None) -> str:
    """The language in force: what was just written, unless the customer has chosen one."""
    if said is not None and not customer.has_chosen_language:
        customer.language = said
    return customer.language


def change_language(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """An explicit choice holds until the next."""
    keys = name_keys(reading.text)
    for language in sorted(languages(), key=len, reverse=True):  # "Roman Hindi" is Hinglish
        if keys & name_keys(" ".join(said_in(language).names)):
            customer.language, customer.has_chosen_language = language, True
            return Reply.of(say("utter_language_changed"))
    return Reply.of(say("utter_languages"))


def stop_messages(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Nothing unasked any more, until START; news only when it is asked for anew."""
    customer.messages_stopped = True
    consent.end(shop, customer)
    return Reply.of(say("utter_messages_stopped"))


def resume_messages(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Unasked messages again, and what was kept meanwhile."""
    customer.messages_stopped = False
    shop.notices.free(customer.number)
    return Reply.of(say("utter_messages_resumed"))


def set_preference(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """How to decide in future: leave out or replace what is missing, always one brand; whether to hear of offers."""
    if home_said(reading.text) is not None:
        return joining.serve(shop, customer, reading)
    if consent.is_about_news(reading):
        return consent.decide(shop, customer, reading)
    preference = preference_of(shop, reading)
    if preference is None:
        return Reply.of(say("utter_preferences"))
    name, value, words = preference
    if name == "brands":
        value = {**customer.preferences.get("brands", {}), **value}
    customer.preferences = {**customer.preferences, name: value}
    return Reply.of(words)


def forget_me(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Asked once, since it cannot be undone."""
    open_orders = [order for order in shop.orders.of_customer(customer.number) if order.is_open]
    if open_orders:
        return Reply.of(say("utter_forget_later", number=open_orders[0].number))
    owed = next((khata for khata in shop.khatas.of_customer(customer.number) if khata.balance > Money(0)), None)
    if owed is not None:
        kirana = shop.kiranas.get(owed.kirana)
        return Reply.of(say("utter_forget_khata", kirana=kirana.name if kirana else "-", balance=owed.balance))
    customer.question = Question("other", about=FORGET)
    return Reply(head=(say("utter_ask_forget"),), buttons="confirm")


def forget(shop: UnitOfWork, customer: Customer) -> Reply:
    """Everything about the customer goes, except figures that name nobody."""
    for basket in shop.baskets.of_customer(customer.number):
        holds.release(shop, basket.owner)
    shop.forget(customer.number)
    return Reply.of(say("utter_forgotten"))
