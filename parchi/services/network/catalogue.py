"""The network's catalogue: one kirana with its shelf, as an answer to a search (`on_search`)."""

from __future__ import annotations

import re

from parchi.domain.catalogue import Item, Product
from parchi.domain.hours import Hours
from parchi.domain.kirana import Kirana, ShelfEntry
from parchi.domain.quantity import Quantity
from parchi.services.network.envelope import Json, Subscriber, envelope, gps, moment, rupees, tag
from parchi.services.ports import UnitOfWork

PICKUP = "1"
"""The one way in which goods change hands here: the buyer collects them."""
CATEGORIES = {
    "baby": "Baby Care",
    "bakery": "Bakery, Cakes & Dairy",
    "beverages": "Energy and Soft Drinks",
    "dairy": "Dairy and Cheese",
    "dry-fruits": "Snacks, Dry Fruits, Nuts",
    "eggs-meat": "Eggs, Meat & Fish",
    "fruits": "Fruits and Vegetables",
    "home-care": "Cleaning & Household",
    "oils": "Oil & Ghee",
    "packaged-food": "Tinned and Processed Food",
    "personal-care": "Cleaning & Household",
    "pet": "Pet Care",
    "pooja": "Cleaning & Household",
    "pulses": "Dals and Pulses",
    "snacks": "Snacks and Namkeen",
    "spices": "Masala & Seasoning",
    "staples": "Atta, Flours and Sooji",
    "stationery": "Stationery",
    "vegetables": "Fruits and Vegetables",
}
"""Our departments in the network's grocery categories."""
ELSE = "Tinned and Processed Food"
UNITS = {"g": "gram", "kg": "kilogram", "ml": "millilitre", "l": "litre", "dozen": "dozen"}
IN_STOCK, NONE_LEFT = "99", "0"
"""The network wants no counts, only whether there is some."""
MOST_PACKS = "50"


def on_search(shop: UnitOfWork, we: Subscriber, kirana: Kirana, about: str) -> Json:
    """The catalogue of one kirana; goods in packs and loose goods alike, with printed price and selling price."""
    shelf = shop.shelves.all_of(kirana.kirana)
    items = {item.item: item for item in shop.catalogue.named({product.item for product, _ in shelf})}
    now = moment(shop.clock.now())
    descriptor = {"name": "Parchi", "short_desc": "Groceries by WhatsApp", "long_desc": "Groceries by WhatsApp"}
    terms = tag("bpp_terms", np_type="MSN", accept_bap_terms="N", collect_payment="Y")
    catalog = {
        "bpp/fulfillments": [{"id": PICKUP, "type": "Self-Pickup"}],
        "bpp/descriptor": {**descriptor, "symbol": we.url, "images": [], "tags": [terms]},
        "bpp/providers": [
            {
                "id": kirana.kirana,
                "time": {"label": "enable", "timestamp": now},
                "fulfillments": [{"id": PICKUP, "type": "Self-Pickup", "contact": contact(kirana, we)}],
                "descriptor": described(kirana.name),
                "ttl": "P1D",
                "locations": [_location(shop, we, kirana, now)],
                "items": [_item(we, entry, product, items.get(product.item), now) for product, entry in shelf],
                "tags": [_serviceability(shop, kirana)],
            }
        ],
    }
    return envelope(we, "on_search", {"catalog": catalog}, about=about, at=shop.clock.now())


def described(name: str, **more: object) -> Json:
    """A descriptor; we have no pictures."""
    return {"name": name, "symbol": "", "short_desc": name, "long_desc": name, "images": [], **more}


def measured(size: Quantity) -> Json:
    """A size in the network's units."""
    return {"unit": UNITS.get(size.unit, "unit"), "value": f"{round(size.amount, 2):g}"}


def address_of(shop: UnitOfWork, we: Subscriber, kirana: Kirana) -> Json:
    """The shop's address; its pincode is that of the area which the address names."""
    area = shop.places.of_words(kirana.address)
    return {
        "locality": area[1] if area else kirana.address,
        "street": kirana.address,
        "city": we.city,
        "area_code": (area[2] if area else None) or "000000",
        "state": we.state,
    }


def contact(kirana: Kirana, we: Subscriber) -> Json:
    """How the shop is reached: its telephone number in ten digits."""
    digits = re.sub(r"\D", "", kirana.numbers[0]) if kirana.numbers else ""
    return {"phone": digits[-10:].rjust(10, "0"), "email": f"care@{we.id}"}


def _item(we: Subscriber, entry: ShelfEntry, product: Product, item: Item | None, now: str) -> Json:
    code = "5:" + re.sub(r"[^a-zA-Z0-9]", "", product.sku)
    return {
        "id": product.sku,
        "time": {"label": "enable", "timestamp": now},
        "descriptor": described(product.name, code=code),
        "quantity": {
            "unitized": {"measure": measured(product.pack_size)},
            "available": {"count": IN_STOCK if entry.free > 0 else NONE_LEFT},
            "maximum": {"count": MOST_PACKS},
        },
        "price": {"currency": "INR", "value": rupees(entry.price), "maximum_value": rupees(product.mrp)},
        "category_id": CATEGORIES.get(item.category if item else "", ELSE),
        "fulfillment_id": PICKUP,
        "location_id": entry.kirana,
        "@ondc/org/returnable": False,
        "@ondc/org/cancellable": True,
        "@ondc/org/return_window": "PT0H",
        "@ondc/org/seller_pickup_return": False,
        "@ondc/org/time_to_ship": "PT1H",
        "@ondc/org/available_on_cod": True,
        "@ondc/org/contact_details_consumer_care": we.care,
        "tags": [tag("origin", country="IND")],
    }


def _location(shop: UnitOfWork, we: Subscriber, kirana: Kirana, now: str) -> Json:
    days = Hours.parse(kirana.hours).days
    is_open = kirana.is_open(shop.clock.now())
    minutes = sorted({minute for spans in days for span in spans for minute in span})
    schedule = {
        "holidays": list(kirana.holidays),
        "frequency": "",
        "times": [f"{minute // 60 % 24:02d}{minute % 60:02d}" for minute in minutes],
    }
    return {
        "id": kirana.kirana,
        "gps": gps(kirana.place),
        "address": address_of(shop, we, kirana),
        "circle": {"gps": gps(kirana.place), "radius": {"unit": "km", "value": f"{shop.terms.reach_km:g}"}},
        "time": {
            "label": "enable" if is_open else "disable",
            "timestamp": now,
            "days": ",".join(str(day) for day, spans in enumerate(days, start=1) if spans),
            "schedule": schedule,
        },
    }


def _serviceability(shop: UnitOfWork, kirana: Kirana) -> Json:
    reach = f"{shop.terms.reach_km:g}"
    return tag("serviceability", location=kirana.kirana, category="Grocery", type="10", val=reach, unit="km")
