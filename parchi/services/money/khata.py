"""The khata as all may read it: whose page is meant, what is owed, and what a customer may ask."""

from __future__ import annotations

from parchi.domain.customer import Customer
from parchi.domain.khata import Khata
from parchi.domain.kirana import Kirana
from parchi.domain.money import Money
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.language.wishes import wishes_said
from parchi.services.conversation.reminding import answered
from parchi.services.money.khata_words import SUM, khata_said, name_key
from parchi.services.ports import UnitOfWork


def is_about_khata(shop: UnitOfWork, kirana: Kirana, text: str) -> bool:
    """Whether "Sharma ji ka hisaab" asks for somebody in the book, and not for the day's takings."""
    if SUM not in wishes_said(text):
        return False
    key = name_key(khata_said(text, lambda _: False).name)
    return bool(key) and page_named(shop, kirana, key) is not None


def ask_credit(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """What a customer owes, shop by shop; only shops give credit, and only where they have written it."""
    pages = [khata for khata in shop.khatas.of_customer(customer.number) if khata.entries]
    if not pages:
        return answered(shop, customer, reading, say("utter_credit_at_shop"))
    lines = tuple(_owed_said(shop, khata) for khata in pages)
    return answered(shop, customer, reading, say("utter_khata_yours"), lines=lines)


def page_named(shop: UnitOfWork, kirana: Kirana, key: str) -> Khata | None:
    """The page of a name, as it sounds."""
    return next((khata for khata in shop.khatas.of_kirana(kirana.kirana) if khata.key == key), None)


def balance_said(balance: Money) -> Money | Say:
    """A sum that is owed, or was paid ahead."""
    return balance if balance >= Money(0) else say("utter_khata_ahead", amount=Money(-balance.paise))


def _owed_said(shop: UnitOfWork, khata: Khata) -> Say:
    kirana = shop.kiranas.get(khata.kirana)
    return say("utter_khata_at", kirana=kirana.name if kirana else "-", balance=balance_said(khata.balance))
