"""Another amount: what a message says in the place of an amount that it takes back."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.amounts import Amount
from parchi.language.spans import Span
from parchi.language.things import Part, Thing


def new_amount(parts: Sequence[Part], index: int) -> Amount | None:
    """`aloo 2 kilo nahi chahiye, ek kilo hi dena`: the amount behind the cue, where no other thing is."""
    behind = parts[index + 1 :]
    if any(isinstance(part, Thing) for part in behind):
        return None
    amounts = [part for part in behind if isinstance(part, Amount) and not part.is_idle]
    return amounts[0] if len(amounts) == 1 else None


def take_new(targets: Sequence[Thing], new: Amount) -> bool:
    """Whether the last of the things had another amount; if so it has the new one now."""
    thing = targets[0]
    old = [amount for amount in thing.amounts if amount is not new]
    if not old or not any(amount.facts & new.facts for amount in old):
        return False
    thing.amounts = [new]
    return True


def is_replaced(parts: Sequence[Part], index: int) -> bool:
    """Whether the amount is the old one: "instead of 1", "2 ki jagah", "dhai nahi dedh kilo", "10 kg to 5 kg"."""
    amount = parts[index]
    before = parts[index - 1] if index else None
    behind, new = [*parts[index + 1 : index + 3], None, None][:2]
    if isinstance(before, Span) and before.has("instead_before"):
        return True
    if not isinstance(behind, Span):
        return False
    if behind.has("instead_after"):
        return True
    if not (isinstance(amount, Amount) and isinstance(new, Amount)):
        return False
    is_said_again = any(
        isinstance(part, Amount) and part.facts and (part.count, part.measure) == (amount.count, amount.measure)
        for part in parts[:index]
    )
    is_bare = amount.facts == {"count"} and (bool(new.measure or new.unit) or is_said_again)
    is_taken_back = behind.has("negation") and is_bare
    return is_taken_back or (behind.has("range") and _is_less(new, amount))


def _is_less(new: Amount, old: Amount) -> bool:
    """Whether so much is less than the old amount of the same unit."""
    pairs = ((new.measure, old.measure), (new.count, old.count))
    is_same_unit = (new.measure_unit, new.unit) == (old.measure_unit, old.unit)
    return is_same_unit and any(now is not None and was is not None and now < was for now, was in pairs)


def is_correction(parts: Sequence[Part], begin: int, index: int) -> bool:
    """Whether a no or a sorry stands between the amount at `index` and the one before it, or "make it" before it."""
    for part in reversed(parts[begin:index]):
        if isinstance(part, Amount):
            return False
        if isinstance(part, Span) and part.has("negation", "correction", "wrong", "instead_after"):
            return True
    return _is_made(parts, begin, index)


def is_said_anew(parts: Sequence[Part], begin: int, index: int) -> bool:
    """`2 kg, no wait 3 kg`, `aadha kilo.. ruko ek kilo`, `make it 3`: of whatever was said last, however far it is."""
    before = parts[index - 1] if index > begin else None
    if isinstance(before, Span) and before.has("correction"):
        return True
    is_wrong = any(isinstance(part, Span) and part.has("wrong") for part in parts[begin:index])
    return is_wrong or _is_made(parts, begin, index)


def made_at(parts: Sequence[Part], cue: int) -> int | None:
    """Where the amount stands that "make it 2" or "change that to 2 kg" says; None where the cue says nothing so."""
    at = cue + 1
    it = parts[at] if at < len(parts) else None
    if not (isinstance(it, Span) and it.has("point")):
        return None
    at += 1
    while at < len(parts) and isinstance(part := parts[at], Span) and part.has("range", "only", "still_only"):
        at += 1
    return at if at < len(parts) and isinstance(parts[at], Amount) else None


def _is_made(parts: Sequence[Part], begin: int, index: int) -> bool:
    """Whether a cue of change before the amount says it of "it"."""
    return any(
        isinstance(part, Span) and part.has("change_before") and made_at(parts, at) == index
        for at, part in enumerate(parts[begin:index], begin)
    )
