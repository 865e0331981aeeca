"""Refusals: what the shop cannot do for a customer, as data; the wording is in data/responses.

ShopError
├── ItemUnknown      words that name nothing in the catalogue
├── OutOfStock       a kirana lacks what was asked
├── BasketEmpty      nothing to order
├── PlaceUnknown     words that name no place
├── OutOfReach       the nearest kirana is too far
├── NoKiranaOpen     all in reach are shut
├── OrderUnknown     no such order of this customer or kirana
├── OrderDecided     too late: the order is in a state that forbids it
└── DataError        a file of the shop's data has a wrong row
"""

from __future__ import annotations

from typing import Any


class ShopError(Exception):
    """A refusal on its way to the customer: `reply` is the id of its wording, `values` fill it."""

    reply = "utter_refused"

    def __init__(self, **values: Any) -> None:
        super().__init__(f"{type(self).__name__} {values}")
        self.values = values


class ItemUnknown(ShopError):
    """Words that name nothing in the catalogue: words."""

    reply = "utter_item_unknown"


class OutOfStock(ShopError):
    """A kirana lacks what was asked: product."""

    reply = "utter_out_of_stock"


class BasketEmpty(ShopError):
    """Nothing to order."""

    reply = "utter_basket_empty"


class PlaceUnknown(ShopError):
    """Words that name no place: words."""

    reply = "utter_place_unknown"


class OutOfReach(ShopError):
    """The nearest kirana is too far: distance (km), reach (km)."""

    reply = "utter_out_of_reach"


class NoKiranaOpen(ShopError):
    """All in reach are shut: kirana, opens (datetime)."""

    reply = "utter_all_shut"


class OrderUnknown(ShopError):
    """No such order of this customer or kirana: number."""

    reply = "utter_order_unknown"


class OrderDecided(ShopError):
    """Too late: number, status."""

    reply = "utter_order_decided"


class DataError(Exception):
    """A wrong row of the shop's data: file, line, reason."""

    def __init__(self, *, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason
