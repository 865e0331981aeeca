"""The khata: a shop writes up what people owe, by name, by number or by order, and everybody sees the same sum."""

from __future__ import annotations

import pytest

from parchi.domain.money import Money
from parchi.services import customers
from parchi.services.conversation import enquiries
from tests.services.street import ASHA, BALAJI, ONION, RAVI, SAI, Street, ids, value


def owed(street: Street, kirana: str = "sai") -> dict[str, int]:
    """What everybody owes a shop, in rupees by name."""
    with street.unit_of_work() as shop:
        return {khata.name: khata.balance.paise // 100 for khata in shop.khatas.of_kirana(kirana)}


def says(street: Street, text: str, *, number: str = SAI) -> list[str]:
    return ids(street.shop_says("record_credit", text, number=number))


@pytest.mark.parametrize(
    ("text", "name", "rupees"),
    [
        ("Sharma ji ke khate mein 250 likho", "Sharma Ji", 250),
        ("udhaar Meena 1,250.50 rs", "Meena", 1250),
        ("शर्मा जी के खाते में २५० रुपये लिखो", "शर्मा जी", 250),
        ("write 300 in the account of Mrs Iyer", "Mrs Iyer", 300),
        ("1500 Sharma ji ko udhaar diya", "Sharma Ji", 1500),
    ],
)
def test_credit_is_written_under_the_name_that_the_shop_says(street: Street, text: str, name: str, rupees: int):
    assert says(street, text) == ["utter_shop_khata_given"]
    assert owed(street) == {name: rupees}


def test_spellings_and_scripts_of_a_name_are_one_page_and_a_repayment_lowers_the_sum(street: Street):
    says(street, "Sharma ji 250 udhaar")
    says(street, "sharma 100 khate mein likho")
    says(street, "शर्मा जी ने 50 जमा किए")
    assert owed(street) == {"Sharma Ji": 300}
    assert says(street, "Sharma ji ne 300 diye, khata barabar") == ["utter_shop_khata_repaid"]
    assert owed(street) == {"Sharma Ji": 0}


def test_a_repayment_of_somebody_unknown_writes_nothing(street: Street):
    assert says(street, "Verma 500 jama") == ["utter_shop_khata_nobody"]
    assert says(street, "Verma 0 udhaar") == ["utter_shop_khata_amount"]
    assert owed(street) == {}


def test_an_order_goes_into_the_khata_once_and_its_customer_sees_the_sum(street: Street):
    number = street.orders({ONION: 1000})
    street.shop_says("accept_order", "1")
    assert ids(street.asks(enquiries.ask_credit, "mera khata")) == ["utter_credit_at_shop"]
    assert says(street, f"{number} khate mein likho") == ["utter_shop_khata_given"]
    assert says(street, f"order {number} khata") == ["utter_shop_khata_order_known"]
    assert owed(street) == {"Asha": 40}
    assert street.told(ASHA)[-1] == "utter_khata_given"
    told = street.asks(enquiries.ask_credit, "mera kitna baaki hai")
    assert value(told, "utter_khata_at", "balance") == Money(4000)
    assert ids(street.asks(enquiries.ask_credit, "mera khata", number=RAVI)) == ["utter_credit_at_shop"]


def test_money_for_an_order_in_the_khata_settles_it(street: Street):
    number = street.orders({ONION: 1000})
    street.shop_says("accept_order", "1")
    says(street, f"{number} khata")
    street.shop_says("confirm_payment", f"paise mil gaye {number}")
    assert owed(street) == {"Asha": 0}
    assert says(street, f"{number} khata") == ["utter_shop_khata_order_known"]


def test_a_telephone_number_says_who_it_is(street: Street):
    street.moves_in()
    says(street, f"{ASHA[-10:]} Asha madam 75 udhaar")
    assert street.told(ASHA) == ["utter_khata_given"]
    assert owed(street) == {"Asha Madam": 75}


def test_no_shop_reads_or_writes_another_shops_book(street: Street):
    number = street.orders({ONION: 1000})
    street.shop_says("accept_order", "1")
    says(street, "Sharma ji 250 udhaar")
    assert says(street, "khata dikhao", number=BALAJI) == ["utter_shop_khata_empty"]
    assert says(street, f"order {number} khata", number=BALAJI) == ["utter_shop_order_unknown"]
    assert owed(street, "balaji") == {}


def test_one_page_and_all_pages_are_shown_on_asking(street: Street):
    says(street, "Sharma ji 250 udhaar")
    says(street, "Meena 400 udhaar")
    says(street, "Sharma ji 100 jama")
    page = street.shop_says("ask_sales", "Sharma ji ka hisaab")
    assert ids(page) == ["utter_shop_khata_page", "utter_khata_line_given", "utter_khata_line_repaid"]
    everybody = street.shop_says("out_of_scope", "kiska kitna udhaar hai")
    assert ids(everybody) == ["utter_shop_khata_all", "utter_shop_khata_owes", "utter_shop_khata_owes"]
    assert value(everybody, "utter_shop_khata_all", "total") == Money(55000)
    assert ids(street.shop_says("ask_sales", "aaj ka hisaab")) == ["utter_shop_sales"]


def test_who_owes_is_forgotten_only_once_that_is_settled(street: Street):
    street.moves_in()
    says(street, f"{ASHA[-10:]} Asha 75 udhaar")
    assert ids(street.asks(customers.forget_me, "mera data delete karo")) == ["utter_forget_khata"]
    says(street, "Asha 75 jama")
    assert ids(street.asks(customers.forget_me, "mera data delete karo")) == ["utter_ask_forget"]
    street.answers("affirm", "haan")
    with street.unit_of_work() as shop:
        (page,) = shop.khatas.of_kirana("sai")
        assert (page.customer, "Asha" in page.name, len(page.entries)) == (None, False, 2)
