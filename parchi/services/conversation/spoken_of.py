"""What was spoken of: the one thing that a price or availability was told of, which an amount alone then means."""

from __future__ import annotations

from dataclasses import replace

from parchi.domain.customer import Customer
from parchi.domain.reading import Line, Reading
from parchi.services.basket.pointing import is_pointing

AMOUNTS = ("change_quantity", "add_items", "choose_option", "out_of_scope")


def keep(customer: Customer, asked: list[Line]) -> None:
    """Remember what was asked about, if it was one thing."""
    customer.spoken_of = asked[0].to_entity() if len(asked) == 1 and _names_something(asked[0]) else None


def filled_in(customer: Customer, reading: Reading) -> Reading:
    """The same message with the thing put in that its amount is of; what was spoken of is then over."""
    kept, customer.spoken_of = customer.spoken_of, None
    if kept is None:
        return reading
    thing = Line.from_entity(kept)
    if reading.intent in ("affirm", "choose_option") and customer.question is None and not reading.lines:
        count = float(reading.numbers[0]) if reading.intent == "affirm" and reading.numbers else thing.quantity
        return replace(reading.as_intent("add_items"), lines=(replace(thing, act="add", quantity=count),))
    if reading.intent not in AMOUNTS or len(reading.lines) != 1 or not _is_amount_alone(reading.lines[0]):
        return reading
    said = reading.lines[0]
    line = replace(
        thing, quantity=said.quantity, unit=said.unit, price=said.price, pack=said.pack or thing.pack, act="add"
    )
    return replace(reading.as_intent("add_items"), lines=(line,))


def _names_something(line: Line) -> bool:
    return line.item is not None or bool(line.candidates) or line.brand is not None


def _is_amount_alone(line: Line) -> bool:
    has_amount = line.quantity is not None or line.price is not None or line.unit is not None
    return has_amount and line.number is None and not _names_something(line) and is_pointing(line.words)
