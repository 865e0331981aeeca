"""The customer's place: a pin, a pincode or an area in words; prices hang on it."""

from __future__ import annotations

import re

from parchi.domain.customer import Customer, Question
from parchi.domain.place import Place
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.language.normaliser import normalise
from parchi.services.basket.baskets import shown
from parchi.services.basket.reply import km
from parchi.services.conversation.greeting import first_words
from parchi.services.ports import UnitOfWork

INDIA = ((6.0, 37.5), (68.0, 97.5))
"""Latitudes and longitudes between which India lies, islands included."""
_PINCODE = re.compile(r"(?<![0-9])([1-9][0-9]{2})[ -]?([0-9]{3})(?![0-9])")
_SIX_DIGITS = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")


def share_place(shop: UnitOfWork, customer: Customer, reading: Reading, *, place: Place | None = None) -> Reply:
    """Take the place and price the basket there; ask back where it is unclear, say so where it is out of reach."""
    if place is not None:
        return _share_pin(shop, customer, place)
    text = normalise(reading.text)
    found = _PINCODE.search(text)
    if found is not None:
        return _share_pincode(shop, customer, found[1] + found[2], text)
    if _SIX_DIGITS.search(text):
        return _ask_again(customer, say("utter_pincode_unknown", pincode=_SIX_DIGITS.findall(text)[0]))
    area = shop.places.of_words(text)
    if area is not None:
        at, name, pincode = area
        return _take(shop, customer, at, name=name, pincode=pincode)
    return _offer_areas(shop, customer, text)


def is_place_named(shop: UnitOfWork, text: str) -> bool:
    """Whether the text names a place, or may mean one."""
    plain = normalise(text)
    return bool(_SIX_DIGITS.search(plain) or shop.places.of_words(plain) or shop.places.choices(plain))


def choose_area(shop: UnitOfWork, customer: Customer, option: dict[str, object]) -> Reply:
    """One of the areas that were offered."""
    at = Place(float(str(option["latitude"])), float(str(option["longitude"])))
    return _take(shop, customer, at, name=str(option["name"]), pincode=None)


def _share_pin(shop: UnitOfWork, customer: Customer, place: Place) -> Reply:
    latitudes, longitudes = INDIA
    is_null = abs(place.latitude) < 0.01 and abs(place.longitude) < 0.01
    if is_null:
        return _ask_again(customer, say("utter_pin_empty"))
    if not (latitudes[0] <= place.latitude <= latitudes[1] and longitudes[0] <= place.longitude <= longitudes[1]):
        return _ask_again(customer, say("utter_pin_abroad"))
    return _take(shop, customer, place, name=None, pincode=None)


def _share_pincode(shop: UnitOfWork, customer: Customer, pincode: str, text: str) -> Reply:
    at = shop.places.of_pincode(pincode)
    if at is None:
        return _ask_again(customer, say("utter_pincode_unknown", pincode=pincode))
    # "Vashi sector 17, 400703": the area is the finer of the two, if both are the same part of town.
    area = shop.places.of_words(_PINCODE.sub(" ", text))
    if area is not None and at.distance_km(area[0]) < shop.terms.reach_km:
        return _take(shop, customer, area[0], name=area[1], pincode=pincode)
    return _take(shop, customer, at, name=None, pincode=pincode)


def _offer_areas(shop: UnitOfWork, customer: Customer, text: str) -> Reply:
    choices = shop.places.choices(text)
    if not choices:
        words = " ".join(text.split())[:60]
        return _ask_again(customer, say("utter_place_unknown", words=words) if words else say("utter_ask_place"))
    options = tuple({"name": name, "latitude": at.latitude, "longitude": at.longitude} for at, name in choices)
    customer.question = Question("place", options=options)
    listed = [say("utter_option_area", number=number, area=name) for number, (_, name) in enumerate(choices, start=1)]
    return Reply(foot=(say("utter_ask_which_place"), *listed))


def _ask_again(customer: Customer, why: Say) -> Reply:
    customer.question = Question("place")
    return Reply.of(*first_words(customer), why)


def _take(shop: UnitOfWork, customer: Customer, at: Place, *, name: str | None, pincode: str | None) -> Reply:
    if next(iter(shop.kiranas.nearest_first(at, shop.terms.reach_km)), None) is None:
        return _ask_again(customer, _too_far(shop, at, name or pincode))
    greeting = first_words(customer)
    customer.latitude, customer.longitude = at.latitude, at.longitude
    customer.pincode, customer.place_words = pincode, name
    if customer.question is not None and customer.question.kind == "place":
        customer.question = None
    known = say("utter_place_known", place=name or pincode) if name or pincode else say("utter_pin_known")
    basket = shop.baskets.open_of(customer.number)
    if basket is not None and basket.lines:
        return Reply(head=greeting) + shown(shop, customer, known)
    return Reply.of(*greeting, known, _what_is_near(shop, at))


def _too_far(shop: UnitOfWork, at: Place, name: str | None) -> Say:
    nearest = shop.kiranas.nearest(at)
    distance = km(nearest[0]) if nearest else "?"
    there = name or say("utter_your_place")
    return say("utter_out_of_reach", place=there, distance=distance, reach=f"{shop.terms.reach_km:g}")


def _what_is_near(shop: UnitOfWork, at: Place) -> Say:
    near = shop.kiranas.open_near(at, shop.terms.reach_km, shop.clock.now())
    if near.first is None:
        return say("utter_place_all_shut", count=near.shops)
    distance, name = near.first
    return say("utter_place_shops", count=near.open, kirana=name, distance=km(distance))
