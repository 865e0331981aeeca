"""Said units: a quantity as people say it in each language."""

from __future__ import annotations

from parchi.domain.quantity import Quantity

HINDI = {
    "kg": "किलो",
    "g": "ग्राम",
    "l": "लीटर",
    "ml": "मि.ली.",
    "piece": "पीस",
    "packet": "पैकेट",
    "dozen": "दर्जन",
    "bottle": "बोतल",
    "box": "डिब्बा",
    "bunch": "गड्डी",
    "can": "कैन",
    "pouch": "पाउच",
    "sack": "बोरी",
    "jar": "जार",
    "tin": "टिन",
    "tray": "ट्रे",
    "carton": "कार्टन",
    "strip": "पत्ता",
}
HINGLISH = {"piece": "piece", "dozen": "darjan", "bunch": "gaddi", "box": "dibba", "sack": "bori", "strip": "patta"}
PLURALS = {"box": "boxes", "bunch": "bunches", "pouch": "pouches", "dozen": "dozen"}
MEASURES = ("kg", "g", "l", "ml")


def say_quantity(quantity: Quantity, language: str) -> str:
    """The amount and its unit: 500 g, 2 packets, 2 किलो."""
    return f"{quantity.amount:.10g} {_unit(quantity, language)}"


def _unit(quantity: Quantity, language: str) -> str:
    unit = quantity.unit
    if language == "hi":
        return HINDI.get(unit, unit)
    if language == "hi-Latn":
        return HINGLISH.get(unit, unit)
    if unit in MEASURES or quantity.amount == 1:
        return unit
    return PLURALS.get(unit, f"{unit}s")
