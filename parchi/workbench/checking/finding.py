"""A finding: one thing in the data that would break or surprise later, where it stands and how it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Weight(str, Enum):
    """How much a finding matters."""

    error = "error"
    """It breaks something, or teaches something wrong."""
    warning = "warning"
    """It is worth a look."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that was found; `rule` is its short name, `line` counts from 1."""

    file: Path
    """Below the project's root."""
    line: int
    rule: str
    what: str
    remedy: str
    weight: Weight = Weight.error

    def text(self) -> str:
        """As a person reads it."""
        mark = "✗" if self.weight is Weight.error else "!"
        return f"{mark} {self.file}:{self.line}  {self.what}\n    → {self.remedy}  [{self.rule}]"

    def to_json(self) -> dict[str, object]:
        """As another program reads it."""
        return {
            "file": str(self.file),
            "line": self.line,
            "rule": self.rule,
            "weight": self.weight.value,
            "what": self.what,
            "remedy": self.remedy,
        }
