"""Differences: how a customer's or a shop's state differs from what a story wants of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from parchi.workbench.story_wants import Difference, Json

_BASE = {"kg": ("g", 1000), "l": ("ml", 1000), "dozen": ("piece", 12)}


def customer_differences(wanted: Json, got: Json, before: Json, names: Mapping[str, str]) -> Iterator[Difference]:
    """How a customer (as `parchi inspect` shows one) differs; `names` are the kiranas' by id."""
    checks: dict[str, Callable[[Any], Iterator[Difference]]] = {
        "basket": lambda lines: line_differences("basket", lines, got["basket"]["lines"]),
        "total": lambda total: _differs("basket's total", _paise(total), got["basket"]["total_paise"]),
        "question": lambda kind: _differs("open question", kind, got["basket"]["open_question"]),
        "kirana": lambda kirana: _differs("basket's kirana", names.get(kirana, kirana), got["basket"]["kirana"]),
        "place": lambda place: _part_differences("place", place, got["place"]),
        "order": lambda order: _order_differences(order, got["orders"], names),
        "orders": lambda count: _differs("number of orders", count, len(got["orders"])),
        "stopped": lambda stopped: _differs("messages stopped", stopped, got["messages_stopped"]),
        "language": lambda language: _differs("customer's language", language, got["language"]),
        "complaint": lambda complaint: _part_differences("complaint", complaint, got["complaint"]),
        "news": lambda news: _differs("hears of offers", news, got["news"]),
        "unchanged": lambda _: _differs("basket and orders, unchanged", _kept(before), _kept(got)),
    }
    for key, value in wanted.items():
        yield from checks[key](value)


def shop_differences(kirana: str, wanted: Json, got: Json) -> Iterator[Difference]:
    """How a kirana (as `parchi inspect` shows one) differs."""
    for key, value in wanted.items():
        if key == "open":
            yield from _differs(f"{kirana} is open", value, got["open"])
        elif key == "words":
            yield from _differs(f"{kirana}: words for review", value, got["words"])
        elif key in ("offers", "orders"):
            yield from _differs(f"{kirana}: number of {key}", value, len(got[key]))
    shelf = {entry["sku"]: {**entry, "price": entry["price_paise"] / 100} for entry in got["shelf"]}
    for sku, entry in wanted.get("shelf", {}).items():
        yield from _part_differences(f"{kirana}: {sku}", entry, shelf.get(sku))


def line_differences(what: str, wanted: Sequence[Json], got: Sequence[Json]) -> Iterator[Difference]:
    """How lines differ: all of them, in order; what a wanted line does not say may be anything."""
    if len(wanted) != len(got):
        yield Difference(f"{what}: lines", [_short(line) for line in wanted], [_short_got(line) for line in got])
        return
    for number, (want, line) in enumerate(zip(wanted, got, strict=True), start=1):
        if any(not _is_same(key, value, want, line) for key, value in want.items()):
            yield Difference(f"{what}: line {number}", _short(want), _short_got(line))


def _order_differences(wanted: Any, orders: Sequence[Json], names: Mapping[str, str]) -> Iterator[Difference]:
    if wanted is None:
        yield from _differs("number of orders", 0, len(orders))
        return
    if not orders:
        yield Difference("newest order", wanted, None)
        return
    order = orders[0]
    for key in ("status", "pickup", "paid"):
        if key in wanted:
            yield from _differs(f"order's {key}", wanted[key], order[key])
    if "kirana" in wanted:
        yield from _differs("order's kirana", names.get(wanted["kirana"], wanted["kirana"]), order["kirana"])
    if "total" in wanted:
        yield from _differs("order's total", _paise(wanted["total"]), order["total_paise"])
    if "asked" in wanted:
        yield from _differs("kiranas asked", [names[kirana] for kirana in wanted["asked"]], order["asked_kiranas"])
    if "history" in wanted:
        yield from _differs("order's history", wanted["history"], _states(order["history"]))
    if "lines" in wanted:
        yield from line_differences("order", wanted["lines"], order["lines"])


def _states(history: Sequence[Json]) -> list[str]:
    """Every state once in a row: being passed on is a step, not a new state."""
    states = [step["status"] for step in history]
    return [state for number, state in enumerate(states) if number == 0 or state != states[number - 1]]


def _is_same(key: str, value: Any, want: Json, got: Json) -> bool:
    if key in ("price", "pack_price"):
        return bool(got.get(f"{key}_paise") == _paise(value))
    if key == "quantity":
        return _amount(value, want.get("unit")) == _amount(got.get("quantity"), got.get("unit"))
    if key == "unit":
        return "quantity" in want or bool(got.get("unit") == value)
    if key == "asked":
        return all(got["asked"].get(name) == asked for name, asked in value.items())
    if key in ("note", "words"):
        return value.casefold() in (got.get(key) or "").casefold() if value else not got.get(key)
    return bool(got.get(key) == value)


def _amount(amount: float | None, unit: str | None) -> tuple[float | None, str | None]:
    base, factor = _BASE.get(unit or "", (unit, 1))
    return (None if amount is None else round(amount * factor, 3)), base


def _differs(what: str, wanted: object, got: object) -> Iterator[Difference]:
    if wanted != got:
        yield Difference(what, wanted, got)


def _part_differences(what: str, wanted: Json | None, got: Json | None) -> Iterator[Difference]:
    """Only what is wanted counts."""
    if wanted is None or got is None:
        yield from _differs(what, wanted, got)
        return
    for key, value in wanted.items():
        same = value == got.get(key) or (isinstance(value, float) and abs(value - float(got[key])) < 0.01)
        if not same:
            yield Difference(f"{what}: {key}", value, got.get(key))


def _kept(state: Json) -> Json:
    basket = {key: value for key, value in state["basket"].items() if key != "open_question"}
    return {"basket": basket, "orders": state["orders"]}


def _paise(rupees: float | None) -> int | None:
    return None if rupees is None else round(rupees * 100)


def _short(line: Json) -> str:
    return ", ".join(f"{key} {value}" for key, value in line.items())


def _short_got(line: Json) -> str:
    """The line with the keys that a story would use."""
    shown = {key.removesuffix("_paise"): value for key, value in line.items()}
    for key in ("price", "pack_price"):
        if shown.get(key) is not None:
            shown[key] = shown[key] / 100
    return ", ".join(f"{key} {value}" for key, value in shown.items() if value is not None)
