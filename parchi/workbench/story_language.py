"""The language of a reply, as its reader would name it: the names of goods in it do not count."""

from __future__ import annotations

import re

HINDI = frozenset(
    """
    hai hain ka ki ke ko se mein aap aapka aapke aapki kya nahi haan ho gaya kar kijiye likhiye bhejiye chahiye
    abhi yahan kahan liye aur ya par diya dijiye bataiye kaunsa kaunsi milega hoga raha karo karoon lijiye
    raat subah baje tak khuli kitna kitne kuch jo yeh aaya gayi rahe denge bas ne hote bataunga bolo mil
    """.split()  # noqa: SIM905
)
FEW = 0.12
"""Least share of Hindi function words in a sentence of Hinglish."""
_LISTED = re.compile(r"^\s*(?:\d+[.)]|•).*$|\*[^*\n]+\*", re.MULTILINE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_LETTERS = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """`en`, `hi` or `hi-Latn`: what most of the words around the list are."""
    rest = _QUOTED.sub(" ", _LISTED.sub(" ", text))
    words = re.findall(r"[a-zA-Z]+|[\u0900-\u097f]+", rest if _LETTERS.search(rest) else text)
    devanagari = [word for word in words if word[0] >= "\u0900"]
    latin = [word.lower() for word in words if word[0] < "\u0900"]
    if len(devanagari) * 5 >= len(words) > 0:
        return "hi"
    hindi = [word for word in latin if word in HINDI]
    return "hi-Latn" if latin and len(hindi) / len(latin) >= FEW else "en"
