"""Lines of an order as a shop points at them: by number, by thing, by brand."""

from __future__ import annotations

from parchi.domain.naming import is_same_brand
from parchi.domain.order import Order, OrderLine
from parchi.domain.reading import Line, Reading
from parchi.services.product_names import name_keys


def meant_by(order: Order, reading: Reading) -> list[OrderLine]:
    """The order's lines that a message points at, in the order of the list."""
    positions = _positions(order, reading)
    found = [line for line in order.lines if line.position in positions]
    for said in reading.lines:
        if said.number is None:
            found += [line for line in _alike(order, said) if line not in found]
    return sorted(found, key=lambda line: line.position)


def _positions(order: Order, reading: Reading) -> set[int]:
    """Line numbers that were said; a number that counts packs ("2 doodh nahi hai") is none."""
    amounts = {f"{said.quantity:g}" for said in reading.lines if said.quantity is not None}
    bare = {int(number) for number in reading.numbers if number.isdecimal() and number not in amounts}
    said = {line.number for line in reading.lines if line.number is not None}
    return {position for position in bare | said if 1 <= position <= len(order.lines)}


def _alike(order: Order, said: Line) -> list[OrderLine]:
    """Lines of the item, of the brand where one was said; for words that name no item those whose name has them."""
    items = {said.item, *said.candidates} - {None}
    if said.item is not None or said.brand is None:
        lines = [line for line in order.lines if line.item in items]
    else:
        lines = list(order.lines)
    if said.brand is not None:
        return [line for line in lines if _has_brand(line, said.brand)]
    words = name_keys(said.words)
    return lines or [line for line in order.lines if words and words <= name_keys(f"{line.name} {line.wish.words}")]


def _has_brand(line: OrderLine, brand: str) -> bool:
    return is_same_brand(line.wish.brand, brand) or name_keys(brand) <= name_keys(line.name)
