"""Another amount: what a message says behind the word that takes an amount back."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.amounts import Amount
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
