"""Alternatives and afterthoughts: brands said behind the amount, and "Daawat or India Gate", which is neither."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parchi.language.amounts import Amount
from parchi.language.lexicon import Lexicon
from parchi.language.sharing import gap_cost
from parchi.language.spans import Span
from parchi.language.spread import says_all
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import BREAK

_NEAR = 0.9


def join_brands(parts: Sequence[Part], lexicon: Lexicon) -> None:
    """Brands that stand apart from the thing they qualify become its brand, or none of them where either will do."""
    things = [(index, part) for index, part in enumerate(parts) if isinstance(part, Thing)]
    for (at, first), (behind, second) in pairwise(things):
        if first.brand and second.brand and not second.amounts and _is_choice(parts, at, behind):
            first.is_choice, second.is_retracted = True, True
    for (at, first), (behind, second) in pairwise(things):
        if not second.is_known and not first.amounts and _is_bracketed(parts, at, behind):
            # "orange juice (fresh one) 1 l"
            first.amounts, second.amounts, second.is_retracted = second.amounts, [], True
        elif _is_flavour(parts, first, second, behind) and _is_near(parts, at, behind):
            second.is_retracted = True
        elif _qualifies(first, second, lexicon) and _is_near(parts, at, behind):
            first.brand = second.brand
            first.is_choice = first.is_choice or second.is_choice
            first.amounts.extend(second.amounts)
            second.is_retracted = True
    for index, thing in things:
        if (
            thing.is_bare_brand
            and thing.item is None
            and not thing.is_retracted
            and _is_followed_by(parts, index, "wala")
        ):
            _name_by_brand(thing, [other for at, other in things if at < index], lexicon)
        if thing.is_choice:
            thing.brand = None


def _name_by_brand(thing: Thing, before: Sequence[Thing], lexicon: Lexicon) -> None:
    """`amul ghee kitne ka aur gowardhan wala`: of the things before, the one that the brand makes too."""
    made = lexicon.makes.get(thing.brand or "", set())
    thing.item = next((other.item for other in reversed(before) if other.item in made), None)
    thing.candidates = () if thing.item else thing.candidates


def _is_bracketed(parts: Sequence[Part], at: int, behind: int) -> bool:
    end = parts[behind + 1] if behind + 1 < len(parts) else None
    return behind == at + 2 and is_mark(parts[at + 1], "(") and end is not None and is_mark(end, ")")


def _is_choice(parts: Sequence[Part], at: int, behind: int) -> bool:
    between = parts[at + 1 : behind]
    return len(between) == 1 and not isinstance(between[0], Thing | Amount) and between[0].has("alternative")


def _is_flavour(parts: Sequence[Part], first: Thing, second: Thing, behind: int) -> bool:
    """`cake 1 kg chocolate wala`: the second says which kind of the first."""
    if not (first.item and second.item and not second.brand and not second.amounts and first.amounts):
        return False
    return _is_followed_by(parts, behind, "wala")


def _is_followed_by(parts: Sequence[Part], index: int, *kinds: str) -> bool:
    following = parts[index + 1] if index + 1 < len(parts) else None
    return isinstance(following, Span) and following.has(*kinds)


def _qualifies(first: Thing, second: Thing, lexicon: Lexicon) -> bool:
    """Whether the second is only a brand of the first."""
    if first.brand or second.brand is None or not first.item or second.is_retracted or not second.is_bare_brand:
        return False
    if any(one.facts & other.facts for one in first.amounts for other in second.amounts):
        return False
    if second.item in (None, first.item) or first.item in lexicon.makes[second.brand]:
        return True
    return lexicon.category(second.item) == lexicon.category(first.item)


def _is_near(parts: Sequence[Part], at: int, behind: int) -> bool:
    if says_all(parts, behind):
        return False
    between = parts[at + 1 : behind]
    if any(isinstance(part, Span) and part.has("negation", "correction", "if_missing") for part in between):
        return False
    amounts = [part for part in between if isinstance(part, Amount)]
    is_bracketed = any(is_mark(part, "(") for part in between)
    has_word = len(amounts) > 0 or is_bracketed or _is_followed_by(parts, behind, "wala", "link")
    if len(between) == 1 and is_mark(between[0], ",") and _is_followed_by(parts, behind, "wala", "link"):
        # "dahi ek dabba, amul ka": an afterthought, where nothing follows.
        return behind + 2 == len(parts) or _ends(parts[behind + 2])
    return has_word and sum((max(0.0, gap_cost(part)) for part in between), 0.0) <= _NEAR


def _ends(part: Part) -> bool:
    return isinstance(part, Span) and (part.kind == BREAK or part.has("and") or is_mark(part, ",.;?!"))
