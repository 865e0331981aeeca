"""The envelope of a network message: who speaks to whom, about which transaction, when."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from parchi.domain.money import Money
from parchi.domain.place import Place

Json = dict[str, Any]
DOMAIN = "ONDC:RET10"
"""Grocery."""
VERSION = "1.2.0"
_IDS = uuid.UUID("5b0f4d3c-4f8e-5d0b-9c55-7a3d2b1f9e10")
"""Under which all our ids are made: the same export twice has the same ids."""


@dataclass(frozen=True)
class Subscriber:
    """Who we would be on the network: seller app and buyer app at once. The network registers `id`, a host's name."""

    id: str
    url: str
    city_code: str = "*"
    """Such as `std:022`; `*` is any."""
    city: str = "-"
    state: str = "-"
    care: str = "-"
    """Whom a buyer reaches: name, e-mail and telephone, parted by commas."""


def envelope(we: Subscriber, action: str, message: Json, *, about: str, at: datetime) -> Json:
    """A message with its context; `about` names the transaction, such as an order's number."""
    context = {
        "domain": DOMAIN,
        "country": "IND",
        "city": we.city_code,
        "action": action,
        "core_version": VERSION,
        "bap_id": we.id,
        "bap_uri": we.url,
        "bpp_id": we.id,
        "bpp_uri": we.url,
        "transaction_id": str(uuid.uuid5(_IDS, about)),
        "message_id": str(uuid.uuid5(_IDS, f"{about}:{action}")),
        "timestamp": moment(at),
        "ttl": "PT30S",
    }
    return {"context": context, "message": message}


def moment(at: datetime) -> str:
    """RFC 3339 in UTC with milliseconds."""
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def rupees(money: Money) -> str:
    """Rupees with two digits after the point, as text."""
    sign, paise = ("-" if money.paise < 0 else ""), abs(money.paise)
    return f"{sign}{paise // 100}.{paise % 100:02d}"


def price(money: Money) -> Json:
    """An amount of rupees."""
    return {"currency": "INR", "value": rupees(money)}


def gps(place: Place) -> str:
    """Six digits after the point."""
    return f"{place.latitude:.6f},{place.longitude:.6f}"


def tag(code: str, **values: str) -> Json:
    """A list of codes with their values."""
    return {"code": code, "list": [{"code": name, "value": value} for name, value in values.items()]}
