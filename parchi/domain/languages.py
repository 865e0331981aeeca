"""The languages that Parchi speaks, by their tags (BCP 47)."""

from __future__ import annotations

LANGUAGES = ("en", "hi", "hi-Latn")
ENGLISH = "en"
