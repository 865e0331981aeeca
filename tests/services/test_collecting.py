"""The goods change hands against the customer's code, and come back if nobody collects them."""

from __future__ import annotations

from parchi.services.orders.ordering import order_status
from tests.services.street import ASHA, ATTA, MILK, RAVI, SAI, Street, ids, value


def test_four_digits_alone_hand_the_order_over(street: Street) -> None:
    number = _accepted(street)
    reply = street.shop_says("out_of_scope", street.code_of(number))
    assert ids(reply) == ["utter_shop_collected"]
    assert street.status(number) == "collected"


def test_number_and_code_together_work_too(street: Street) -> None:
    number = _accepted(street)
    street.shop_says("order_collected", f"{number} {street.code_of(number)} de diya")
    assert street.status(number) == "collected"


def test_a_wrong_code_is_refused_and_counted(street: Street) -> None:
    number = _accepted(street)
    reply = street.shop_says("order_collected", _wrong(street, number))
    assert value(reply, "utter_shop_code_wrong", "left") == 2
    assert street.status(number) == "accepted"
    assert street.stored(number).wrong_codes == 1
    street.shop_says("order_collected", street.code_of(number))
    assert street.status(number) == "collected"


def test_three_wrong_codes_lock_the_order_and_tell_both(street: Street) -> None:
    number = _accepted(street)
    replies = [ids(street.shop_says("order_collected", _wrong(street, number))) for _ in range(3)]
    assert replies == [["utter_shop_code_wrong"], ["utter_shop_code_wrong"], ["utter_shop_code_locked"]]
    assert street.told(ASHA)[-1] == "utter_code_locked"
    assert ids(street.shop_says("order_collected", street.code_of(number))) == ["utter_shop_code_locked"]
    assert street.status(number) == "accepted"


def test_the_customer_of_a_locked_order_gets_a_new_code(street: Street) -> None:
    number = _accepted(street)
    old = street.code_of(number)
    for _ in range(3):
        street.shop_says("order_collected", _wrong(street, number))
    reply = street.asks(order_status, "mera order kahan hai")
    new = value(reply, "utter_status_accepted", "code")
    assert new == street.code_of(number) != old
    street.shop_says("order_collected", new)
    assert street.status(number) == "collected"


def test_a_code_finds_its_order_among_several(street: Street) -> None:
    first, second = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    street.shop_says("accept_order", f"{first} {second} haan")
    street.shop_says("order_collected", f"{street.code_of(second)} de diya")
    assert (street.status(first), street.status(second)) == ("accepted", "collected")


def test_a_right_code_forgives_the_slips_before_it(street: Street) -> None:
    first, second = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    street.shop_says("accept_order", f"{first} {second} haan")
    wrong = next(c for c in ("5555", "6666", "7777") if c not in (street.code_of(first), street.code_of(second)))
    street.shop_says("order_collected", wrong)
    street.shop_says("order_collected", wrong)
    street.shop_says("order_collected", street.code_of(second))
    assert street.stored(first).wrong_codes == 0


def test_handing_over_without_a_code_asks_for_it(street: Street) -> None:
    number = _accepted(street)
    reply = street.shop_says("order_collected", "de diya")
    assert value(reply, "utter_shop_code_wanted", "numbers") == number
    assert ids(street.shop_says("order_collected", f"{number} de diya")) == ["utter_shop_code_wanted"]
    assert street.stored(number).wrong_codes == 0


def test_a_collected_order_cannot_be_collected_again(street: Street) -> None:
    number = _accepted(street)
    code = street.code_of(number)
    street.shop_says("order_collected", code)
    assert ids(street.shop_says("order_collected", code)) == ["utter_shop_order_unknown"]
    assert ids(street.shop_says("order_collected", f"{number} {code}")) == ["utter_shop_order_is"]
    assert street.told(ASHA).count("utter_order_collected") == 1


def test_the_customer_is_reminded_before_the_goods_go_back(street: Street) -> None:
    number = _ready(street)
    street.time_passes(hours=21)
    assert "utter_order_reminder" not in street.told(ASHA)
    street.time_passes(hours=1)
    street.time_passes(minutes=1)
    assert street.told(ASHA).count("utter_order_reminder") == 1
    assert street.status(number) == "ready"


def test_what_is_not_collected_in_time_goes_back_on_the_shelf_and_both_hear_it(street: Street) -> None:
    number = _ready(street)
    assert street.shelf("sai", ATTA) == (10, 0)
    street.time_passes(hours=24)
    assert street.status(number) == "expired"
    assert street.shelf("sai", ATTA) == (12, 0)
    assert "utter_order_uncollected" in _kept_or_told(street, ASHA)
    assert "utter_shop_uncollected" in _kept_or_told(street, SAI)
    assert street.ticks() == 0


def test_what_is_not_packed_in_time_ends_and_the_list_is_kept(street: Street) -> None:
    number = _accepted(street)
    street.time_passes(minutes=59)
    assert "utter_shop_remind" not in street.told(SAI)
    street.time_passes(minutes=1)
    assert street.told(SAI).count("utter_shop_remind") == 1
    street.time_passes(hours=23)
    assert street.status(number) == "expired"
    assert street.order(number)["history"][-1]["cause"] == "not packed in time"
    assert street.shelf("sai", ATTA) == (12, 0)
    assert _kept_or_told(street, ASHA)[-2:] == ["utter_order_unpacked", "utter_list_kept"]


def _accepted(street: Street) -> str:
    number = street.orders({ATTA: 2})
    street.shop_says("accept_order", "1")
    return number


def _ready(street: Street) -> str:
    number = _accepted(street)
    street.shop_says("order_ready", "ready")
    return number


def _wrong(street: Street, number: str) -> str:
    return "5555" if street.code_of(number) != "5555" else "6666"


def _kept_or_told(street: Street, number: str) -> list[str]:
    kept = [reply for to, reply, *_ in street.notices.kept if to == number]
    return street.told(number) + [id for reply in kept for id in ids(reply)]


def test_no_code_is_one_of_the_digits_that_the_counter_answers_with(street: Street, monkeypatch) -> None:
    for drawn in (0, 4, 8999):
        monkeypatch.setattr("parchi.services.orders.offers.secrets.randbelow", lambda below, drawn=drawn: drawn % below)
        number = street.orders({ATTA: 1})
        street.shop_says("accept_order", f"{number} haan")
        assert 1000 <= int(street.code_of(number)) <= 9999
