"""Paying by UPI: the link, the address and the picture, and who may say that the money has come."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from parchi.adapters.payments import SqlPayments
from parchi.services.conversation import enquiries
from parchi.web.pay import PayPages
from tests.services.street import ASHA, BALAJI, GANESH, MAGGI, ONION, RAVI, SAI, Street, ids, value

LINK = "upi://pay?pa=sai@upi&pn=Sai%20Kirana%20Stores&am=40.00&cu=INR&tn={number}"


@pytest.fixture
def visit(database: Engine, street: Street) -> Callable[[str], tuple[int, str | None, bytes]]:
    """Open an address of ours as a phone would: status, where it leads, what it shows."""
    pages = PayPages(SqlPayments(database).request, street.terms.link_secret, street.clock.now)
    client = TestClient(Starlette(routes=pages.routes()), base_url=street.terms.public_url, follow_redirects=False)

    def open_address(address: str) -> tuple[int, str | None, bytes]:
        answer = client.get(address)
        return answer.status_code, answer.headers.get("location"), answer.content

    return open_address


def ordered(street: Street, *, number: str = ASHA) -> str:
    order = street.orders({ONION: 1000}, number=number)
    street.shop_says("accept_order", "1")
    return order


def address_of(street: Street, number: str = ASHA) -> str:
    told = [reply for reply in street.notices.to(number) if ids(reply) == ["utter_pay_by_upi"]]
    return str(value(told[-1], "utter_pay_by_upi", "address"))


def test_an_accepted_order_brings_a_upi_link_for_the_exact_amount_and_cash_stays_the_default(street: Street):
    number = ordered(street)
    accepted, upi = street.notices.to(ASHA)[-2:]
    assert ids(accepted) == ["utter_order_accepted"]
    assert value(upi, "utter_pay_by_upi", "link") == LINK.format(number=number)
    assert upi.picture == address_of(street) + ".png"
    assert street.stored(number).is_paid is False


def test_a_shop_without_a_upi_id_offers_none(street: Street):
    street.orders({ONION: 1000})
    street.shop_says("reject_order", "2")
    street.shop_says("accept_order", "1", number=GANESH)
    assert "utter_pay_by_upi" not in street.told(ASHA)


def test_the_address_opens_the_upi_app_and_shows_a_picture_to_scan(street: Street, visit: Callable):
    number = ordered(street)
    assert visit(address_of(street))[:2] == (303, LINK.format(number=number))
    status, _, picture = visit(address_of(street) + ".png")
    assert (status, picture[:8]) == (200, b"\x89PNG\r\n\x1a\n")


def test_an_address_that_we_did_not_sign_leads_nowhere(street: Street, visit: Callable):
    ordered(street)
    forged = re.sub(r".(?=\.)", lambda last: "A" if last[0] != "A" else "B", address_of(street).rpartition("/")[2])
    assert visit(f"/pay/{forged}.png")[0] == 404
    assert visit("/pay/1001")[0] == 404
    assert visit("/pay/%E0%A4%85.%E0%A4%85")[0] == 404


def test_the_address_asks_for_nothing_once_its_time_is_over_or_the_order_is_paid(street: Street, visit: Callable):
    ordered(street)
    address = address_of(street)
    street.clock.move(hours=25)
    assert visit(address)[0] == 410
    street.clock.move(hours=-25)
    assert visit(address)[0] == 303
    street.shop_says("out_of_scope", "4")
    assert visit(address)[0] == 410


def test_a_customer_who_says_to_have_paid_changes_nothing_but_asks_the_shop(street: Street):
    number = ordered(street)
    reply = street.asks(enquiries.claim_payment, "payment ho gayi")
    assert ids(reply) == ["utter_payment_claim_told"]
    assert street.told(SAI)[-1] == "utter_shop_payment_claimed"
    assert street.stored(number).is_paid is False
    assert street.status(number) == "accepted"


def test_saying_it_again_does_not_ring_the_shop_again(street: Street):
    ordered(street)
    for _ in range(3):
        street.asks(enquiries.claim_payment, "payment ho gayi")
    assert street.told(SAI).count("utter_shop_payment_claimed") == 1
    street.clock.move(minutes=11)
    street.asks(enquiries.claim_payment, "payment ho gayi")
    assert street.told(SAI).count("utter_shop_payment_claimed") == 2


@pytest.mark.parametrize("digit", ["4", "४"])
def test_the_shop_confirms_with_one_digit_while_another_offer_waits(street: Street, digit: str):
    paid = ordered(street)
    waiting = street.orders({MAGGI: 1}, number=RAVI)
    street.asks(enquiries.claim_payment, "payment ho gayi")
    assert ids(street.shop_says("out_of_scope", digit)) == ["utter_shop_paid"]
    assert (street.stored(paid).is_paid, street.stored(waiting).is_paid) == (True, False)
    assert street.status(waiting) == "offered"
    assert street.told(ASHA)[-1] == "utter_order_paid"
    assert "the shop has the money" in [step["cause"] for step in street.order(paid)["history"]]


@pytest.mark.parametrize(("intent", "text"), [("out_of_scope", "5"), ("confirm_payment", "paise nahi aaye")])
def test_the_shop_says_that_nothing_came(street: Street, intent: str, text: str):
    number = ordered(street)
    street.asks(enquiries.claim_payment, "payment ho gayi")
    assert ids(street.shop_says(intent, text)) == ["utter_shop_not_paid"]
    assert street.stored(number).is_paid is False
    assert street.told(ASHA)[-1] == "utter_payment_not_seen"


def test_no_for_one_of_two_claims_is_never_taken_for_yes(street: Street):
    first, second = ordered(street), ordered(street, number=RAVI)
    for number in (ASHA, RAVI):
        street.asks(enquiries.claim_payment, "payment ho gayi", number=number)
    assert ids(street.shop_says("out_of_scope", "5")) == ["utter_shop_which_order"]
    assert ids(street.shop_says("out_of_scope", first)) == ["utter_shop_not_paid"]
    assert (street.stored(first).is_paid, street.stored(second).is_paid) == (False, False)
    assert ids(street.shop_says("out_of_scope", "4")) == ["utter_shop_paid"]
    assert (street.stored(first).is_paid, street.stored(second).is_paid) == (False, True)


def test_another_shop_cannot_confirm(street: Street):
    number = ordered(street)
    street.asks(enquiries.claim_payment, "payment ho gayi")
    street.shop_says("confirm_payment", f"paise mil gaye {number}", number=BALAJI)
    assert street.stored(number).is_paid is False


def test_a_total_that_shrinks_after_the_yes_brings_a_new_link(street: Street, visit: Callable):
    number = street.orders({ONION: 1000, MAGGI: 1})
    street.shop_says("accept_order", "1")
    address = address_of(street)
    street.shop_says("report_missing", "item 2 nahi hai")
    street.answers("choose_option", "leave it out")
    assert value(street.notices.to(ASHA)[-1], "utter_pay_by_upi", "link") == LINK.format(number=number)
    assert visit(address)[1] == LINK.format(number=number)


def test_asking_for_upi_brings_the_link_again(street: Street):
    ordered(street)
    assert ids(street.asks(enquiries.ask_payment, "UPI ka QR bhejo")) == ["utter_upi_sent"]
    assert street.told(ASHA).count("utter_pay_by_upi") == 2
