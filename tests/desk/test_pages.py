"""What the desk's pages show, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from starlette.testclient import TestClient

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.basket import Wish
from parchi.domain.money import Money
from parchi.domain.order import Order, OrderLine, StatusChange
from tests.conftest import MovableClock
from tests.desk.conftest import ASHA, RAVI, SAI, Post

Work = Callable[[], SqlUnitOfWork]


def place(unit_of_work: Work, number: str, customer: str, status: str, at: datetime) -> None:
    """An order of two packets of milk."""
    with unit_of_work() as shop:
        kirana = shop.kiranas.get("sai")
        assert kirana is not None
        line = OrderLine(
            position=1, wish=Wish("doodh", "milk"), item="milk", sku="amul-milk-500ml", name="Amul Milk",
            pack="500 ml", packs=2, amount=None, amount_unit=None, pack_price=Money(2800), price=Money(5600),
        )  # fmt: skip
        order = Order(
            number=number, customer=customer, basket=None, kirana=kirana.kirana, status=status, placed_at=at,
            lines=[line],
        )  # fmt: skip
        order.history.append(StatusChange(status=status, at=at, cause="placed", kirana=kirana.kirana))
        shop.orders.add(order)
        shop.commit()


def test_orders_show_what_is_open_and_what_has_ended(
    browser_here: TestClient, unit_of_work: Work, clock: MovableClock, post: Post
) -> None:
    post.hear(ASHA, "haan")
    place(unit_of_work, "1001", ASHA, "accepted", clock.now())
    place(unit_of_work, "1002", RAVI, "cancelled", clock.now())
    clock.move(minutes=12)
    page = browser_here.get("/").text
    is_open, ended = page.split("Ended", 1)
    assert "1001" in is_open
    assert "12 min" in is_open
    assert "₹56" in is_open
    assert "1002" in ended
    assert "1002" not in is_open


def test_an_order_shows_its_lines_and_steps(browser_here: TestClient, unit_of_work: Work, clock: MovableClock) -> None:
    place(unit_of_work, "1001", ASHA, "offered", clock.now())
    page = browser_here.get("/orders/1001").text
    assert "Amul Milk" in page
    assert "placed" in page
    assert browser_here.get("/orders/4711").status_code == 404


def test_no_page_tells_a_number(browser_here: TestClient, unit_of_work: Work, clock: MovableClock, post: Post) -> None:
    post.hear(ASHA, "2 kilo atta, call 98200 12345")
    post.hear(ASHA, "haan", state="failed")
    post.tell(ASHA, "Kaunsa atta?", state="failed", cause="63024")
    place(unit_of_work, "1001", ASHA, "offered", clock.now())
    with unit_of_work() as shop:
        chat = f"/conversations/{shop.customers.get(ASHA).pseudonym}"  # type: ignore[union-attr]
    for path in ("/", "/conversations", chat, "/orders/1001", "/queue", "/review", "/visits"):
        text = browser_here.get(path).text
        assert "0000000123" not in text, path
        assert "12345" not in text, path
    assert "… 123" in browser_here.get("/conversations").text


def test_a_conversation_reads_as_the_chat_that_it_was(
    browser_here: TestClient, post: Post, clock: MovableClock, unit_of_work: Work
) -> None:
    post.hear(ASHA, "2 kilo atta")
    post.tell(ASHA, "Kaunsa atta?")
    clock.move(minutes=1)
    post.hear(ASHA, "", Latitude="19.07", Longitude="72.99")
    with unit_of_work() as shop:
        customer = shop.customers.get(ASHA)
        assert customer is not None
        pseudonym = customer.pseudonym
    page = browser_here.get(f"/conversations/{pseudonym}").text
    assert page.index("2 kilo atta") < page.index("Kaunsa atta?") < page.index("📍")
    assert browser_here.get("/conversations/nobody").status_code == 404


def test_a_kirana_that_writes_is_named(browser_here: TestClient, post: Post) -> None:
    post.hear(SAI, "haan")
    assert "Sai Kirana Stores</a>" in browser_here.get("/conversations").text


def test_a_reply_stands_behind_what_it_answers_whatever_the_clocks_say(
    browser_here: TestClient, post: Post, clock: MovableClock, unit_of_work: Work
) -> None:
    first = post.hear(ASHA, "2 kilo atta")
    clock.move(minutes=1)
    post.hear(ASHA, "haan")
    clock.move(days=5)
    post.tell(ASHA, "Kaunsa atta?", answers=first)
    with unit_of_work() as shop:
        pseudonym = shop.customers.get(ASHA).pseudonym  # type: ignore[union-attr]
    page = browser_here.get(f"/conversations/{pseudonym}").text
    assert page.index("2 kilo atta") < page.index("Kaunsa atta?") < page.index("haan")


def test_what_a_customer_wrote_is_shown_and_never_run(browser_here: TestClient, post: Post) -> None:
    post.hear(ASHA, "<script>alert(1)</script>")
    page = browser_here.get("/conversations").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_queue_counts_states_and_names_failures(browser_here: TestClient, post: Post, clock: MovableClock) -> None:
    post.hear(ASHA, "haan", state="waiting")
    post.hear(RAVI, "haan", state="failed")
    post.tell(RAVI, "…", state="failed", cause="63024 no WhatsApp number")
    clock.move(minutes=3)
    page = browser_here.get("/queue").text
    assert "Oldest message waiting: <strong>3 min</strong>" in page
    assert "not answered" in page
    assert "63024 no WhatsApp number" in page


def test_the_map_has_every_kirana_once_inside_its_frame(browser_here: TestClient) -> None:
    page = browser_here.get("/map").text
    assert page.count("<circle") == 8
    assert "Vashi" in page


def test_a_shelf_is_found_by_words(browser_here: TestClient) -> None:
    everything = browser_here.get("/shelves/sai").text
    milk = browser_here.get("/shelves/sai", params={"q": "milk"}).text
    assert "Sai Kirana Stores" in milk
    assert 0 < milk.lower().count('<tr class="row">') < everything.lower().count('<tr class="row">')
    assert browser_here.get("/shelves", params={"q": "no such shop"}).text.count('<tr class="row">') == 0


def test_the_report_is_shown_once_it_is_made(browser_here: TestClient, project: Path) -> None:
    assert "parchi report" in browser_here.get("/report").text
    (project / "report.html").write_text("<h1>Good</h1>")
    assert "<iframe" in browser_here.get("/report").text
    whole = browser_here.get("/report/whole")
    assert whole.text == "<h1>Good</h1>"
    assert "script-src" not in whole.headers["content-security-policy"]
