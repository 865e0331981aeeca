"""A purpose: a thing named only to say what the order is for, or why: "dosa ke liye", "pav bhaji banegi"."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.amounts import Amount
from parchi.language.spans import Span
from parchi.language.swaps import ADD
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import BREAK

_PURPOSES = frozenset({"purpose", "purpose_before", "purpose_at_end"})


def mark_purposes(parts: Sequence[Part]) -> None:
    """Things named only to say what the order is for: "dosa ke liye", "pav bhaji banegi"."""
    for index, part in enumerate(parts):
        if not isinstance(part, Span) or part.kinds.isdisjoint(_PURPOSES):
            continue
        if part.has("purpose_at_end") and any(isinstance(other, Thing) for other in parts[index + 1 :]):
            continue
        ahead, has_named = part.has("purpose_before"), False
        for other in parts[index + 1 :] if ahead else reversed(parts[:index]):
            if isinstance(other, Thing):
                if other.act == ADD or (other.amounts and not (other.is_reason and other.item is None)):
                    break
                other.is_purpose = has_named = True
            elif isinstance(other, Amount) or _ends_purpose(other, ahead=ahead, has_named=has_named):
                break


def _ends_purpose(span: Span, *, ahead: bool, has_named: bool) -> bool:
    return span.kind == BREAK or is_mark(span, ",.?!;:") or (span.has("and") and not (ahead and has_named))
