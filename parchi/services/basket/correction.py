"""A correction: "nahi, teen kilo cheeni" said of a list that has cheeni is another amount, not more of it.

So is "cheeni ek hi kilo chahiye".
"""

from __future__ import annotations

from dataclasses import replace

from parchi.domain.basket import Basket
from parchi.domain.reading import Line, Reading
from parchi.language.wishes import keys_of, wishes_said, words_in


def corrected(basket: Basket | None, reading: Reading) -> Reading:
    """The same message with `change` for `add`, where it names only what is on the list.

    It begins with a no, or it says that so much is all that is wanted.
    """
    if basket is None or reading.intent != "add_items":
        return reading
    if not _begins_with_no(reading.text) and "only_so_much" not in wishes_said(reading.text):
        return reading
    there = {line.wish.item for line in basket.lines}
    if not reading.lines or not all(_is_another_amount(line, there) for line in reading.lines):
        return reading
    lines = tuple(replace(line, act="change") for line in reading.lines)
    return replace(reading.as_intent("change_quantity"), lines=lines)


def _begins_with_no(text: str) -> bool:
    """Whether the first word is a no; one may be astonished before it: "arre nahi"."""
    around = keys_of("interjection")
    first = next((word.text for word in words_in(text) if word.key not in around), "")
    return "correcting" in wishes_said(first)


def _is_another_amount(line: Line, there: set[str | None]) -> bool:
    has_amount = line.quantity is not None or line.price is not None
    return line.act == "add" and has_amount and line.item is not None and line.item in there
