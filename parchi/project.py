"""The project's folders: its data, its trained models, and what was compiled of it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
LEXICON = DATA / "lexicon"
MODELS = ROOT / "models"
COMPILED = ROOT / ".compiled"
