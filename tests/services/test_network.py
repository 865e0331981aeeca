"""Catalogue and orders in the open network's names, held against what its schemas ask of each message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from parchi.domain.order import CANCELLED, DECLINED, EXPIRED
from parchi.services.network.envelope import Subscriber
from parchi.services.network.exporting import export
from parchi.services.network.reasons import reason_of
from parchi.services.orders import ordering
from tests.services.street import ASHA, GANESH, ONION, Street

WE = Subscriber("parchi.test", "https://parchi.test", "std:022", "Navi Mumbai", "Maharashtra", "Parchi,care@x.in,1")
SCHEMAS = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "network" / "retail-1.2.0.yml").read_text())
FORMS = {
    "text": r"(?s).*",
    "filled": r"(?s).*\S.*",
    "url": r"https?://\S+",
    "moment": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
    "span": r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?",
    "gps": r"\d{2}\.\d{6,},\d{2}\.\d{6,}",
    "rupees": r"-?\d+(\.\d{1,2})?",
    "amount": r"\d+(\.\d{1,2})?",
    "phone": r"\d{10,11}",
    "pincode": r"\d{6}",
    "code": r"\d{3}",
    "product code": r"[1-5]:[a-zA-Z0-9]+",
}
KINDS = {"whole": int, "flag": bool, "list": list}


def problems(message: dict[str, Any]) -> Iterator[str]:
    """What a schema would say against a message."""
    action = message["context"]["action"]
    for part, rules in ((message["context"], SCHEMAS["context"]), (message["message"], SCHEMAS[action])):
        for path, rule in rules.items():
            for value in found(part, path.split(".")):
                if not fits(value, rule):
                    yield f"{action}: {path} is {value!r}, not {rule}"


def found(part: Any, path: list[str]) -> Iterator[Any]:
    """Everything at a path; None where a part of it is not there."""
    if not path:
        yield part
        return
    name, *rest = path
    inner = part.get(name.removesuffix("[]")) if isinstance(part, dict) else None
    if not name.endswith("[]"):
        yield from found(inner, rest)
    elif isinstance(inner, list):
        for one in inner:
            yield from found(one, rest)
    else:
        yield None


def fits(value: Any, rule: Any) -> bool:
    if isinstance(rule, list):
        return value in rule
    if rule in KINDS:
        return type(value) is KINDS[rule]
    return isinstance(value, str) and re.fullmatch(FORMS[rule], value) is not None


def exported(street: Street, **options: Any) -> list[dict[str, Any]]:
    with street.unit_of_work() as shop:
        return list(export(shop, WE, **{"since": None, "with_people": False, **options}))


def actions(messages: list[dict[str, Any]]) -> list[str]:
    return [message["context"]["action"] for message in messages]


def collected(street: Street) -> str:
    number = street.orders({ONION: 750})
    street.shop_says("accept_order", "1")
    street.shop_says("order_ready", "ready")
    street.clock.move(minutes=5)
    street.shop_says("order_collected", street.code_of(number))
    return number


def test_every_message_of_a_collected_order_is_as_the_schemas_ask(street: Street):
    number = collected(street)
    messages = exported(street)
    assert actions(messages) == [
        "on_search", "search", "select", "init", "confirm", *["status", "on_status"] * 4,
    ]  # fmt: skip
    assert [problem for message in messages for problem in problems(message)] == []
    last = messages[-1]["message"]["order"]
    assert (last["id"], last["state"], last["payment"]["status"]) == (number, "Completed", "PAID")
    assert last["quote"]["price"] == {"currency": "INR", "value": "30.00"}
    assert last["items"] == [
        {"id": ONION, "fulfillment_id": "1", "quantity": {"count": 1, "measure": {"unit": "gram", "value": "750"}}}
    ]
    assert len({message["context"]["message_id"] for message in messages}) == len(messages)


def test_the_catalogue_has_the_shelf_with_both_prices_and_no_counts(street: Street):
    collected(street)
    (provider,) = exported(street)[0]["message"]["catalog"]["bpp/providers"]
    onion = next(item for item in provider["items"] if item["id"] == ONION)
    assert (provider["id"], provider["locations"][0]["address"]["area_code"]) == ("sai", "400703")
    assert onion["quantity"]["available"] == {"count": "99"}
    assert float(onion["price"]["value"]) <= float(onion["price"]["maximum_value"])
    assert onion["category_id"] == "Fruits and Vegetables"


def test_the_same_export_twice_is_the_same_and_names_nobody_unless_asked(street: Street):
    collected(street)
    assert exported(street) == exported(street)
    assert "Asha" not in str(exported(street))
    assert ASHA[-10:] not in str(exported(street))
    billing = exported(street, with_people=True)[3]["message"]["order"]["billing"]
    assert (billing["name"], billing["phone"]) == ("Asha Rao", ASHA[-10:])


def test_only_orders_since_then_are_written(street: Street):
    collected(street)
    assert exported(street, since=street.clock.now()) == []


def test_a_cancelled_order_has_its_coded_reason(street: Street):
    street.orders({ONION: 1000})
    street.asks(ordering.cancel_order, "cancel")
    cancel, on_cancel = exported(street)[-2:]
    assert [*problems(cancel), *problems(on_cancel)] == []
    assert cancel["message"]["cancellation_reason_id"] == "012"


def test_an_order_that_nobody_took_is_rejected_by_the_merchant(street: Street):
    street.orders({ONION: 1000})
    street.shop_says("reject_order", "2")
    street.shop_says("reject_order", "2", number=GANESH)
    street.time_passes(minutes=20)
    messages = exported(street)
    assert [problem for message in messages for problem in problems(message)] == []
    assert messages[-1]["message"]["order"]["cancellation"]["reason"] == {"id": "005"}
    assert "confirm" not in actions(messages)


@pytest.mark.parametrize(
    ("status", "cause", "code"),
    [
        (DECLINED, "no kirana left", "005"),
        (DECLINED, "declined: has none of it", "002"),
        (CANCELLED, "cancelled by the customer", "012"),
        (CANCELLED, "the customer did not want the next kirana", "001"),
        (EXPIRED, "not collected in time", "011"),
        (EXPIRED, "not packed in time", "006"),
    ],
)
def test_reasons_are_coded(status: str, cause: str, code: str):
    assert reason_of(status, cause).id == code
