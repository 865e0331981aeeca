"""The counter's khata: credit that a shop gives to people whom it names, written and read by its own WhatsApp."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.domain.khata import Khata
from parchi.domain.kirana import Kirana
from parchi.domain.money import Money
from parchi.domain.order import COLLECTED, TAKEN, Order
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.counter.orders import no_such_order
from parchi.services.money.khata import balance_said, page_named
from parchi.services.money.khata_words import KhataSaid, khata_said, name_key
from parchi.services.notices import mention
from parchi.services.ports import UnitOfWork
from parchi.services.saying import first_name

MOST = Money.rupees(200_000)
"""More is a slip of the finger."""
LAST = 5
"""Lines of a page that are shown."""
INDIA = "whatsapp:+91"


def record_credit(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """Write into the book what was given or paid back; without an amount, read a page or all of it."""
    said = khata_said(reading.text, lambda number: _order_of(shop, kirana, number) is not None)
    order = _order_of(shop, kirana, said.order)
    if said.order is not None and order is None:
        return no_such_order(shop, kirana, said.order)
    khata = _page(shop, kirana, said, order)
    amount = said.amount or (order.total if order else None)
    if amount is None:
        return _page_said(khata) if khata else _all_said(shop, kirana, said)
    if not Money(0) < amount <= MOST:
        return Reply.of(say("utter_shop_khata_amount"))
    if khata is None and (said.is_repaid or not (said.name or said.phone or order)):
        return Reply.of(say("utter_shop_khata_nobody", name=said.name) if said.name else say("utter_shop_khata_whose"))
    if order is not None and not said.is_repaid and (order.is_paid or shop.khatas.with_order(order.number)):
        return Reply.of(say("utter_shop_khata_order_known", number=order.number))
    return _write(shop, kirana, khata or _new_page(shop, kirana, said, order), amount, said, order)


def _write(
    shop: UnitOfWork, kirana: Kirana, khata: Khata, amount: Money, said: KhataSaid, order: Order | None
) -> Reply:
    khata.write(
        Money(-amount.paise) if said.is_repaid else amount,
        shop.clock.now(),
        order.number if order and not said.is_repaid else None,
    )
    shop.flush()
    what = "repaid" if said.is_repaid else "given"
    values = {"amount": amount, "balance": balance_said(khata.balance)}
    if khata.customer is not None:
        mention(shop, khata.customer, Reply.of(say(f"utter_khata_{what}", kirana=kirana.name, **values)))
    return Reply.of(say(f"utter_shop_khata_{what}", name=khata.name, **values))


def _order_of(shop: UnitOfWork, kirana: Kirana, number: str | None) -> Order | None:
    """The order of this number, if this shop has it or has handed it over."""
    order = shop.orders.get(number) if number else None
    is_mine = order is not None and order.kirana == kirana.kirana and order.status in (*TAKEN, COLLECTED)
    return order if is_mine else None


def _page(shop: UnitOfWork, kirana: Kirana, said: KhataSaid, order: Order | None) -> Khata | None:
    """The page that is meant: by the number behind an order or a telephone number first, then by name."""
    number = _customer_meant(said, order)
    if number is not None:
        mine = [khata for khata in shop.khatas.of_customer(number) if khata.kirana == kirana.kirana]
        if mine:
            return mine[0]
    khata = page_named(shop, kirana, name_key(said.name)) if said.name else None
    if khata is not None and number is not None and khata.customer is None:
        khata.customer = number  # the shop has now said who that is
    return khata if number is None or khata is None or khata.customer == number else None


def _customer_meant(said: KhataSaid, order: Order | None) -> str | None:
    if order is not None:
        return order.customer
    return INDIA + said.phone if said.phone else None


def _new_page(shop: UnitOfWork, kirana: Kirana, said: KhataSaid, order: Order | None) -> Khata:
    number = _customer_meant(said, order)
    known = shop.customers.get(number) if number else None
    name = said.name or first_name(known) or (number or "").removeprefix("whatsapp:")
    key = name_key(name)
    if number is not None and (not key or page_named(shop, kirana, key) is not None):
        key = f"{key} {number[-10:]}".strip()  # two people of one name
        name = f"{name} {number[-4:]}" if said.name or known else name
    return shop.khatas.add(Khata(kirana.kirana, name, key, number))


def _page_said(khata: Khata) -> Reply:
    lines = tuple(
        say(
            "utter_khata_line_given" if entry.amount > Money(0) else "utter_khata_line_repaid",
            day=entry.at.strftime("%d-%m"),
            amount=Money(abs(entry.amount.paise)),
        )
        for entry in khata.entries[-LAST:]
    )
    head = say("utter_shop_khata_page", name=khata.name, balance=balance_said(khata.balance))
    return Reply(head=(head,), lines=lines)


def _all_said(shop: UnitOfWork, kirana: Kirana, said: KhataSaid) -> Reply:
    if said.name:
        return Reply.of(say("utter_shop_khata_nobody", name=said.name))
    pages = [khata for khata in shop.khatas.of_kirana(kirana.kirana) if khata.balance.paise]
    if not pages:
        return Reply.of(say("utter_shop_khata_empty"))
    lines = tuple(
        say("utter_shop_khata_owes", name=khata.name, balance=balance_said(khata.balance))
        for khata in sorted(pages, key=lambda khata: -khata.balance.paise)
    )
    return Reply(head=(say("utter_shop_khata_all", count=len(pages), total=_owed(pages)),), lines=lines)


def _owed(pages: Sequence[Khata]) -> Money:
    return sum((khata.balance for khata in pages if khata.balance > Money(0)), Money(0))
