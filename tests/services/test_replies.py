"""Every reply that a service speaks of is worded, in three languages, with the same placeholders."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from parchi.whatsapp.wording import Wording, placeholders

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ("en", "hi", "hi-Latn")


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording.load(ROOT / "data" / "responses")


def _said() -> Iterator[tuple[str, str, set[str] | None]]:
    """(file, id, names of the values or None where they are passed on) of every `say("…")` in the services."""
    for file in sorted((ROOT / "parchi" / "services").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"):
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                names = {word.arg for word in node.keywords}
                yield file.name, node.args[0].value, None if None in names else {name for name in names if name}


def test_every_reply_is_worded_with_the_values_it_gets(wording: Wording) -> None:
    wrong = []
    for file, id, values in _said():
        if id not in wording.texts:
            wrong.append(f"{file}: {id} is nowhere")
            continue
        wanted = placeholders(wording.texts[id]["en"])
        if values is not None and not wanted <= values:
            wrong.append(f"{file}: {id} lacks {wanted - values}")
    assert wrong == []


def test_names_of_replies_in_conditionals_are_worded_too(wording: Wording) -> None:
    written = set()
    for file in (ROOT / "parchi" / "services").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("utter_"):
                written.add(node.value)
    assert sorted(id for id in written if id not in wording.texts and not id.endswith("_")) == [
        "utter_option"  # the beginning of utter_option_pack, _packs, _loose and _rate
    ]


@pytest.mark.parametrize("topic", ["basket", "place", "talk"])
def test_languages_stand_side_by_side_with_the_same_placeholders(topic: str) -> None:
    data = yaml.safe_load((ROOT / "data" / "responses" / f"{topic}.yml").read_text(encoding="utf-8"))
    for id, variations in data["responses"].items():
        assert "condition" not in variations[0], id
        languages = [variation["condition"][0]["value"] for variation in variations[1:]]
        assert languages == ["hi", "hi-Latn"], id
        texts = [variation["text"] for variation in variations]
        if id != "utter_item_name":
            assert len({frozenset(placeholders(text)) for text in texts}) == 1, id
        assert not any("\n\n" in text for text in texts), id
