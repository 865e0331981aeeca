"""Rows come back as what was kept, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.basket import Basket, BasketLine, Wish
from parchi.domain.customer import Question
from parchi.domain.kirana import MILLI, Hold, ShelfEntry
from parchi.domain.money import Money
from parchi.domain.place import Place
from parchi.services.ports import TryAgain

NUMBER = "whatsapp:+910000000001"
VASHI = Place(19.0770, 72.9990)
Work = Callable[[], SqlUnitOfWork]


def test_a_customer_comes_back_with_question_pages_and_preferences(unit_of_work: Work) -> None:
    with unit_of_work() as shop:
        customer = shop.customers.meet(NUMBER)
        customer.question = Question("which_product", line=2, options=({"sku": "a"}, {"sku": "b"}))
        customer.pages = ["one", "दो"]
        customer.preferences = {"missing": "leave_out"}
        customer.last_heard_at = shop.clock.now()
        shop.commit()
    with unit_of_work() as shop:
        again = shop.customers.get(NUMBER)
        assert again is not None
        assert again.question == Question("which_product", line=2, options=({"sku": "a"}, {"sku": "b"}))
        assert (again.pages, again.preferences) == (["one", "दो"], {"missing": "leave_out"})
        assert again.last_heard_at == shop.clock.now()
        assert shop.customers.of_pseudonym(again.pseudonym) is again


def test_a_basket_keeps_its_lines_in_order_and_loses_removed_ones(unit_of_work: Work) -> None:
    wish = Wish("Amul doodh", "milk", brand="Amul", quantity=2, unit="packet", note="ठंडा", candidates=("milk", "curd"))
    with unit_of_work() as shop:
        basket = shop.baskets.add(Basket(customer=NUMBER, created_at=shop.clock.now()))
        basket.lines = [BasketLine(1, wish, price=Money(5600)), BasketLine(2, Wish("atta", "wheat-flour"))]
        shop.commit()
        number = basket.number
    with unit_of_work() as shop:
        basket = shop.baskets.open_of(NUMBER)
        assert basket is not None
        assert basket.number == number
        assert [line.wish.words for line in basket.lines] == ["Amul doodh", "atta"]
        assert basket.lines[0].wish == wish
        assert basket.total == Money(5600)
        basket.lines.pop(0)
        shop.commit()
    with unit_of_work() as shop:
        basket = shop.baskets.open_of(NUMBER)
        assert basket is not None
        assert [line.position for line in basket.lines] == [2]


def test_what_is_not_committed_is_undone(unit_of_work: Work) -> None:
    with unit_of_work() as shop:
        shop.customers.meet(NUMBER)
    with unit_of_work() as shop:
        assert shop.customers.get(NUMBER) is None


def fail(shop: SqlUnitOfWork) -> None:
    """A part of the work that changes what is there and what is new, and then cannot go on."""
    with shop.attempt():
        customer = shop.customers.meet(NUMBER)
        customer.name, customer.question = "Somebody else", Question("place")
        shop.baskets.add(Basket(customer=NUMBER, created_at=shop.clock.now()))
        shop.flush()
        raise ZeroDivisionError


@pytest.mark.parametrize("is_known", [False, True])
def test_a_part_that_fails_is_undone_alone_and_what_waited_before_it_is_kept(
    unit_of_work: Work, is_known: bool
) -> None:
    with unit_of_work() as shop:
        if is_known:
            shop.customers.meet(NUMBER).name = "Before"
            shop.commit()
        customer = shop.customers.meet(NUMBER)
        customer.name, customer.last_heard_at = "Asha", shop.clock.now()
        with pytest.raises(ZeroDivisionError):
            fail(shop)
        assert (customer.name, customer.question) == ("Asha", None)
        shop.commit()
    with unit_of_work() as shop:
        again = shop.customers.get(NUMBER)
        assert again is not None
        assert (again.name, again.question, again.last_heard_at) == ("Asha", None, shop.clock.now())
        assert shop.baskets.of_customer(NUMBER) == []


def test_a_part_after_something_was_written_is_undone_alone_too(unit_of_work: Work) -> None:
    with unit_of_work() as shop:
        shop.customers.meet(NUMBER).name = "Asha"
        shop.flush()
        with pytest.raises(ZeroDivisionError):
            fail(shop)
        shop.commit()
    with unit_of_work() as shop:
        again = shop.customers.get(NUMBER)
        assert again is not None
        assert again.name == "Asha"


def test_who_read_a_customer_before_somebody_else_changed_it_must_look_again(unit_of_work: Work) -> None:
    with unit_of_work() as shop:
        shop.customers.meet(NUMBER)
        shop.commit()
    with unit_of_work() as first, unit_of_work() as second:
        one, other = first.customers.meet(NUMBER), second.customers.meet(NUMBER)
        one.question = Question("confirm_order")
        first.commit()
        other.question = None
        other.name = "Asha"
        with pytest.raises(TryAgain):
            second.commit()


def test_kiranas_near_are_sorted_by_distance_and_cut_at_the_reach(shop: SqlUnitOfWork) -> None:
    near = shop.kiranas.near(VASHI, 5)
    assert [kirana.kirana for _, kirana in near] == ["sai", "ganesh", "balaji", "mahalaxmi"]
    assert all(distance == VASHI.distance_km(kirana.place) for distance, kirana in near)
    far = shop.kiranas.nearest(Place(18.52, 73.856))
    assert far is not None
    assert far[1].kirana == "krishna"
    assert 100 < far[0] < 130


def test_each_number_of_a_kirana_finds_it(shop: SqlUnitOfWork) -> None:
    for number in ("whatsapp:+910000020001", "whatsapp:+910000020002"):
        kirana = shop.kiranas.of_number(number)
        assert kirana is not None
        assert kirana.kirana == "sai"
    assert shop.kiranas.of_number(NUMBER) is None


def test_a_shelf_never_promises_what_is_not_there(shop: SqlUnitOfWork) -> None:
    salt, flour = ("sai", "tata-salt-1-kg"), ("sai", "aashirvaad-whole-wheat-atta-5-kg")
    assert shop.shelves.exchange({salt: 10 * MILLI}) == set()
    assert shop.shelves.exchange({salt: 3 * MILLI, flour: MILLI}) == {salt}
    untouched = shop.shelves.entry(*flour)
    assert untouched is not None
    assert untouched.held == 0, "where one is short, nothing is held"
    assert shop.shelves.exchange({salt: 2 * MILLI}) == set()
    shop.shelves.sell({salt: 10 * MILLI})
    assert shop.shelves.exchange({salt: -2 * MILLI, flour: MILLI}) == set()
    assert shop.shelves.exchange({("sai", "no-such-thing"): MILLI}) == {("sai", "no-such-thing")}
    entry, other = shop.shelves.entry(*salt), shop.shelves.entry(*flour)
    assert entry is not None
    assert other is not None
    assert (entry.stock, entry.held) == (2 * MILLI, 0)
    assert other.held == MILLI
    shop.shelves.restock(*salt, 10 * MILLI)
    shop.shelves.put(ShelfEntry(*salt, stock=5 * MILLI, price=Money(2500)))
    entry = shop.shelves.entry(*salt)
    assert entry is not None
    assert (entry.stock, entry.price) == (5 * MILLI, Money(2500))


def test_shelves_are_read_by_item_across_kiranas(shop: SqlUnitOfWork) -> None:
    found = shop.shelves.of_items(["sai", "balaji"], ["kabuli-chana", "salt"])
    assert {(entry.kirana, product.item) for product, entry in found} == {
        ("sai", "salt"), ("balaji", "salt"), ("balaji", "kabuli-chana"),
    }  # fmt: skip
    assert len(shop.shelves.all_of("balaji")) == 102


def test_holds_end_when_their_time_is_over(shop: SqlUnitOfWork) -> None:
    now = shop.clock.now()
    shop.holds.replace("basket:1", [Hold("basket:1", "sai", "tata-salt-1-kg", MILLI, until=now)])
    shop.holds.replace("order:1001", [Hold("order:1001", "sai", "tata-salt-1-kg", MILLI)])
    assert [hold.owner for hold in shop.holds.ended(now)] == ["basket:1"]
    shop.holds.replace("basket:1", [])
    assert shop.holds.of("basket:1") == []
    assert shop.holds.ended(now) == []


def test_products_are_found_by_sku_item_and_brand(shop: SqlUnitOfWork) -> None:
    assert shop.catalogue.product("nothing") is None
    assert {product.item for product in shop.catalogue.products_of_brand("Everest")} == {
        "turmeric-powder", "chilli-powder", "coriander-powder", "garam-masala",
    }  # fmt: skip
    milk = shop.catalogue.item("milk")
    assert milk is not None
    assert (milk.english, milk.hindi) == ("Milk", "दूध")
    assert "onion" in [item.item for item in shop.catalogue.items("vegetables")]
