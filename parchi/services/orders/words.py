"""How an order is told: its lines, its list for the shop's counter, its state for the customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parchi.domain.kirana import Kirana
from parchi.domain.order import ACCEPTED, OFFERED, READY, Order, OrderLine
from parchi.domain.quantity import Quantity
from parchi.domain.reply import Reply, Say, say
from parchi.services.orders.no_shows import needs_call
from parchi.services.ports import UnitOfWork
from parchi.services.saying import Names, amount_said, first_name, short

MOST_LIST = 500
"""Characters of a list in a template's variable: a body with buttons takes 1,024 in all."""


def names_of(shop: UnitOfWork, lines: Iterable[OrderLine]) -> Names:
    """The products that these lines are of, read at once."""
    told = list(lines)
    names = Names(shop, (), (line.sku for line in told))
    names.meet(shop, (line.wish for line in told))
    return names


def product_said(line: OrderLine, names: Names) -> Say:
    """How much of what: "2 × Aashirvaad Atta 5 kg", "750 g Onion"."""
    product = names.products.get(line.sku)
    named = names.product(product) if product else line.name
    if line.packs is not None:
        return say("utter_packs_of", packs=line.packs, name=named, pack=Quantity.parse(line.pack))
    return say("utter_amount_of", amount=amount_said(line.amount or 0, line.amount_unit or ""), name=named)


def lines_said(shop: UnitOfWork, lines: Sequence[OrderLine]) -> tuple[Say, ...]:
    """Numbered lines with their prices, for the customer."""
    names = names_of(shop, lines)
    return tuple(
        names.with_people(
            say("utter_order_line", number=line.position, product=product_said(line, names), price=line.price),
            line.wish,
        )
        for line in lines
    )


def lines_for_shop(shop: UnitOfWork, lines: Sequence[OrderLine]) -> tuple[Say, ...]:
    """Numbered lines with their prices, the customer's own words and the note behind each product."""
    names = names_of(shop, lines)
    return tuple(_line_for_shop(line, names) for line in lines)


def things_said(shop: UnitOfWork, lines: Sequence[OrderLine]) -> Say | str:
    """Products in one sentence: "2 × Amul Milk 500 ml, 750 g Onion"."""
    names = names_of(shop, lines)
    return listed([product_said(line, names) for line in lines])


def listed(things: Sequence[Say]) -> Say | str:
    """Several things in one sentence."""
    said: Say | str = ""
    for thing in things:
        said = say("utter_thing_and", first=said, second=thing) if said else thing
    return said


def _line_for_shop(line: OrderLine, names: Names) -> Say:
    values = {
        "number": line.position,
        "product": product_said(line, names),
        "price": line.price,
        "words": short(line.wish.words) or line.name,
    }
    if line.wish.note:
        said = say("utter_shop_line_noted", note=short(line.wish.note), **values)
    else:
        said = say("utter_shop_line", **values)
    return names.with_people(said, line.wish)


def customer_said(shop: UnitOfWork, order: Order) -> str | Say:
    """The customer's first name, as a shop hears it."""
    return first_name(shop.customers.get(order.customer)) or say("utter_a_customer")


def offer_reply(shop: UnitOfWork, order: Order, *, head: str = "utter_offer") -> Reply:
    """The order as its kirana sees it: numbered, with total, name and wished time, never the code."""
    top = [say(head, number=order.number, customer=customer_said(shop, order), count=len(order.lines))]
    if order.pickup:
        top.append(say("utter_offer_pickup", pickup=short(order.pickup)))
    if needs_call(shop, order):
        top.append(say("utter_offer_call_first", number=order.customer.removeprefix("whatsapp:")))
    return Reply(
        head=tuple(top),
        lines=lines_for_shop(shop, order.lines),
        foot=(say("utter_offer_total", total=order.total), say("utter_offer_answers")),
        buttons="answer_offer",
        about=order.number,
    )


def offer_values(shop: UnitOfWork, order: Order) -> dict[str, str]:
    """What fills the template `offer` where free text may not be sent."""
    return {
        "order": order.number,
        "customer": first_name(shop.customers.get(order.customer)) or "-",
        "count": str(len(order.lines)),
        "total": str(order.total),
        "list": flat_list(order.lines),
    }


def flat_list(lines: Sequence[OrderLine]) -> str:
    """All lines in one, as a template's variable takes it: no line break; what is too long ends in how many follow."""
    text = ""
    for at, line in enumerate(lines):
        size = f"{line.packs} x {line.name} {line.pack}" if line.packs is not None else _weighed(line)
        piece = f"{line.position}. {short(size)}"
        if len(text) + len(piece) > MOST_LIST:
            return f"{text}; +{len(lines) - at}"
        text = f"{text}; {piece}" if text else piece
    return text


def _weighed(line: OrderLine) -> str:
    return f"{amount_said(line.amount or 0, line.amount_unit or '')} {line.name}"


def state_said(shop: UnitOfWork, order: Order) -> Say:
    """Where an order is, in one line for its customer."""
    kirana = shop.kiranas.get(order.kirana) if order.kirana else None
    values = {"number": order.number, "kirana": kirana.name if kirana else "", "total": order.total}
    if order.status == OFFERED and order.waiting_offer is None:
        return say("utter_status_undecided", **values)
    if order.status == ACCEPTED:
        return say("utter_status_accepted", code=order.code, address=_address(kirana), when=when_said(order), **values)
    if order.status == READY:
        return say("utter_status_ready", code=order.code, address=_address(kirana), until=order.due_at, **values)
    return say(f"utter_status_{order.status}", **values)


def when_said(order: Order) -> Say:
    """When the goods will be packed, as far as the shop has said."""
    if order.promised_minutes:
        return say("utter_in_minutes", minutes=order.promised_minutes)
    return say("utter_when_ready")


def _address(kirana: Kirana | None) -> str:
    return kirana.address if kirana else ""
