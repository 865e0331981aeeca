"""A department: what people call a part of the shop when they ask what there is."""

from __future__ import annotations

from functools import lru_cache

from parchi.services.product_names import name_keys

DEPARTMENTS = {
    "vegetables": "vegetable vegetables veggies sabzi sabji subzi sabziyan bhaji tarkari सब्जी सब्ज़ी सब्जियां भाजी",
    "fruits": "fruit fruits phal fal phalon फल फलों",
    "pulses": "dal dals daal daals dalein pulses lentils दाल दालें",
    "spices": "masala masale masalas spices spice मसाला मसाले",
    "dairy": "dairy doodh milk products डेयरी",
    "snacks": "snacks snack biscuit biscuits namkeen chips chocolate chocolates स्नैक्स बिस्कुट नमकीन",
    "oils": "oil oils tel तेल",
    "beverages": "drinks drink cold colddrink beverages sharbat thanda ठंडा ड्रिंक",
    "personal-care": "soap soaps shampoo cosmetics sabun साबुन शैम्पू",
    "home-care": "cleaning detergent washing safai सफाई डिटर्जेंट",
    "staples": "grocery groceries ration rashan kirana staples anaj राशन किराना अनाज",
    "dry-fruits": "dryfruit dryfruits dry mewa meva nuts मेवा सूखे",
    "bakery": "bakery bread breads बेकरी ब्रेड",
    "packaged-food": "packaged noodles pasta sauces instant नूडल्स",
    "baby": "baby diaper diapers बेबी",
    "pooja": "pooja puja agarbatti पूजा",
    "eggs-meat": "meat chicken nonveg egg eggs मांस",
    "stationery": "stationery copy pens स्टेशनरी",
}
"""Category of items.csv → its words in the three ways of writing."""


@lru_cache(maxsize=1)
def _by_key() -> dict[str, str]:
    return {key: department for department, words in DEPARTMENTS.items() for key in name_keys(words)}


def department_of(keys: frozenset[str]) -> str | None:
    """The department that is named; the one with most of its words."""
    named = [_by_key()[key] for key in keys if key in _by_key()]
    return max(sorted(set(named)), key=named.count) if named else None
