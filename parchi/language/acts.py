"""An act: what a cue word asks for a thing: hata do removes, kar do changes, ka rate asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from parchi.language.amounts import Amount
from parchi.language.corrections import forget_removed, mark_corrected, mark_negated
from parchi.language.cues import ASK, BEFORE, BEHIND, CHANGE, cue_act, nearest
from parchi.language.other_amounts import made_at, new_amount, take_new
from parchi.language.spans import Span
from parchi.language.swaps import REMOVE, SWAPS, mark_swap
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import BREAK, MARK

CUES = frozenset({*BEHIND, *BEFORE, *SWAPS, "negation", "correction", "wrong", "was_said", "if_missing"})
"""Senses of the words that ask an act of a thing: where none of them is said, no thing has one."""
_ENDS = ".?!;"


def mark_acts(parts: Sequence[Part]) -> None:
    """Give every thing the act of the cue that is about it."""
    for index, part in enumerate(parts):
        if not isinstance(part, Span) or part.kinds.isdisjoint(CUES):
            continue
        if _is_if_missing(parts, index) and not part.has("if_missing"):
            continue
        if not part.kinds.isdisjoint(SWAPS) and not part.has("negation") and mark_swap(parts, index, part):
            continue
        act = cue_act(part)
        if act is not None:
            _mark(parts, index, part, act)
        elif part.has("negation", "correction", "wrong"):
            if not mark_corrected(parts, index) and part.has("negation"):
                mark_negated(parts, index, part)
        elif part.has("was_said"):
            _mark_said_before(parts, index)
        elif part.has("if_missing"):
            _mark_only_if(parts, index)
    forget_removed(parts)


def _mark_only_if(parts: Sequence[Part], index: int) -> None:
    """`ghee aadha kilo amul ka, warna mother dairy`: what comes only where another is missing is no wish of its own."""
    things = [part for part in parts if isinstance(part, Thing)]
    named = [nearest(parts, index, -1), nearest(parts, index, 1)]
    for thing in named:
        if thing is not None and not thing.amounts and any(other.amounts for other in things if not other.is_retracted):
            thing.is_retracted = True


def _is_if_missing(parts: Sequence[Part], index: int) -> bool:
    """`na ho to mat bhejna`: what shall be where a thing is not there asks nothing of it now."""
    for part in reversed(parts[: index + 1]):
        if isinstance(part, Span) and part.has("if_missing"):
            return True
        if isinstance(part, Thing) or (isinstance(part, Span) and (part.kind == BREAK or is_mark(part, ".?!;"))):
            return False
    return False


def _mark(parts: Sequence[Part], index: int, cue: Span, act: str) -> None:
    behind, before = list(_back(parts, index)), list(_ahead(parts, index, act))
    follows = any(sense.kind in BEHIND for sense in cue.senses)
    leads = any(sense.kind in BEFORE for sense in cue.senses)
    targets = behind if (follows and behind and not (leads and _is_fronted(parts, index))) else before if leads else []
    if act == CHANGE and (_is_of_something_else(parts, index) or _makes_it(parts, index)):
        return
    if act == REMOVE and leads and _skips_that(parts, index):
        return
    if act == REMOVE and targets and targets == behind and (new := new_amount(parts, index)):
        act = CHANGE if take_new(targets, new) else REMOVE
    if not targets and follows:
        targets = [thing for thing in before if not thing.amounts]
    for thing in targets:
        if act == REMOVE and _is_of_another_amount(parts, index, thing):
            continue
        if thing.act is None and not (act == ASK and _is_ordered_behind(parts, index, thing)):
            thing.act = act
            if act == CHANGE:
                _keep_last(thing, parts[:index])


def _skips_that(parts: Sequence[Part], index: int) -> bool:
    """`one watermelon, no wait, skip that, and 1 kg chikoo`: what was said last is taken back."""
    it = parts[index + 1] if index + 1 < len(parts) else None
    ends = index + 2 == len(parts) or (index + 2 < len(parts) and is_mark(parts[index + 2], ",.!;"))
    thing = nearest(parts, index, -1)
    if thing is None or not ends or not (isinstance(it, Span) and it.has("point")):
        return False
    thing.is_retracted = True
    return True


def _is_of_another_amount(parts: Sequence[Part], index: int, thing: Thing) -> bool:
    """`2 darjan aam bhejna, puri peti nahi chahiye`: an amount behind a comma is not wanted, the thing is."""
    before = parts[index - 1] if index else None
    if not isinstance(before, Amount) or before not in thing.amounts or len(thing.amounts) < 2:
        return False
    if not any(is_mark(part, ",;.") for part in parts[parts.index(thing) : index]):
        return False
    thing.amounts.remove(before)
    return True


def _keep_last(thing: Thing, before: Sequence[Part]) -> None:
    """`aadha kilo bahut ho jayegi, pav kilo hi kar do`: of two amounts of one kind before the cue the later is new."""
    for earlier, later in pairwise([amount for amount in thing.amounts if amount in before]):
        if earlier.facts == later.facts:
            thing.amounts.remove(earlier)


def _is_of_something_else(parts: Sequence[Part], index: int) -> bool:
    """`aadha kilo imli rakho, phir order pakka kar do`: words of its own between the last comma and the cue."""
    words = 0
    for part in reversed(parts[:index]):
        if not isinstance(part, Span):
            return False
        if is_mark(part, ",;") or part.kind == BREAK:
            return words > 1
        words += part.kind != MARK
    return False


def _makes_it(parts: Sequence[Part], index: int) -> bool:
    """`I asked for 1 kg paneer but make it 2`: "it" is the thing before, and what it shall be stands behind."""
    if made_at(parts, index) is None:
        return False
    thing = nearest(parts, index, -1)
    if thing is None:
        return False
    if any(isinstance(part, Span) and part.has("asked_before") for part in parts[: parts.index(thing)]):
        thing.act = CHANGE
    return True


def _mark_said_before(parts: Sequence[Part], index: int) -> None:
    """`aata 5 kilo bola tha usko 10 kar do`: what was said before is changed to the amount behind."""
    thing = nearest(parts, index, -1)
    new = new_amount(parts, index)
    if thing is not None and new is not None:
        thing.amounts, thing.act = [new], CHANGE


def _is_ordered_behind(parts: Sequence[Part], index: int, thing: Thing) -> bool:
    """`tel kitne ka hai, ek bhej do`: asked about and then asked for, with an amount behind the question."""
    behind = parts[index + 1 :]
    amounts = [at for at, part in enumerate(behind) if isinstance(part, Amount) and part in thing.amounts]
    return bool(amounts) and any(
        isinstance(part, Span) and (is_mark(part, ",;.?!") or part.kind == BREAK) for part in behind[: amounts[0]]
    )


def _is_fronted(parts: Sequence[Part], index: int) -> bool:
    """Whether a cue that may stand on either side opens its clause: "cancel milk"."""
    before = parts[index - 1] if index else None
    return before is None or (
        isinstance(before, Span) and (before.kind == BREAK or is_mark(before, ",.?!;:") or before.has("and"))
    )


def _back(parts: Sequence[Part], index: int) -> Iterator[Thing]:
    """The things that a cue behind them is about: the last one, and those listed with it that have no amount."""
    corrects = [at for at in range(1, index - 1) if all(isinstance(parts[side], Amount) for side in (at - 1, at + 1))]
    between = [parts[at] for at in corrects]
    return _listed(
        reversed(parts[:index]),
        lambda part: _ends_clause(part) or (part.has("negation") and all(part is not each for each in between)),
    )


def _ahead(parts: Sequence[Part], index: int, act: str) -> Iterator[Thing]:
    """The things that a cue before them is about, up to the end of its clause; a question may be of amounts."""
    ahead = parts[index + 1 :]
    end = next((part for part in ahead if is_mark(part, _ENDS)), None)
    return _listed(ahead, _ends_clause, with_amounts=act == ASK and end is not None and is_mark(end, "?"))


def _listed(parts: Iterable[Part], ends: Callable[[Span], bool], *, with_amounts: bool = False) -> Iterator[Thing]:
    """The first thing, and those listed with it that have no amount, until something ends the list."""
    found = 0
    for part in parts:
        if isinstance(part, Thing):
            if found and part.amounts and not with_amounts:
                return
            found += 1
            yield part
        elif isinstance(part, Amount):
            continue
        elif ends(part) or (found and not _lists(part)):
            return


def _ends_clause(span: Span) -> bool:
    return span.kind == BREAK or is_mark(span, _ENDS) or cue_act(span) is not None


def _lists(span: Span) -> bool:
    """Whether the span joins things of one list."""
    return span.has("and", "all", "both", "size", "article", "the", "of") or is_mark(span, ",&+")
