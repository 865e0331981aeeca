"""A correction: what a message takes back of what it said: "2 kilo, nahi 3", "no wait, chicken", "no onions"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parchi.language.amounts import Amount
from parchi.language.cues import CHANGE, nearest
from parchi.language.spans import Span
from parchi.language.swaps import REMOVE
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import MARK


def mark_negated(parts: Sequence[Part], index: int, cue: Span) -> None:
    """`X nahi, Y` takes X back; `no X` removes it; `not X` after X was said takes that back."""
    following = parts[index + 1] if index + 1 < len(parts) else None
    before = parts[index - 1] if index else None
    if isinstance(before, Span) and before.has("wala") and index > 1:
        before = parts[index - 2]  # "coil wala nahi"
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


def mark_corrected(parts: Sequence[Part], index: int) -> bool:
    """`2 kilo aloo nahi 3 kilo aloo` and `1 kg besan nahi nahi maida`: what was said first is taken back."""
    before, behind = nearest(parts, index, -1), nearest(parts, index, 1)
    if behind is not None and _says_again(parts, index, behind):
        return True
    if before is None or behind is None or before.act or not _is_wish(before) or not _is_wish(behind):
        return False
    is_next = parts[index + 1] is behind or is_mark(parts[index + 1], ",.")
    if is_next and _is_kind_of(behind, before) and not behind.amounts:
        before.is_retracted, behind.amounts = True, list(before.amounts)
        return True
    is_wrong = _is_wrong(parts, before, index, behind)
    if not before.amounts and not (is_wrong and behind.amounts):
        return False
    if _names_same(before, behind):
        before.is_retracted = bool(behind.amounts)
        return before.is_retracted
    cue = parts[index]
    is_next = parts[index + 1] is behind and all(_is_manners(part) for part in parts[parts.index(before) + 1 : index])
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


def _is_manners(part: Part) -> bool:
    """Whether the part is an amount or a word that says nothing: "makhan 1 kilo yaar"."""
    return isinstance(part, Amount) or (isinstance(part, Span) and part.has("address"))


def _is_wrong(parts: Sequence[Part], before: Thing, index: int, behind: Thing) -> bool:
    """`1 kg mutton.. no wait, chicken`: nothing but marks and amounts stand between the two and a "no wait"."""
    cue = parts[index]
    if not (isinstance(cue, Span) and cue.has("wrong")):
        return False
    between = [*parts[parts.index(before) + 1 : index], *parts[index + 1 : parts.index(behind)]]
    return all(not isinstance(part, Span) or part.kind == MARK or part.has("wrong", "article") for part in between)


def _is_kind_of(special: Thing, general: Thing) -> bool:
    """`bread.. sorry, brown bread`: ids of items end in what they are."""
    return bool(special.item and general.item and special.item.endswith(f"-{general.item}"))


def _things(parts: Sequence[Part], but: Thing) -> Iterator[Thing]:
    return (part for part in parts if isinstance(part, Thing) and part is not but)


def _is_wish(thing: Thing) -> bool:
    return thing.is_known and not thing.is_pointer and bool(thing.item or thing.brand or thing.candidates)


def _names_same(first: Thing, second: Thing) -> bool:
    is_same_word = first.item is not None or first.text == second.text
    return (first.item, first.brand) == (second.item, second.brand) and is_same_word


def forget_removed(parts: Sequence[Part]) -> None:
    """The last word on a thing holds: "paneer, paneer rehne do" asks for none, "dahi 2, dahi 1 kar do" for one."""
    was_asked = any(isinstance(part, Span) and part.has("asked_before") for part in parts)
    for index, part in enumerate(parts):
        if not isinstance(part, Thing) or part.act not in (REMOVE, CHANGE) or not _is_wish(part):
            continue
        if part.is_retracted and part.act == CHANGE:
            continue
        for other in _things(parts[:index], part):
            is_its_brand = part.is_bare_brand and part.brand == other.brand
            if other.act is not None or not (is_its_brand or _names_same(other, part)):
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
