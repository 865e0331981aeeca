"""A place said in the middle of a list: "Vashi sector 17, 2 kg atta" names no thing called Vashi."""

from __future__ import annotations

from dataclasses import replace

from parchi.domain.customer import Customer
from parchi.domain.reading import Line, Reading
from parchi.services.ports import UnitOfWork

PINCODE_DIGITS = 6


def place_taken_out(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reading:
    """The same message with the place as a wish of its own; only while it is not known where the customer is."""
    if customer.place is not None or reading.intent != "add_items" or "share_place" in reading.also:
        return reading
    lines = tuple(line for line in reading.lines if not _is_place(shop, line))
    has_pincode = any(len(digits) == PINCODE_DIGITS for digits in reading.numbers)
    if len(lines) == len(reading.lines) and not has_pincode:
        return reading
    if not lines:
        return replace(reading.as_intent("share_place"), lines=())
    return replace(reading, lines=lines, also=("share_place", *reading.also))


def _is_place(shop: UnitOfWork, line: Line) -> bool:
    if line.item is not None or line.act not in (None, "add"):
        return False
    is_pincode = len(line.words) == PINCODE_DIGITS and line.words.isdigit()
    return is_pincode or shop.places.of_words(line.words) is not None
