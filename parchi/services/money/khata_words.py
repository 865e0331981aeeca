"""What a shop says about its khata: whose, how much, given or paid back, and for which order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from parchi.domain.money import Money
from parchi.services.product_names import name_keys

KHATA = re.compile(r"\b(?:kh?aa?t[ae]|khaat[ae]|udhaa?r[iy]?|jama|on credit|credit|account)\b|खात[ाेो]|ख़ात[ाेो]|उधार|जमा")
"""Words of a shop that speak of its book, whatever else the message looks like."""
SUM = re.compile(r"\b(?:hisaa?b|baa?ki|balance|bakaya)\b|हिसाब|बाकी|बाक़ी|बकाया")
"""Words that ask for a sum: of the book only where someone in it is named, else of the day."""
_GIVEN = re.compile(r"\b(?:udhaa?r|udhaari|likh\w*|credit|gave)\b|उधार|लिख")
_REPAID = re.compile(
    r"\b(?:jama|chuk\w*|repaid|repay|returned|wapas|vapas|paid|diye|diya|de diye|mil\w* gaye|mile|mila|received)\b"
    r"|जमा|चुका|वापस|दिए|दिया|दिये|मिले|मिला"
)
_SURELY_REPAID = re.compile(r"\b(?:jama|chuk\w*|repaid|returned|wapas|vapas)\b|जमा|चुका|वापस")
_ORDER = re.compile(r"(?:\b(?:order|no\.?|number)|ऑर्डर|आर्डर|#)\s*(\d{4,9})(?!\d)")
_FIRST = re.compile(r"\s*(\d{4,9})(?!\d)(?!\.)")
_PHONE = re.compile(r"(?:\+?91[\s-]?)?(?<!\d)(\d{5}[\s-]?\d{5})(?!\d)")
_RUPEES = re.compile(r"(?<!\d)(\d{1,6}(?:,\d{2,3})*(?:\.\d{1,2})?)(?!\d)")
_WORD = re.compile(r"[A-Za-z]+|[\u0900-\u0963\u0970-\u097f]+")
_SAID = name_keys(
    "khata khate khaata khaate kata kate udhaar udhar udhari udhaari credit jama baaki baki bakaya balance hisaab "
    "hisab account likh likho likhna likhdo likha lo do de dena diya diye di dedo ka ke ki ko ne se me mein main "
    "mai par pe aur bhi rs rupees rupaye rupaiya rupay rupee inr add note kar karo karna kiya kiye ho gaya gaye "
    "hua hue mila mile wapas vapas chukaya chuka chukta chukaye paid repaid repay returned gave took received on "
    "for to from the of in his her has is order number no kitna kitne kitni hai hain batao bata dikhao dikha sab "
    "sabka sabki sabke kiska kiski kis kaun all list show please write my mera meri mere what does how much owe "
    "owes barabar clear settled बराबर "
    "खाता खाते खातो ख़ाता ख़ाते उधार उधारी जमा बाकी बाक़ी बकाया हिसाब लिख लिखो लिखना लिखा लो दो दे देना दिया "
    "दिए दिये दी का के की को ने से में मे पर और भी रुपये रुपए रुपया रूपये कर करो करना किया किए हो गया गए हुआ हुए "
    "मिला मिले वापस चुकाया चुका चुकाए ऑर्डर आर्डर नंबर कितना कितने कितनी है हैं बताओ दिखाओ सब सबका सबकी किसका "
    "किसकी किस कौन मेरा मेरे"
)
"""What is said around a name."""
_HONOUR = name_keys("ji bhai bhaiya uncle aunty auntie saab sahab saheb madam mam sir mr mrs didi जी भाई साहब दीदी")


@dataclass(frozen=True)
class KhataSaid:
    """One message about the book; what was not said is None or empty."""

    name: str
    amount: Money | None
    is_repaid: bool
    order: str | None
    phone: str | None
    """Ten digits."""


def khata_said(text: str, is_order: Callable[[str], bool]) -> KhataSaid:
    """Read a shop's message about its book; a number that comes first is an order's if `is_order` knows it."""
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    folded = plain.lower()
    first = _FIRST.match(folded)
    named = _ORDER.search(folded) or (first if first and is_order(first[1]) else None)
    rest = folded[: named.start(1)] + folded[named.end(1) :] if named else folded
    phone = _PHONE.search(rest)
    rest = rest[: phone.start()] + rest[phone.end() :] if phone else rest
    amount = _RUPEES.search(rest)
    is_repaid = bool(_SURELY_REPAID.search(folded) or (_REPAID.search(folded) and not _GIVEN.search(folded)))
    words = [word for word in _WORD.findall(plain) if not name_keys(word) <= _SAID]
    return KhataSaid(
        name=" ".join(word.capitalize() for word in words[:4]),
        amount=Money.rupees(float(amount[1].replace(",", ""))) if amount else None,
        is_repaid=is_repaid,
        order=named[1] if named else None,
        phone=re.sub(r"\D", "", phone[1]) if phone else None,
    )


def name_key(name: str) -> str:
    """A name as it sounds, without what politeness adds: "Sharma ji", "sharma" and "शर्मा जी" are one."""
    keys = name_keys(name)
    return " ".join(sorted(keys - _HONOUR or keys))[:200]
