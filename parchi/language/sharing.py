"""Sharing out: which amount of a message belongs to which thing, before it or behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from parchi.language.amounts import Amount
from parchi.language.other_amounts import is_correction, is_replaced, is_said_anew
from parchi.language.things import Part, Thing
from parchi.language.tokens import BREAK, BULLET, LIST_NUMBER, MARK, MOOD

_MARKS = {
    ",": 2.5, ";": 3.0, ".": 4.0, "?": 5.0, "!": 4.0, ":": 1.5, "-": 0.3, "=": 0.2, "(": 0.4, ")": 0.4, "/": 2.0,
    "+": 2.5, "&": 2.2, "|": 3.0, MOOD: 1.0,
}  # fmt: skip
_BREAK = 9.0
_WORDS = (
    ({"and"}, 2.0),
    ({"link", "of"}, -0.6),
    ({"wala"}, -0.3),
    ({"remove_after", "change_after", "ask_price", "ask_there", "remove_before"}, 1.5),
    ({"negation", "correction", "wrong"}, 0.5),
    ({"size", "note", "still_only", "only", "vague"}, 0.1),
)
"""What words of these senses cost; the first counts."""
_WORD = 0.4
_AGAINST = 0.45
"""What one amount on the other side than the rest costs."""
_WALA_LEADS = -0.6
_UNIT_BEHIND = 0.65
"""What a unit alone right behind one thing costs on the next: "3 sprite can 2 coke"."""
_SAME_FACT = 4.0
_NO_AMOUNT = 0.9
_REASON = 1.5
"""What an amount costs on a thing that is only the reason of the order: "achar ke liye"."""
_SMALLER = frozenset({("kg", "g"), ("l", "ml")})


class _Group(NamedTuple):
    """The amounts between two things, with the distance from the thing before and to the thing behind."""

    amounts: tuple[Amount, ...]
    from_left: tuple[float, ...]
    to_right: tuple[float, ...]
    corrects: tuple[bool, ...]
    """Whether an amount takes back the one before it."""


_EMPTY = _Group((), (), (), ())


def share_out(parts: Sequence[Part]) -> list[Thing]:
    """The things of a message, each with its amounts; things pointed at count as things."""
    things = [part for part in parts if isinstance(part, Thing)]
    if not things:
        return []
    groups = _groups(parts)
    if any(group.amounts for group in groups[1:-1]):
        cuts = _best(things, groups)
    else:
        cuts = (*[0] * len(things), len(groups[-1].amounts))
    for index, (left, right) in enumerate(_owned(groups, cuts, len(things))):
        things[index].amounts = [*left, *right]
    return things


def gap_cost(part: Part) -> float:
    """How strongly a part separates what stands before it from what stands behind."""
    if isinstance(part, Amount):
        return 1.0 if part.is_idle else 0.2
    if isinstance(part, Thing):
        return 20.0
    if part.kind in (BREAK, BULLET, LIST_NUMBER):
        return _BREAK
    if part.kind == MARK:
        return _MARKS.get(part.text[:1], 0.6)
    if not part.kinds:
        return _WORD
    return next((cost for senses, cost in _WORDS if not part.kinds.isdisjoint(senses)), _WORD)


def _gap(parts: Sequence[Part]) -> float:
    return sum((gap_cost(part) for part in parts), 0.0)


def _groups(parts: Sequence[Part]) -> list[_Group]:
    """One group before the first thing, one between every two, one behind the last."""
    places = [index for index, part in enumerate(parts) if isinstance(part, Thing)]
    bounds = [-1, *places, len(parts)]
    return [_group(parts, left, right) for left, right in pairwise(bounds)]


def _group(parts: Sequence[Part], left: int, right: int) -> _Group:
    places = [index for index in range(left + 1, right) if isinstance(parts[index], Amount)]
    if not places:
        return _EMPTY
    amounts: list[Amount] = []
    from_left: list[float] = []
    to_right: list[float] = []
    corrects: list[bool] = []
    for index in places:
        part = parts[index]
        if not isinstance(part, Amount) or part.is_idle or part.is_each or is_replaced(parts, index):
            continue
        amounts.append(part)
        from_left.append(_gap(parts[left + 1 : index]) if left >= 0 else 99.0)
        to_right.append(_gap(parts[index + 1 : right]) if right < len(parts) else 99.0)
        if index + 1 == right < len(parts) and _leads(part):
            to_right[-1] += _WALA_LEADS
        if left >= 0 and index == left + 1 and part.facts == {"unit"} and index + 1 < right:
            to_right[-1] += _UNIT_BEHIND
        corrects.append(is_correction(parts, left + 1, index))
        if corrects[-1] and (len(from_left) > 1 or is_said_anew(parts, left + 1, index)):
            # "aadha kilo... sorry pav kilo": what it corrects is near, whatever stands between.
            from_left[-1] = min(from_left[-1], (from_left[-2] if len(from_left) > 1 else 0.0) + _WORD)
    return _Group(tuple(amounts), tuple(from_left), tuple(to_right), tuple(corrects))


def _leads(amount: Amount) -> bool:
    """Whether the amount qualifies what follows it: "2 litre wali thumsup", "das wala lays"."""
    return (amount.is_pack or amount.price is not None) and amount.unit is None and amount.count is None


_Ways = dict[int, tuple[float, tuple[int, ...]]]
"""The cheapest way to cut the groups so far for every cut of the last one: its cost and its cuts."""


def _best(things: Sequence[Thing], groups: Sequence[_Group]) -> tuple[int, ...]:
    """The cheapest way to cut every group in two, where amounts usually stand before their thing or usually behind."""
    leading: _Ways = {0: (0.0, (0,))}
    trailing: _Ways = {0: (0.0, (0,))}
    for index, thing in enumerate(things):
        left, right = groups[index], groups[index + 1]
        is_last = index == len(things) - 1
        cuts = [len(right.amounts)] if is_last else range(len(right.amounts) + 1)
        before = len(left.amounts)
        led: _Ways = {}
        trailed: _Ways = {}
        for cut in leading:
            for behind in cuts:
                cost = _thing_cost(thing, left, cut, right, behind)
                _keep_cheaper(led, leading[cut], behind, cost + _AGAINST * behind)
                _keep_cheaper(trailed, trailing[cut], behind, cost + _AGAINST * (before - cut))
        leading, trailing = led, trailed
    # Of equals the trailing one: who begins with a thing goes on with its amount ("bread 1 eggs 6 butter").
    return min((*trailing.values(), *leading.values()), key=itemgetter(0))[1]


def _keep_cheaper(found: _Ways, way: tuple[float, tuple[int, ...]], behind: int, cost: float) -> None:
    total = way[0] + cost
    if behind not in found or total < found[behind][0]:
        found[behind] = (total, (*way[1], behind))


def _thing_cost(thing: Thing, left: _Group, cut: int, right: _Group, next_cut: int) -> float:
    pre, post = left.amounts[cut:], right.amounts[:next_cut]
    if not pre and not post:
        return _NO_AMOUNT if thing.item else 0.2
    cost = sum(left.to_right[cut:], 0.0) + sum(right.from_left[:next_cut], 0.0)
    if not thing.is_known:
        cost += 0.6
    if thing.is_reason and thing.item:
        cost += _REASON
    if pre and post:
        cost += 0.25
    return _together((*pre, *post), (*left.corrects[cut:], *right.corrects[:next_cut]), cost)


def _together(amounts: Sequence[Amount], corrected: Sequence[bool], cost: float) -> float:
    """What it costs that so many amounts are of one thing, on top of what their places cost."""
    if len(amounts) == 1:
        return cost + 0.2 if corrected[0] else cost
    seen: frozenset[str] = frozenset()
    previous: Amount | None = None
    for amount, corrects in zip(amounts, corrected, strict=True):
        facts = amount.facts
        if corrects:
            cost += 0.2
        elif previous is not None and _adds_up(previous, amount):
            cost += 0.5
        elif _fills_unit(previous, amount):
            cost += 0.1
        elif previous is not None and is_pack_counted(previous, amount):
            cost += 0.3
        else:
            cost += _SAME_FACT * len(seen & facts)
        seen = seen | facts
        previous = amount
    return cost


def _fills_unit(previous: Amount | None, amount: Amount) -> bool:
    """`ek kapoor ka packet`: a number before, its unit behind."""
    return previous is not None and previous.count is not None and previous.unit is None and amount.facts == {"unit"}


def is_pack_counted(size: Amount, count: Amount) -> bool:
    """`6 pack eggs x 2`, `maggi 12 pack - 1`: so many packs of so many."""
    is_size = size.unit == "packet" and size.unit_text.startswith("pack") and (size.count or 0) > 2
    return is_size and not size.is_pack and count.facts == {"count"} and not count.is_each


def _adds_up(first: Amount, second: Amount) -> bool:
    """`2 kilo 500 gram`: the second is the smaller unit of the first."""
    is_smaller = (first.measure_unit, second.measure_unit) in _SMALLER
    return is_smaller and (second.measure or 0) < 1000 and first.last == second.first and not first.is_pack


def _owned(groups: Sequence[_Group], cuts: Sequence[int], count: int) -> list[tuple[list[Amount], list[Amount]]]:
    """For every thing the amounts before and behind it, corrected ones taken back and sums added up."""
    owned = []
    for index in range(count):
        first = cuts[index]
        if index == 0 and groups[1].amounts[: cuts[1]]:
            # "kal 40 tiffin hain", a line end, "atta - 10 kilo": the first number is of no thing.
            first = sum(distance >= _BREAK for distance in groups[0].to_right)
        pre = _kept(groups[index], first, len(groups[index].amounts))
        post = _kept(groups[index + 1], 0, cuts[index + 1])
        if pre and post and groups[index + 1].corrects[0] and pre[-1].facts & post[0].facts:
            # "2 kilo pyaz, nahi 3 kilo": the amount behind takes back the one before.
            post[0] = _in_unit_of(post[0], pre.pop())
        owned.append((pre, post))
    return owned


def _kept(group: _Group, begin: int, end: int) -> list[Amount]:
    kept: list[Amount] = []
    for index in range(begin, end):
        amount = group.amounts[index]
        if group.corrects[index] and kept:
            taken_back = kept.pop()
            amount = _in_unit_of(amount, taken_back)
        elif kept and _adds_up(kept[-1], amount):
            whole = kept.pop()
            amount = replace(whole, measure=(whole.measure or 0) + (amount.measure or 0) / 1000, last=amount.last)
        kept.append(amount)
    return kept


def _in_unit_of(amount: Amount, taken_back: Amount) -> Amount:
    """A bare number that corrects an amount keeps its unit: "2 kilo, nahi 3"."""
    if amount.count is None or amount.unit is not None or amount.measure is not None:
        return amount
    if taken_back.measure is not None and taken_back.count is None:
        return replace(amount, count=None, measure=amount.count, measure_unit=taken_back.measure_unit)
    return replace(amount, unit=taken_back.unit, unit_text=taken_back.unit_text)
