"""An act: what a cue word asks for a thing: hata do removes, kar do changes, ka rate asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from parchi.language.amounts import Amount
from parchi.language.other_amounts import new_amount, take_new
from parchi.language.spans import Span
from parchi.language.swaps import REMOVE, SWAPS, mark_swap
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import BREAK, MARK

CHANGE, ASK = "change", "ask"
_BEHIND = {"remove_after": REMOVE, "change_after": CHANGE, "ask_price": ASK, "ask_there": ASK}
"""Cues that follow what they are about, as in Hindi."""
_BEFORE = {"remove_before": REMOVE, "change_before": CHANGE, "ask_price": ASK, "ask_there": ASK}
CUES = frozenset({*_BEHIND, *_BEFORE, *SWAPS, "negation", "correction", "wrong", "was_said", "if_missing"})
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
            if not _mark_corrected(parts, index) and part.has("negation"):
                _mark_negated(parts, index, part)
        elif part.has("was_said"):
            _mark_said_before(parts, index)
        elif part.has("if_missing"):
            _mark_only_if(parts, index)
    _forget_removed(parts)


def _mark_only_if(parts: Sequence[Part], index: int) -> None:
    """`ghee aadha kilo amul ka, warna mother dairy`: what comes only where another is missing is no wish of its own."""
    things = [part for part in parts if isinstance(part, Thing)]
    named = [_nearest(parts, index, -1), _nearest(parts, index, 1)]
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


def cue_act(span: Span) -> str | None:
    """The act that a span asks for; None where it asks for none."""
    for sense in span.senses:
        act = _BEHIND.get(sense.kind) or _BEFORE.get(sense.kind)
        if act and not span.has("alternative"):
            return act
    return None


def _mark(parts: Sequence[Part], index: int, cue: Span, act: str) -> None:
    behind, before = list(_back(parts, index)), list(_ahead(parts, index, act))
    follows = any(sense.kind in _BEHIND for sense in cue.senses)
    leads = any(sense.kind in _BEFORE for sense in cue.senses)
    targets = behind if (follows and behind and not (leads and _is_fronted(parts, index))) else before if leads else []
    if act == CHANGE and (_is_of_something_else(parts, index) or _makes_it(parts, index)):
        return
    if act == REMOVE and targets and targets == behind and (new := new_amount(parts, index)):
        act = CHANGE if take_new(targets, new) else REMOVE
    if not targets and follows:
        targets = [thing for thing in before if not thing.amounts]
    for thing in targets:
        if thing.act is None and not (act == ASK and _is_ordered_behind(parts, index, thing)):
            thing.act = act


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
    it, amount = [*parts[index + 1 : index + 3], None, None][:2]
    if not (isinstance(it, Span) and it.has("point") and isinstance(amount, Amount)):
        return False
    thing = _nearest(parts, index, -1)
    if thing is None:
        return False
    if any(isinstance(part, Span) and part.has("asked_before") for part in parts[: parts.index(thing)]):
        thing.act = CHANGE
    return True


def _mark_said_before(parts: Sequence[Part], index: int) -> None:
    """`aata 5 kilo bola tha usko 10 kar do`: what was said before is changed to the amount behind."""
    thing = _nearest(parts, index, -1)
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
    return span.has("and", "all", "both", "size", "article", "the") or is_mark(span, ",&+")


def _mark_negated(parts: Sequence[Part], index: int, cue: Span) -> None:
    """`X nahi, Y` takes X back; `no X` removes it; `not X` after X was said takes that back."""
    following = parts[index + 1] if index + 1 < len(parts) else None
    before = parts[index - 1] if index else None
    if isinstance(following, Thing) and cue.has("negation_before", "taken_back"):
        if cue.has("negation_before"):
            following.act = following.act or REMOVE
        else:
            following.is_retracted = True
            _take_back(parts[:index], following)
        return
    if isinstance(before, Thing) and not before.amounts and not cue.has("ask_there"):
        has_next = any(isinstance(part, Thing) for part in parts[index + 1 :])
        before.is_retracted = has_next and not _is_question(parts, index)
        before.act = before.act or REMOVE
    elif isinstance(before, Amount) and isinstance(following, Thing) and following.amounts:
        owner = _owner(parts[:index], before)
        if owner is not None:
            owner.is_retracted = True


def _mark_corrected(parts: Sequence[Part], index: int) -> bool:
    """`2 kilo aloo nahi 3 kilo aloo` and `1 kg besan nahi nahi maida`: what was said first is taken back."""
    before, behind = _nearest(parts, index, -1), _nearest(parts, index, 1)
    if behind is not None and _says_again(parts, index, behind):
        return True
    if before is None or behind is None or before.act or not _is_wish(before) or not _is_wish(behind):
        return False
    is_next = parts[index + 1] is behind or is_mark(parts[index + 1], ",.")
    if is_next and _is_kind_of(behind, before) and not behind.amounts:
        before.is_retracted, behind.amounts = True, list(before.amounts)
        return True
    if not before.amounts:
        return False
    if _names_same(before, behind):
        before.is_retracted = bool(behind.amounts)
        return before.is_retracted
    cue = parts[index]
    is_next = parts[index + 1] is behind and not isinstance(parts[index - 1], Span)
    is_wrong = isinstance(cue, Span) and cue.has("wrong") and _only_marks_between(parts, before, index, behind)
    if not is_wrong and (not is_next or (isinstance(cue, Span) and cue.has("negation_before", "taken_back"))):
        return False
    before.is_retracted = True
    if not behind.amounts and not any(_names_same(behind, thing) for thing in _things(parts[index + 1 :], behind)):
        behind.amounts = list(before.amounts)
    return True


def _says_again(parts: Sequence[Part], index: int, behind: Thing) -> bool:
    """`4 pepsi, 2 lays, no wait 5 pepsi`: what was said of the thing first is taken back, but for its kind and pack."""
    if not behind.amounts or behind.act or not _is_wish(behind):
        return False
    for part in reversed(parts[:index]):
        if not isinstance(part, Thing) or part.act or part.is_retracted or not part.amounts:
            continue
        if part.item == behind.item and behind.brand in (None, part.brand) and (part.item or _names_same(part, behind)):
            packs = [amount for amount in part.amounts if amount.is_pack and not amount.count]
            part.amounts = [*packs, *behind.amounts]
            behind.is_retracted = True
            return True
    return False


def _only_marks_between(parts: Sequence[Part], before: Thing, index: int, behind: Thing) -> bool:
    """`1 kg mutton.. no wait, chicken`: nothing but marks and amounts stand between the two and the cue."""
    between = [*parts[parts.index(before) + 1 : index], *parts[index + 1 : parts.index(behind)]]
    return all(not isinstance(part, Span) or part.kind == MARK or part.has("wrong", "article") for part in between)


def _is_kind_of(special: Thing, general: Thing) -> bool:
    """`bread.. sorry, brown bread`: ids of items end in what they are."""
    return bool(special.item and general.item and special.item.endswith(f"-{general.item}"))


def _nearest(parts: Sequence[Part], index: int, step: int) -> Thing | None:
    """The next thing on one side, in the same line."""
    at = index + step
    while 0 <= at < len(parts):
        part = parts[at]
        if isinstance(part, Thing):
            return part
        if isinstance(part, Span) and (part.kind == BREAK or cue_act(part) is not None or is_mark(part, "?;")):
            return None
        at += step
    return None


def _things(parts: Sequence[Part], but: Thing) -> Iterator[Thing]:
    return (part for part in parts if isinstance(part, Thing) and part is not but)


def _is_wish(thing: Thing) -> bool:
    return thing.is_known and not thing.is_pointer and bool(thing.item or thing.brand or thing.candidates)


def _names_same(first: Thing, second: Thing) -> bool:
    is_same_word = first.item is not None or first.text == second.text
    return (first.item, first.brand) == (second.item, second.brand) and is_same_word


def _forget_removed(parts: Sequence[Part]) -> None:
    """The last word on a thing holds: "paneer, paneer rehne do" asks for none, "dahi 2, dahi 1 kar do" for one."""
    was_asked = any(isinstance(part, Span) and part.has("asked_before") for part in parts)
    for index, part in enumerate(parts):
        if not isinstance(part, Thing) or part.act not in (REMOVE, CHANGE) or not _is_wish(part):
            continue
        if part.is_retracted and part.act == CHANGE:
            continue
        for other in _things(parts[:index], part):
            if other.act is not None or not _names_same(other, part):
                continue
            if other.is_retracted and part.act == REMOVE:
                continue
            if part.act == REMOVE:
                other.is_retracted = part.is_retracted = True
            elif other.amounts and part.amounts:
                if was_asked:
                    other.is_retracted = True
                else:
                    # What this message asked for is only said anew.
                    other.is_retracted, other.amounts, part.is_retracted = False, part.amounts, True
                break


def _is_question(parts: Sequence[Part], index: int) -> bool:
    return index + 1 < len(parts) and is_mark(parts[index + 1], "?")


def _take_back(parts: Sequence[Part], named: Thing) -> None:
    for part in parts:
        if isinstance(part, Thing) and (
            (part.brand and part.brand == named.brand) or (part.item and part.item == named.item and not named.brand)
        ):
            part.is_retracted = True


def _owner(parts: Sequence[Part], amount: Amount) -> Thing | None:
    for part in reversed(parts):
        if isinstance(part, Thing) and amount in part.amounts:
            return part
    return None
