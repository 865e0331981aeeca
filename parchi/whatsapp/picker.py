"""The list picker: Twilio's list of up to ten entries, one Content for each number of entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from parchi.domain.message import Pick
from parchi.whatsapp.limits import cut

SIZES = range(2, 11)
TITLE, DESCRIPTION = 24, 72
"""Characters that WhatsApp shows of an entry (Twilio's list-picker)."""
_NAME = "list_"


def list_name(count: int) -> str:
    """The name in the settings of the list with so many entries: PARCHI_CONTENT_LIST_3_EN."""
    return f"{_NAME}{count}"


def is_list(name: str) -> bool:
    """Whether a configured Content is a list picker."""
    return name.startswith(_NAME)


def places_of(count: int) -> Iterator[tuple[int, int, int]]:
    """Which variables are title, id and description of each entry; {{1}} is the body."""
    return ((3 * at - 1, 3 * at, 3 * at + 1) for at in range(1, count + 1))


def list_variables(picks: Sequence[Pick]) -> dict[str, str]:
    """Twilio's ContentVariables of a list, beside the body."""
    told: dict[str, str] = {}
    for (title, payload, description), pick in zip(places_of(len(picks)), picks, strict=True):
        told |= {
            str(title): cut(_line(pick.title), TITLE),
            str(payload): pick.payload,
            str(description): cut(_line(pick.description), DESCRIPTION),
        }
    return told


def entries(variables: Mapping[str, str]) -> list[tuple[str, str]]:
    """(title, payload) of each entry that these variables fill."""
    return [(variables[str(at)], variables[str(at + 1)]) for at in range(2, len(variables), 3)]


def _line(text: str) -> str:
    return " ".join(text.split()) or "-"
