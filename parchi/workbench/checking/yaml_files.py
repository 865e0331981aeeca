"""YAML files as a trainer wrote them: every value with the line on which it stands, and what cannot be read, named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from parchi.workbench.checking.finding import Finding

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Project:
    """A project's files, each read once; `findings` are those that could not be read."""

    root: Path
    findings: list[Finding] = field(default_factory=list)
    _read: dict[Path, yaml.Node | None] = field(default_factory=dict)

    def files(self, pattern: str) -> list[Path]:
        """The files below the root that match."""
        return sorted(self.root.glob(pattern))

    def below(self, file: Path) -> Path:
        """The file as it is named in findings."""
        return file.relative_to(self.root)

    def node(self, file: Path) -> yaml.Node | None:
        """What stands in a file; None where it is missing or no YAML (then there is a finding)."""
        if file not in self._read:
            self._read[file] = self._node(file)
        return self._read[file]

    def text(self, file: Path) -> str:
        """The file's text; empty where it is missing."""
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def _node(self, file: Path) -> yaml.Node | None:
        try:
            node: yaml.Node | None = yaml.compose(self.text(file), Loader=_LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or "it cannot be read"
            self.findings.append(
                Finding(
                    self.below(file),
                    mark.line + 1 if mark else 1,
                    "yaml",
                    f"this is not YAML: {problem}",
                    "look at this line and the one above: the spaces at its beginning, a missing “:” or quote, a tab",
                )
            )
            return None
        if node is not None:
            self.findings += (
                Finding(
                    self.below(file),
                    line_of(key),
                    "key-twice",
                    f"“{key.value}” stands twice here, and the first is lost",
                    "make one of the two, or give one another name",
                )
                for key in _twice(node)
            )
        return node


def line_of(node: yaml.Node) -> int:
    """The line of a value, from 1."""
    return int(node.start_mark.line) + 1


def pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """A mapping's keys with their nodes and values; nothing of anything else."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), key, value


def parts(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """A list's parts; nothing of anything else."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value


def value_of(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """The value under a key of a mapping."""
    return next((value for key, _, value in pairs(node) if key == name), None)


def word_of(node: yaml.Node | None) -> str:
    """The text of a plain value."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _twice(node: yaml.Node) -> Iterator[yaml.Node]:
    seen: set[str] = set()
    for name, key, value in pairs(node):
        if name in seen:
            yield key
        seen.add(name)
        yield from _twice(value)
    for part in parts(node):
        yield from _twice(part)
