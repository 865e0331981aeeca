"""The phone book: whose phones the simulator shows, and which of them wait for somebody to look."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from parchi.domain.kirana import Kirana
from parchi.domain.place import Place
from parchi.pipeline.ports import OpenShop, OpenShopFor
from parchi.web.sent_messages import SentMessages

FIRST_NAMES = (
    "Asha", "Ravi", "Meena", "Imran", "Joseph", "Kavita", "Suresh", "Fatima", "Nitin", "Lata",
    "Deepak", "Shabana", "Ganesh", "Priya", "Anthony", "Rekha", "Sunil", "Zoya", "Mahesh", "Anjali",
    "Farhan", "Sneha", "Vikas", "Usha", "Harpreet", "Rohini", "Tushar", "Neha", "Salim", "Pooja",
)  # fmt: skip
REGULARS = 5
"""How many customers there are before anybody makes a new one."""
CENTRE = Place(19.077, 72.998)
"""Vashi: the kiranas around it are listed before any has been written to."""
NEAR_KM, LISTED = 5.0, 12
_CUSTOMER = re.compile(r"^whatsapp:\+91000000(\d{4})$")


class NamedPlace(Protocol):
    """An area with its point."""

    @property
    def name(self) -> str: ...
    @property
    def place(self) -> Place: ...


def number_of(customer: int) -> str:
    """The number of a made-up customer: +91 00000 0xxxx, which no phone in India has."""
    return f"whatsapp:+91000000{customer:04d}"


def name_of(number: str) -> str:
    """The first name that WhatsApp tells of a number; nothing of numbers that are not a customer's here."""
    found = _CUSTOMER.match(number)
    return FIRST_NAMES[(int(found[1]) - 1) % len(FIRST_NAMES)] if found else ""


@dataclass
class PhoneBook:
    """Customers and kiranas as the page lists them; `since` is the newest message that a phone has received."""

    number: str
    operator: str | None
    now: Callable[[], datetime]
    messages: SentMessages
    open_shop: OpenShopFor
    areas: Sequence[NamedPlace]
    _fresh: list[str] = field(default_factory=list)
    _near: list[str] = field(default_factory=list)
    _area_names: dict[str, str] = field(default_factory=dict)
    _received: dict[str, int] = field(default_factory=dict)
    _read_until: int = 0

    def new_customer(self) -> dict[str, Any]:
        """A customer whom nobody has met, of another name than those there are as long as names last."""
        self._read()
        known = {*self._received, *self._fresh, *map(number_of, range(REGULARS + 1))}
        names = {name_of(number) for number in known}
        free = [number for number in map(number_of, range(10000)) if number not in known]
        number = secrets.choice([number for number in free if name_of(number) not in names] or free)
        self._fresh.append(number)
        return self._customer(number)

    def people(self) -> dict[str, list[dict[str, Any]]]:
        """Customers: the regulars, then the new ones. Kiranas: those with offers, those written to, those near."""
        self._read()
        with self.open_shop() as shop:
            kiranas = {number: found for number in self._received if (found := shop.kiranas.of_number(number))}
            written = {kirana.kirana for kirana in kiranas.values()}
            near = [kirana for kirana in self._kiranas_near(shop) if kirana.kirana not in written]
            rows = [self._kirana(shop, kirana, number) for number, kirana in kiranas.items()]
            rows.sort(key=lambda row: (not row["offers"], -row["since"]))
            rows += [self._kirana(shop, kirana, kirana.numbers[0]) for kirana in near]
        if self.operator:
            rows.append(self._row(self.operator, "Parchi's operator", "a person who helps"))
        regulars = [number_of(customer) for customer in range(1, REGULARS + 1)]
        others = [
            number for number in (*self._fresh, *self._received) if number not in kiranas and _is_customer(number)
        ]
        return {"customers": [self._customer(number) for number in dict.fromkeys(regulars + others)], "kiranas": rows}

    def places(self) -> list[NamedPlace]:
        """Where pins can be set, nearest first."""
        return sorted(self.areas, key=lambda area: area.place.distance_km(CENTRE))

    def _read(self) -> None:
        """Take in the messages that came since the last look."""
        for sent in self.messages.list(since=self._read_until):
            self._read_until = sent.id
            if sent.receiver == self.number:
                self._received.setdefault(sent.sender, 0)
            else:
                self._received[sent.receiver] = sent.id

    def _kiranas_near(self, shop: OpenShop) -> list[Kirana]:
        if not self._near:
            self._near = [kirana.kirana for _, kirana in shop.kiranas.near(CENTRE, NEAR_KM)[:LISTED]]
        return [kirana for name in self._near if (kirana := shop.kiranas.get(name)) is not None]

    def _kirana(self, shop: OpenShop, kirana: Kirana, number: str) -> dict[str, Any]:
        offers = len(shop.orders.offered_to(kirana.kirana)) if number in self._received else 0
        is_open = kirana.is_open(self.now())
        return self._row(number, kirana.name, self._area(kirana)) | {"offers": offers, "is_open": is_open}

    def _customer(self, number: str) -> dict[str, Any]:
        return self._row(number, name_of(number), "")

    def _row(self, number: str, name: str, area: str) -> dict[str, Any]:
        return {"number": number, "name": name, "area": area, "since": self._received.get(number, 0), "offers": 0}

    def _area(self, kirana: Kirana) -> str:
        """The area around a kirana."""
        if kirana.kirana not in self._area_names:
            nearest = min(self.areas, key=lambda area: area.place.distance_km(kirana.place), default=None)
            self._area_names[kirana.kirana] = nearest.name if nearest else ""
        return self._area_names[kirana.kirana]


def _is_customer(number: str) -> bool:
    return _CUSTOMER.match(number) is not None
