"""Writing: what may come in at the door, from lists as households write them to bytes that nobody would write."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from urllib.parse import quote_plus

from hypothesis import strategies as some

ROOT = Path(__file__).parents[2]
SIGNS = (
    " ", "\n", ",", ", ", " - ", "\t", "।", "/", "*", "x", "×", "+", "&", ".", "?", "!", "(", ")", ":", "=", "@", "%",
    "₹", "½", "¼", "¾", "⅓", "\u200d", "\u200c", "\u200b", "\ufeff", "\u00a0", "\u202e", "👍", "👍🏽", "🙏", "🇮🇳", "½½",
    "०", "२", "٣", "Ⅷ", "②", "1️⃣", "\x00", "\x1b[0m", "\ud7ff", "़", "्", "ँ", "'", '"', "\\", "{", "}", "{text}", "%s",
)  # fmt: skip
AMOUNTS = (
    "2", "0", "-1", "1.5", "1,5", "1/2", "0.0001", "999999999999", "1e9", "10**9", "१०", "aadha", "dhai", "sava do",
    "paune teen", "do teen", "half", "a dozen", "पाव", "सवा", "ek ek", "50-50", "2-3", "400703", "1001", "4821", "inf",
)  # fmt: skip
JOINERS = (
    "aur",
    "and",
    "और",
    "nahi",
    "sirf",
    "bas",
    "ya",
    "wala",
    "ka",
    "hata do",
    "kar do",
    "kitne ka",
    "sab",
    "bhej do",
)


@cache
def words() -> tuple[str, ...]:
    """Everything the shop and the languages have a word for."""
    found: set[str] = set()
    for file in [ROOT / "data/shop/words.csv", ROOT / "data/shop/brands.csv", *(ROOT / "data/lexicon").rglob("*.csv")]:
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                told = row.get("word") or row.get("words") or ""
                found.update(part.strip() for part in told.split(";") if part.strip())
    return tuple(sorted(found))


@cache
def messages() -> tuple[str, ...]:
    """What people really wrote."""
    files = sorted((ROOT / "tests/nlu").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple(json.loads(line)["text"] for line in lines)


def pieces() -> some.SearchStrategy[str]:
    """A word, an amount, a sign, a joiner, or letters of any script."""
    return some.one_of(
        some.sampled_from(words()), some.sampled_from(AMOUNTS), some.sampled_from(SIGNS), some.sampled_from(JOINERS),
        some.text(some.characters(exclude_categories=("Cs",)), max_size=6),
    )  # fmt: skip


def texts() -> some.SearchStrategy[str]:
    """A message: a list of pieces, a real one that was cut and patched, or anything at all."""
    lists = some.builds("".join, some.lists(some.one_of(pieces(), some.just(" ")), max_size=30))
    return some.one_of(
        lists, some.builds(_patched, some.sampled_from(messages()), some.integers(0, 80), pieces()), _any()
    )


def _patched(message: str, at: int, piece: str) -> str:
    return message[:at] + piece + message[at + len(piece) // 2 :]


def _any() -> some.SearchStrategy[str]:
    return some.text(some.characters(exclude_categories=("Cs",)), max_size=1600)


NAMES = (
    "MessageSid", "SmsSid", "SmsMessageSid", "AccountSid", "From", "To", "Body", "NumMedia", "MediaUrl0", "ListTitle",
    "MediaContentType0", "Latitude", "Longitude", "Address", "Label", "ButtonText", "ButtonPayload", "ListId",
    "ProfileName", "WaId", "MessageType", "OriginalRepliedMessageSid", "ChannelMetadata", "MessageStatus", "ErrorCode",
)  # fmt: skip
ODD_VALUES = (
    "",
    "0",
    "-1",
    "99999999999999999999",
    "nan",
    "inf",
    "1e400",
    "whatsapp:",
    "whatsapp:+91",
    "\x00",
    "٣",
    "null",
)


def fields(**known: str) -> some.SearchStrategy[list[tuple[str, str]]]:
    """The pairs of a form: the known ones, mostly, among any others; names may come twice."""
    values = some.one_of(
        texts(), some.sampled_from(ODD_VALUES), some.floats().map(str), some.sampled_from([*known.values()])
    )
    pairs = some.tuples(some.one_of(some.sampled_from(NAMES), some.text(max_size=8)), values)
    whole = [*known.items()]
    nameless = [(name, value) for name, value in whole if not name.endswith("Sid") or name == "AccountSid"]
    first = some.sampled_from([whole, whole, nameless, []])
    return some.builds(lambda right, more: [*right, *more], first, some.lists(pairs, max_size=8))


def bodies(**known: str) -> some.SearchStrategy[bytes]:
    """What is posted: a form, a form with stray bytes in it, or bytes."""
    forms = fields(**known).map(_encoded)
    stray = some.builds(
        lambda body, at, more: body[:at] + more + body[at:], forms, some.integers(0, 300), some.binary(max_size=20)
    )
    return some.one_of(forms, stray, some.binary(max_size=300))


def _encoded(pairs: list[tuple[str, str]]) -> bytes:
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode()


def _quoted(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))
