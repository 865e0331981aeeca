"""The reading under fire: any text has a reading, in the contract's shape, the same each time, and soon."""

from __future__ import annotations

import json
import math
import time
from collections import Counter

from hypothesis import strategies as some

from parchi.domain.reading import CUSTOMER, SHOP, Reading
from parchi.language.languages import languages
from parchi.language.normaliser import normalise
from parchi.language.understanding import Understanding
from tests.fuzz.writing import texts

LONGEST = 2.0
"""Seconds of this process for one message of at most 1600 letters: more is a pattern that runs away."""
ACTS = ("add", "change", "remove", "ask", None)


def inputs() -> some.SearchStrategy[tuple[str, str]]:
    """(text, speaker)."""
    return some.tuples(texts(), some.sampled_from([CUSTOMER, CUSTOMER, SHOP]))


class Reader:
    """Reads and looks at what it has read."""

    def __init__(self, understanding: Understanding) -> None:
        self._read = understanding.read
        self.seen: Counter[str] = Counter()

    def try_text(self, given: tuple[str, str]) -> None:
        """One message."""
        text, speaker = given
        began = time.process_time()
        reading = self._read(text, speaker)
        assert time.process_time() - began < LONGEST, f"{time.process_time() - began:.1f} s for {text!r}"
        self.seen[reading.intent] += 1
        assert self._read(text, speaker) == reading
        assert Reading.from_entity(json.loads(json.dumps(reading.to_entity()))).to_entity() == reading.to_entity()
        assert reading.language in (None, *languages())
        assert 0 <= reading.confidence <= 1
        assert reading.guess is None or reading.intent == "out_of_scope"
        for line in reading.lines:
            assert line.act in ACTS
            for amount in (line.quantity, line.price):
                assert amount is None or math.isfinite(amount)
                # A message that begins with "-3" asks for less than nothing: it is read as said, and the shop judges.
                assert amount is None or amount >= 0 or "-" in normalise(text)
