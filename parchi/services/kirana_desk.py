"""The desk where the operator takes on a new kirana; it is offered orders once it has said yes on WhatsApp."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from parchi.domain.hours import Hours
from parchi.domain.kirana import MILLI, Kirana, ShelfEntry
from parchi.domain.place import Place
from parchi.domain.reply import Reply, say
from parchi.language.languages import languages
from parchi.services.notices import tell_kirana
from parchi.services.ports import UnitOfWork

OPEN_ORDERS = {"small": 3, "medium": 5, "large": 10}
"""How many open orders a shop of each size can handle at once, until it says otherwise."""
_NUMBER = re.compile(r"(?:whatsapp:)?\+?(?P<digits>\d{10,15})")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
INDIA = "91"
LOCAL_DIGITS = 10


class KiranaRefused(ValueError):
    """A shop that cannot be taken on; the text says why."""


@dataclass(frozen=True)
class Application:
    """What is known of a new shop. One of `place` and `pincode` says where it is."""

    name: str
    number: str
    hours: str
    size: str
    place: Place | None = None
    pincode: str | None = None
    address: str | None = None
    language: str = "hi-Latn"
    upi_id: str | None = None


def add_kirana(shop: UnitOfWork, application: Application, standard_shelf: Mapping[str, int]) -> Kirana:
    """Take on a shop with a shelf to start from (packs, or kg, piece or bunch, by sku) at printed prices; ask it.

    KiranaRefused where the number is taken or malformed, the place unknown, or the hours cannot be read.
    """
    number = whatsapp_number(application.number)
    _check(shop, application, number)
    place = _place_of(shop, application)
    kirana = Kirana(
        kirana=_id_for(shop, application.name, number),
        name=" ".join(application.name.split()),
        address=application.address or application.pincode or "",
        latitude=place.latitude,
        longitude=place.longitude,
        language=application.language,
        hours=application.hours,
        open_orders_limit=OPEN_ORDERS[application.size],
        upi_id=application.upi_id,
        numbers=[number],
        is_confirmed=False,
    )
    shop.kiranas.add(kirana)
    _fill(shop, kirana, standard_shelf)
    welcome = Reply(head=(say("utter_shop_welcome", kirana=kirana.name),), buttons="confirm")
    tell_kirana(shop, kirana, welcome, template="welcome_kirana", values={"kirana": kirana.name})
    return kirana


def whatsapp_number(text: str) -> str:
    """A number in Twilio's form; ten digits are Indian ones."""
    match = _NUMBER.fullmatch(re.sub(r"[\s()-]", "", text))
    if match is None:
        raise KiranaRefused(f"not a WhatsApp number: {text!r}")
    digits = match["digits"]
    return f"whatsapp:+{INDIA + digits if len(digits) == LOCAL_DIGITS else digits}"


def _check(shop: UnitOfWork, application: Application, number: str) -> None:
    taken = shop.kiranas.of_number(number)
    if not application.name.strip():
        raise KiranaRefused("the shop needs a name")
    if taken is not None:
        raise KiranaRefused(f"{number} is the number of {taken.name} already")
    if application.size not in OPEN_ORDERS:
        raise KiranaRefused(f"size is one of {', '.join(OPEN_ORDERS)}, not {application.size!r}")
    if application.language not in languages():
        raise KiranaRefused(f"language is one of {', '.join(languages())}, not {application.language!r}")
    try:
        Hours.parse(application.hours)
    except ValueError as error:
        raise KiranaRefused(str(error)) from error


def _place_of(shop: UnitOfWork, application: Application) -> Place:
    if application.place is not None:
        return application.place
    place = shop.places.of_pincode(application.pincode or "")
    if place is None:
        raise KiranaRefused(f"no place is known for the pincode {application.pincode!r}: give a pin instead")
    return place


def _id_for(shop: UnitOfWork, name: str, number: str) -> str:
    slug = _NOT_SLUG.sub("-", name.lower()).strip("-") or "kirana"
    return (
        f"{slug[:40]}-{number[-4:]}" if shop.kiranas.get(f"{slug[:40]}-{number[-4:]}") is None else f"k{number[-10:]}"
    )


def _fill(shop: UnitOfWork, kirana: Kirana, standard_shelf: Mapping[str, int]) -> None:
    products = shop.catalogue.products(standard_shelf)
    for sku, product in sorted(products.items()):
        entry = ShelfEntry(kirana.kirana, sku, stock=standard_shelf[sku] * MILLI, price=product.mrp)
        shop.shelves.put(entry)
