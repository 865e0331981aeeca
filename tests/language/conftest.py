"""The shop's words, read once for all tests of the language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from parchi.domain.reading import Line
from parchi.language.lexicon import Lexicon
from parchi.language.lines import finish_lines, read_lines

ROOT = Path(__file__).parents[2]
ReadLines = Callable[..., tuple[Line, ...]]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.load(ROOT / "data" / "shop")


@pytest.fixture(scope="session")
def lines(lexicon: Lexicon) -> ReadLines:
    def read(
        text: str, intent: str = "add_items", also: tuple[str, ...] = (), speaker: str = "customer"
    ) -> tuple[Line, ...]:
        return finish_lines(read_lines(text, lexicon), intent, also, speaker, lexicon)

    return read
