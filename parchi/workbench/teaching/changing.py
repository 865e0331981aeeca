"""Changing what was taught: a wish of a card taken out again, or called something else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from parchi.workbench.teaching.project_files import (
    ACTIONS,
    DOMAIN,
    STORIES,
    STORIES_HEADING,
    TESTS,
    NotTaught,
    taught,
)

_DATA = ("data/nlu/*/*.yml", "data/rules/*.yml", "data/responses/*.yml", "data/stories/*.yml")


def remove_intent(name: str, root: Path) -> list[Path]:
    """Take a taught wish out of all files; the files that changed. Raises NotTaught."""
    _refuse_untaught(name, root)
    said = _first_test(name, root)
    changes: dict[str, Callable[[str], str]] = {
        "data/nlu/*/*.yml": lambda text: re.sub(
            rf"\n*- intent: {name}\n  examples: \|\n(?:    - [^\n]*\n?)*", "\n", text
        ),
        "data/rules/*.yml": lambda text: re.sub(
            rf"\n*  - rule: [^\n]*\n    steps:\n      - intent: {name}\n      - action: action_{name}\n", "\n", text
        ),
        "data/responses/*.yml": lambda text: re.sub(rf"\n*  utter_{name}:\n(?:  [ -][^\n]*\n)*", "\n", text),
        str(DOMAIN): lambda text: re.sub(rf"  - (?:action_)?{name}\n", "", text),
        str(ACTIONS): lambda text: re.sub(rf"(?:# [^\n]*\n)?\w+ = shop_action\(\"{name}\"[^\n]*\n", "", text),
        str(TESTS): lambda text: "".join(
            line for line in text.splitlines(keepends=True) if json.loads(line)["intent"] != name
        ),
        str(STORIES): lambda text: _without_story(text, said),
    }
    changed = _changed(root, changes)
    for file in (root / TESTS, root / STORIES):
        if file.exists() and file.read_text(encoding="utf-8").strip() in ("", STORIES_HEADING.strip()):
            file.unlink()
    return changed


def rename_intent(old: str, new: str, root: Path) -> list[Path]:
    """Call a taught wish something else in all files; the files that changed. Raises NotTaught."""
    _refuse_untaught(old, root)
    if not re.fullmatch(r"[a-z]+(_[a-z]+)+", new):
        raise NotTaught(f"“{new}” is no name: a verb and a thing in small letters, such as ask_gift_wrap")
    if re.search(rf"^  - {new}$", (root / DOMAIN).read_text(encoding="utf-8"), re.MULTILINE):
        raise NotTaught(f"there is an intent {new} already: choose another name")
    words = {f"{prefix}{old}": f"{prefix}{new}" for prefix in ("", "action_", "utter_")}
    words |= {_class_name(old): _class_name(new)}
    pattern = re.compile(rf"\b({'|'.join(words)})\b|(?<=- rule: ){old.replace('_', ' ')}$", re.MULTILINE)

    def renamed(text: str) -> str:
        return pattern.sub(lambda match: words.get(match[0]) or new.replace("_", " "), text)

    return _changed(root, dict.fromkeys([*_DATA, str(DOMAIN), str(ACTIONS), str(TESTS)], renamed))


def _changed(root: Path, changes: dict[str, Callable[[str], str]]) -> list[Path]:
    changed = []
    for pattern, change in changes.items():
        for file in sorted(root.glob(pattern)):
            before = file.read_text(encoding="utf-8")
            after = change(before)
            if after != before:
                file.write_text(_without_empty_heading(after), encoding="utf-8")
                changed.append(file.relative_to(root))
    return changed


def _without_empty_heading(text: str) -> str:
    return re.sub(r"  # taught by cards\n(?!  - )", "", text).rstrip("\n") + "\n"


def _refuse_untaught(name: str, root: Path) -> None:
    known = taught(root)
    if name not in known:
        raise NotTaught(
            f"no card taught {name}: "
            + (f"those taught are {', '.join(known)}" if known else "none has been taught yet")
            + "; the shop's own wishes are changed by hand, as CONTRIBUTING.md tells"
        )


def _without_story(text: str, said: str) -> str:
    head, *stories = text.split("\n- story:")
    return "\n- story:".join([head, *(story for story in stories if not said or said not in story)])


def _first_test(name: str, root: Path) -> str:
    file = root / TESTS
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    rows = [json.loads(line) for line in lines]
    return next((row["text"] for row in rows if row["intent"] == name), "")


def _class_name(intent: str) -> str:
    return "".join(part.title() for part in intent.split("_"))
