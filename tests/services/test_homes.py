"""Homes: several people fill one list, none before the other agreed; nothing is lost when both write at once."""

from __future__ import annotations

import pytest

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.basket import Wish
from parchi.domain.reading import Line
from parchi.services import customers
from parchi.services.basket import baskets, slips
from parchi.services.homes.words import home_said
from parchi.services.orders import ordering
from tests.services.street import ASHA, ONION, RAVI, Street, ids, read
from tests.services.test_rush import at_once, insistently

MEENA = "whatsapp:+910000000003"


def says(street: Street, text: str, number: str = ASHA) -> list[str]:
    return ids(street.asks(customers.set_preference, text, number=number))


def code_of(street: Street, number: str = ASHA) -> str:
    return str(street.do(lambda shop: shop.households.of(number).code))


def together(street: Street) -> None:
    """Asha and Ravi fill one list."""
    street.moves_in(ASHA)
    street.moves_in(RAVI, name="Ravi Nair")
    says(street, "ghar walo ko jodna hai")
    says(street, f"HOME {code_of(street)}", RAVI)
    assert says(street, "HOME YES") == ["utter_home_joined", "utter_basket_empty"]


def list_of(street: Street, number: str) -> list[tuple[str | None, tuple[str, ...]]]:
    """(sku wished, names of those who asked) of a number's open list."""

    def act(shop: SqlUnitOfWork) -> list[tuple[str | None, tuple[str, ...]]]:
        basket = shop.baskets.open_of(number)
        lines = basket.lines if basket is not None else []
        return [
            (line.wish.sku, tuple(shop.customers.of_pseudonym(one).name.split()[0] for one in line.wish.by))
            for line in lines
        ]

    return street.do(act)


@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("HOME 4K7M", "join"), ("ghar 4k7m", "join"), ("घर 4K7M", "join"), ("HOME YES", "yes"), ("ghar haan", "yes"),
        ("HOME NO", "no"), ("leave home", "leave"), ("add my wife please", "make"), ("ghar walon ko jodna hai", "make"),
        ("घर वालों को जोड़ना है", "make"), ("add +91 00000 00002", "add"), ("0000000002 ko jod do", "add"),
        ("home delivery hai?", None), ("add 2 kg onion", None), ("call me on +910000000002", None), ("yes", None),
    ],
)  # fmt: skip
def test_what_is_said_about_a_shared_list(text: str, do: str | None) -> None:
    said = home_said(text)
    assert (said.do if said else None) == do


def test_a_number_is_read_however_it_is_written() -> None:
    for text in ("add +91 00000 00002", "add 0000000002", "add 00000-00002 to my list", "+910000000002 ko jodo"):
        said = home_said(text)
        assert said is not None
        assert said.number == RAVI


def test_who_is_not_known_yet_gets_the_invitation_by_hand(street: Street) -> None:
    street.moves_in(ASHA)
    assert says(street, "add +91 00000 00003") == ["utter_home_forward"]
    assert street.told(ASHA) == ["utter_home_invitation"]
    assert street.told(MEENA) == []
    street.moves_in(MEENA)
    assert says(street, f"HOME {code_of(street)}", MEENA)[0] == "utter_home_joined"


def test_nobody_is_in_two_homes(street: Street) -> None:
    together(street)
    street.moves_in(MEENA)
    says(street, "family list", MEENA)
    assert says(street, f"HOME {code_of(street, MEENA)}", RAVI) == ["utter_home_elsewhere"]
    assert says(street, "leave home", RAVI) == ["utter_home_left"]
    assert says(street, f"HOME {code_of(street, MEENA)}", RAVI) == ["utter_home_waits"]
    assert says(street, "HOME YES", MEENA)[0] == "utter_home_joined"


def test_a_yes_that_nobody_waits_for(street: Street) -> None:
    street.moves_in(ASHA)
    assert says(street, "HOME YES") == ["utter_home_nobody_asks"]
    assert says(street, "leave home") == ["utter_home_none"]
    assert says(street, "HOME 2Z2Z") == ["utter_home_unknown"]


def test_what_each_had_comes_together(street: Street) -> None:
    street.moves_in(ASHA)
    street.moves_in(RAVI, name="Ravi Nair")
    street.wishes({ONION: 1000})
    says(street, "family list", RAVI)
    says(street, f"HOME {code_of(street, RAVI)}")
    says(street, "HOME YES", RAVI)
    assert [sku for sku, _ in list_of(street, RAVI)] == [ONION]
    assert list_of(street, ASHA) == list_of(street, RAVI)
    assert street.shelf("sai", ONION) == (40, 0)


def test_an_order_of_the_home_is_everybodys_to_ask_about(street: Street) -> None:
    together(street)
    street.wishes({ONION: 1000})
    street.answers("affirm", "haan")
    assert street.told(RAVI)[-1] == "utter_home_ordered"
    street.shop_says("accept_order", "1")
    assert street.told(RAVI)[-1] == "utter_order_accepted"
    assert ids(street.asks(ordering.order_status, "order kahan hai", number=RAVI))[0] == "utter_status_accepted"
    assert list_of(street, RAVI) == []


def test_the_slip_of_one_is_stale_once_the_other_adds(street: Street) -> None:
    together(street)
    street.wishes({ONION: 1000})

    def add(shop: SqlUnitOfWork) -> None:
        ravi = shop.customers.meet(RAVI)
        reading = read(
            "add_items",
            "1 packet maggi",
            [Line("maggi", "instant-noodles", "Maggi", quantity=1, unit="packet", act="add")],
        )
        baskets.apply_lines(shop, ravi, reading)

    street.do(add)
    assert street.do(lambda shop: shop.customers.meet(ASHA).question) is None
    assert [names for _, names in list_of(street, ASHA)] == [(), ("Ravi",)]


def test_both_write_at_once_and_nothing_is_lost(street: Street) -> None:
    together(street)
    street.do(lambda shop: baskets.new_basket(shop, shop.customers.meet(ASHA)))

    def add(number: str, count: int) -> None:
        def act(shop: SqlUnitOfWork) -> None:
            basket = shop.baskets.open_of(number)
            assert basket is not None
            basket.add(Wish(words=f"{number} {count}", item="onion", sku=ONION, quantity=1, unit="kg"))
            shop.flush()

        insistently(street, act)

    at_once([lambda n=number, c=count: add(n, c) for number in (ASHA, RAVI) for count in range(6)])
    basket = street.do(lambda shop: [line.position for line in shop.baskets.open_of(ASHA).lines])
    assert basket == list(range(1, 13))


def test_both_say_yes_at_once_and_one_order_is_placed(street: Street) -> None:
    together(street)
    street.wishes({ONION: 1000})
    street.do(lambda shop: slips.show_slip(shop, shop.customers.meet(RAVI)))

    def confirm(number: str) -> None:
        insistently(street, lambda shop: slips.confirm(shop, shop.customers.meet(number)))

    at_once([lambda n=number: confirm(n) for number in (ASHA, RAVI)])
    orders = street.do(lambda shop: [o for n in (ASHA, RAVI) for o in shop.orders.of_customer(n)])
    assert len(orders) == 1
    assert street.shelf("sai", ONION) == (40, 1)


def test_a_forgotten_head_leaves_the_list_and_no_name(street: Street) -> None:
    together(street)
    street.wishes({ONION: 1000})
    street.do(lambda shop: shop.forget(ASHA))
    assert [sku for sku, _ in list_of(street, RAVI)] == [ONION]
    home = street.do(lambda shop: (shop.households.of(RAVI).head, shop.households.of(RAVI).people))
    assert home == (RAVI, [RAVI])
