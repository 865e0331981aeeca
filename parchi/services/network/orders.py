"""An order's way over the network: what buyer and seller would have said to each other, message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from parchi.domain.kirana import Kirana
from parchi.domain.order import (
    ACCEPTED,
    CANCELLED,
    COLLECTED,
    DECLINED,
    EXPIRED,
    OFFERED,
    READY,
    Order,
    OrderLine,
    StatusChange,
)  # fmt: skip
from parchi.domain.payment import is_upi_id
from parchi.domain.quantity import Quantity
from parchi.services.network.catalogue import PICKUP, address_of, contact, measured
from parchi.services.network.envelope import Json, Subscriber, envelope, gps, moment, price, rupees, tag
from parchi.services.network.reasons import reason_of
from parchi.services.ports import UnitOfWork

STATES = {
    OFFERED: "Created",
    ACCEPTED: "Accepted",
    READY: "In-progress",
    COLLECTED: "Completed",
    DECLINED: "Cancelled",
    CANCELLED: "Cancelled",
    EXPIRED: "Cancelled",
}
FULFILLED = {
    OFFERED: "Pending",
    ACCEPTED: "Pending",
    READY: "Packed",
    COLLECTED: "Order-picked-up",
    DECLINED: "Cancelled",
    CANCELLED: "Cancelled",
    EXPIRED: "Cancelled",
}
ENDED = (DECLINED, CANCELLED, EXPIRED)
NOBODY = "0000000000"


class OrderMessages:
    """The messages of one order. `with_people` writes the customer's name and number, else nobody is named."""

    def __init__(self, shop: UnitOfWork, we: Subscriber, order: Order, *, with_people: bool) -> None:
        self._shop, self._we, self._order = shop, we, order
        asked = order.kirana or (order.asked_kiranas[-1] if order.asked_kiranas else "")
        self._kirana = shop.kiranas.get(asked)
        self._customer = shop.customers.get(order.customer) if with_people else None

    def all(self) -> Iterator[Json]:
        """search, select, init, confirm, a status for each step, and the cancellation if there was one."""
        kirana, order = self._kirana, self._order
        if kirana is None:
            return
        yield self._say("search", {"intent": self._intent()}, order.placed_at)
        yield self._say("select", {"order": self._selected(kirana)}, order.placed_at)
        yield self._say("init", {"order": self._initiated(kirana)}, order.placed_at)
        taken = next((step for step in order.history if step.status == ACCEPTED), None)
        if taken is not None:
            yield self._say("confirm", {"order": self._whole(kirana, OFFERED, taken.at)}, taken.at)
        for number, step in enumerate(self._steps(), start=1):
            yield self._say("status", {"order_id": order.number}, step.at, of=f"{number}")
            yield self._say("on_status", {"order": self._at(kirana, step)}, step.at, of=f"{number}")
        last = order.history[-1] if order.history else None
        if last is not None and order.status in ENDED:
            reason = reason_of(order.status, last.cause)
            said = {"order_id": order.number, "cancellation_reason_id": reason.id}
            by = {"cancelled_by": self._we.id, "reason": {"id": reason.id}}
            yield self._say("cancel", said, last.at)
            yield self._say("on_cancel", {"order": {**self._at(kirana, last), "cancellation": by}}, last.at)

    def _say(self, action: str, message: Json, at: datetime, *, of: str = "") -> Json:
        sent = envelope(self._we, action, message, about=f"order:{self._order.number}", at=at)
        if of:
            sent["context"]["message_id"] = f"{sent['context']['message_id'][:-4]}{int(of):04x}"
        return sent

    def _steps(self) -> list[StatusChange]:
        """Every state once in a row; being passed on is a step of ours, not a state."""
        steps = self._order.history
        return [step for at, step in enumerate(steps) if at == 0 or step.status != steps[at - 1].status]

    def _intent(self) -> Json:
        place = self._order.place
        end = {"end": {"location": {"gps": gps(place)}}} if place else {}
        return {
            "fulfillment": {"type": "Self-Pickup", **end},
            "payment": {"@ondc/org/buyer_app_finder_fee_type": "percent", "@ondc/org/buyer_app_finder_fee_amount": "0"},
        }

    def _selected(self, kirana: Kirana) -> Json:
        place = self._order.place or kirana.place
        area = {"area_code": address_of(self._shop, self._we, kirana)["area_code"]}
        items = [{"id": line.sku, "location_id": kirana.kirana, "quantity": _counted(line)} for line in self._lines]
        return {
            "provider": self._provider(kirana),
            "items": items,
            "fulfillments": [{"end": {"location": {"gps": gps(place), "address": area}}}],
        }

    def _initiated(self, kirana: Kirana) -> Json:
        items = [{"id": line.sku, "fulfillment_id": PICKUP, "quantity": _counted(line)} for line in self._lines]
        return {
            "provider": self._provider(kirana),
            "items": items,
            "billing": self._billing(kirana),
            "fulfillments": [self._fulfillment(kirana, OFFERED)],
        }

    def _whole(self, kirana: Kirana, status: str, at: datetime) -> Json:
        return {
            "id": self._order.number.rjust(4, "0"),
            "state": STATES[status],
            **self._initiated(kirana),
            "fulfillments": [self._fulfillment(kirana, status)],
            "quote": self._quote(),
            "payment": self._payment(kirana),
            "tags": [tag("bpp_terms", np_type="MSN"), tag("bap_terms", accept_bpp_terms="Y")],
            "created_at": moment(self._order.placed_at),
            "updated_at": moment(at),
        }

    def _at(self, kirana: Kirana, step: StatusChange) -> Json:
        return self._whole(kirana, step.status, step.at)

    @property
    def _lines(self) -> list[OrderLine]:
        return self._order.lines

    def _provider(self, kirana: Kirana) -> Json:
        return {"id": kirana.kirana, "locations": [{"id": kirana.kirana}]}

    def _fulfillment(self, kirana: Kirana, status: str) -> Json:
        place = self._order.place or kirana.place
        start = {
            "location": {
                "id": kirana.kirana,
                "descriptor": {"name": kirana.name},
                "gps": gps(kirana.place),
                "address": address_of(self._shop, self._we, kirana),
            },
            "contact": contact(kirana, self._we),
        }
        return {
            "id": PICKUP,
            "@ondc/org/provider_name": kirana.name,
            "type": "Self-Pickup",
            "tracking": False,
            "state": {"descriptor": {"code": FULFILLED[status]}},
            "start": start,
            "end": {
                "person": {"name": self._name},
                "contact": {"phone": self._phone, "email": f"care@{self._we.id}"},
                "location": {"gps": gps(place), "address": self._address(kirana)},
            },
        }

    def _billing(self, kirana: Kirana) -> Json:
        return {
            "name": self._name,
            "address": self._address(kirana),
            "phone": self._phone,
            "email": f"care@{self._we.id}",
            "created_at": moment(self._order.placed_at),
            "updated_at": moment(self._order.placed_at),
        }

    def _address(self, kirana: Kirana) -> Json:
        """The buyer comes to the counter and has told no address: the area alone, with the shop's pincode."""
        near = address_of(self._shop, self._we, kirana)
        area = (self._customer.place_words if self._customer else None) or near["locality"]
        city = {"city": near["city"], "state": near["state"], "country": "IND", "area_code": near["area_code"]}
        return {"name": self._name, "building": "-", "locality": area, **city}

    @property
    def _name(self) -> str:
        return (self._customer.name if self._customer else None) or "customer"

    @property
    def _phone(self) -> str:
        digits = re.sub(r"\D", "", self._customer.number) if self._customer else ""
        return digits[-10:] if len(digits) >= len(NOBODY) else NOBODY

    def _quote(self) -> Json:
        breakup = [
            {
                "@ondc/org/item_id": line.sku,
                "@ondc/org/item_quantity": {"count": line.packs or 1},
                "title": line.name,
                "@ondc/org/title_type": "item",
                "price": price(line.price),
                "item": {"price": price(line.pack_price)},
            }
            for line in self._lines
        ]
        return {"price": price(self._order.total), "breakup": breakup, "ttl": "P1D"}

    def _payment(self, kirana: Kirana) -> Json:
        settled = {"settlement_counterparty": "seller-app", "settlement_phase": "sale-amount", "settlement_type": "upi"}
        upi = [{**settled, "upi_address": kirana.upi_id}] if is_upi_id(kirana.upi_id) else []
        return {
            "params": {"currency": "INR", "amount": rupees(self._order.total)},
            "status": "PAID" if self._order.is_paid or self._order.status == COLLECTED else "NOT-PAID",
            "type": "ON-FULFILLMENT",
            "collected_by": "BPP",
            "@ondc/org/buyer_app_finder_fee_type": "percent",
            "@ondc/org/buyer_app_finder_fee_amount": "0",
            "@ondc/org/settlement_basis": "delivery",
            "@ondc/org/settlement_window": "P1D",
            "@ondc/org/withholding_amount": "0.00",
            "@ondc/org/settlement_details": upi,
        }


def _counted(line: OrderLine) -> Json:
    """Packs by count; loose goods are one lot of so much."""
    if line.packs is not None:
        return {"count": line.packs}
    return {"count": 1, "measure": measured(Quantity(line.amount or 0, line.amount_unit or "piece"))}
