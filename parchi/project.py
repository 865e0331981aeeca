"""The project's folders: its data and its trained models."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
LEXICON = DATA / "lexicon"
MODELS = ROOT / "models"
