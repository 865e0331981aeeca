"""New words: a shop calls a thing by a name that nobody knows; it says what that is, and a person reviews the word."""

from __future__ import annotations

from dataclasses import replace

from parchi.domain.customer import Question
from parchi.domain.kirana import Kirana
from parchi.domain.proposed_word import DISMISSED, ProposedWord
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Say, say
from parchi.language.wishes import OF_SHELVES, rest_of
from parchi.services.ports import UnitOfWork
from parchi.services.saying import short

UNKNOWN = "utter_shop_thing_unknown"
ABOUT = "word"
"""How the `about` of the counter's question begins: `word:17`."""
MOST_CHARACTERS = 60
MOST_WORDS = 2


def propose(shop: UnitOfWork, kirana: Kirana, reading: Reading, line: Line) -> None:
    """Keep a word that names nothing, for review; the counter is asked what it is."""
    word = " ".join(line.words.split()).casefold()
    if not word or len(word) > MOST_CHARACTERS or line.item is not None or word.isdigit():
        return
    known = shop.proposed_words.of(word, kirana.kirana)
    if known is None:
        now = shop.clock.now()
        known = shop.proposed_words.add(ProposedWord(word, kirana.kirana, short(reading.text), now))
    else:
        known.count, known.said, known.at = known.count + 1, short(reading.text), shop.clock.now()
    if known.state == DISMISSED:
        return
    option = {"intent": reading.intent, "line": line.to_entity()}
    kirana.question = Question(kind="other", options=(option,), about=f"{ABOUT}:{known.number}")


def line_of(reading: Reading) -> Line | None:
    """The thing in a message that names none: the one or two words around which the rest says what became of it."""
    words = rest_of(reading.text, OF_SHELVES)
    if not 1 <= len(words) <= MOST_WORDS or any(word.isdigit() for word in words):
        return None
    return Line(" ".join(words), is_sure=False)


def answered(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reading | None:
    """The message as the answer to "what is that?": what was wanted of the thing, by a name that is known.

    None where the counter was not asked, or the message names no one thing.
    """
    kind, _, number = ((kirana.question.about if kirana.question else None) or "").partition(":")
    items = {line.item for line in (*reading.lines, *reading.named) if line.item is not None}
    if kind != ABOUT or kirana.question is None or len(items) != 1 or _asks_more(reading):
        return None
    (item,) = items
    option = kirana.question.options[0]
    proposed = shop.proposed_words.get(int(number))
    if proposed is not None:
        proposed.item = item
    kirana.question = None
    line = replace(Line.from_entity(option["line"]), item=item, candidates=(), is_sure=True)
    return replace(reading, intent=option["intent"], guess=None, lines=(line,), numbers=())


def unknown_said(line: Line) -> Say:
    """That the word is not known, and how to say what it is; or that the thing is not on the shelf."""
    is_word = line.item is None and line.brand is None
    return say("utter_shop_word_unknown" if is_word else UNKNOWN, words=short(line.words))


def _asks_more(reading: Reading) -> bool:
    """Whether the message says something of its own about the thing: an amount, a price."""
    return any(line.quantity is not None or line.price is not None for line in reading.lines)
