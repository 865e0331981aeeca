"""Messages worth a look, and what becomes of those that are taken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from parchi.adapters.desk_views import SqlDeskViews
from parchi.adapters.forgetting import forget
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.overview import MessageSeen
from parchi.workbench.review import worth_a_look
from tests.conftest import MONDAY_ELEVEN, MovableClock
from tests.desk.conftest import ASHA, RAVI, READINGS, SAI, Post
from tests.desk.test_signing_in import csrf


def seen(text: str, minute: int, who: str = "a") -> MessageSeen:
    return MessageSeen(minute, True, text, MONDAY_ELEVEN + timedelta(minutes=minute), "done", who)


def reasons(*messages: MessageSeen, cancelled: tuple[tuple[str, int], ...] = ()) -> dict[str, tuple[str, ...]]:
    ended = [(who, MONDAY_ELEVEN + timedelta(minutes=minute)) for who, minute in cancelled]
    newest_first = sorted(messages, key=lambda message: message.at, reverse=True)
    found = worth_a_look(newest_first, ended, lambda text, _speaker: READINGS[text])
    return {one.message.text: one.reasons for one in found}


def test_a_sure_message_is_not_worth_a_look() -> None:
    assert reasons(seen("2 kilo atta", 1), seen("haan", 2)) == {}


def test_refused_and_unsure_messages_are() -> None:
    assert reasons(seen("ek dhakkan wala dabba", 1), seen("kitna hua", 2)) == {
        "ek dhakkan wala dabba": ("refused",),
        "kitna hua": ("unsure",),
    }


def test_a_message_that_its_customer_corrects_at_once_is() -> None:
    assert reasons(seen("2 kilo atta", 1), seen("nahi 3 kilo", 2)) == {"2 kilo atta": ("corrected",)}
    assert reasons(seen("2 kilo atta", 1), seen("nahi 3 kilo", 2, "another")) == {}
    assert reasons(seen("2 kilo atta", 1), seen("nahi 3 kilo", 20)) == {}


def test_what_has_no_words_teaches_nothing() -> None:
    assert reasons(seen("1", 1), seen("📍", 2), seen("👍", 3)) == {}


def test_a_list_whose_order_was_cancelled_is() -> None:
    assert reasons(seen("2 kilo atta", 1), cancelled=(("a", 9),)) == {"2 kilo atta": ("cancelled",)}
    assert reasons(seen("2 kilo atta", 1), cancelled=(("b", 9), ("a", 90))) == {}


def test_what_a_kirana_wrote_is_read_as_a_kiranas(
    browser_here: TestClient, post: Post, project: Path, database: Engine, clock: MovableClock
) -> None:
    message = post.hear(SAI, "baingan wala dabba khatam")
    assert [seen.speaker for seen in SqlDeskViews(database, clock.now).unreviewed()] == ["shop"]
    page = browser_here.get("/review").text
    assert "set_out_of_stock" in page
    meaning = {"also": [], "lines": [{"words": "maggi", "item": "noodles"}]}
    form = {"as": "test", "text": "baingan wala dabba khatam", "intent": "set_out_of_stock", "speaker": "shop"}
    take(browser_here, message, **form, reading=json.dumps(meaning))
    row = json.loads((project / "tests/nlu/reviewed.jsonl").read_text())
    assert (row["from"], row["intent"]) == ("shop", "set_out_of_stock")


def test_the_same_words_are_shown_once() -> None:
    assert list(reasons(seen("kitna hua", 1), seen("kitna hua", 2, "b"))) == ["kitna hua"]


def take(browser: TestClient, message: int, **form: str) -> str:
    token = csrf(browser.get("/review").text)
    filled = {"text": "ek dhakkan wala dabba", "intent": "add_items", "language": "hi-Latn", **form}
    return browser.post(f"/review/{message}", data={"csrf": token, **filled}).text


def test_one_key_makes_it_an_example_between_shorter_and_longer_ones(
    browser_here: TestClient, post: Post, project: Path
) -> None:
    message = post.hear(ASHA, "ek dhakkan wala dabba")
    take(browser_here, message, **{"as": "example"})
    block = (project / "data/nlu/hi-Latn/basket.yml").read_text().split("- intent: add_items")[1].split("- intent:")[0]
    examples = re.findall(r"^    - (.+)$", block, re.M)
    where = examples.index("ek dhakkan wala dabba")
    assert len(examples[where - 1]) <= len("ek dhakkan wala dabba") <= len(examples[where + 1])
    assert "Nothing to look at" in browser_here.get("/review").text


def test_another_makes_it_a_test_with_the_meaning_that_a_person_gave(
    browser_here: TestClient, post: Post, project: Path
) -> None:
    message = post.hear(ASHA, "ek dhakkan wala dabba")
    meaning = {"also": [], "lines": [{"words": "dhakkan wala dabba", "item": None, "quantity": 1}]}
    take(browser_here, message, **{"as": "test", "reading": json.dumps(meaning)})
    row = json.loads((project / "tests/nlu/reviewed.jsonl").read_text())
    assert (row["text"], row["intent"], row["lines"]) == ("ek dhakkan wala dabba", "add_items", meaning["lines"])


def test_another_makes_a_word_an_alias(browser_here: TestClient, post: Post, project: Path) -> None:
    message = post.hear(ASHA, "ek dhakkan wala dabba")
    take(browser_here, message, **{"as": "alias", "word": "gehunpith", "item": "wheat-flour"})
    assert "wheat-flour,hi-Latn,gehunpith\n" in (project / "data/shop/words.csv").read_text()


def test_what_cannot_stand_in_the_data_is_refused_with_a_reason(
    browser_here: TestClient, post: Post, project: Path
) -> None:
    message = post.hear(ASHA, "ek dhakkan wala dabba")
    before = (project / "data/shop/words.csv").read_text()
    assert "means wheat-flour already" in take(browser_here, message, **{"as": "alias", "word": "atta", "item": "milk"})
    assert "phone number" in take(browser_here, message, **{"as": "example", "text": "call 9999999999"})
    assert "masked number" in take(browser_here, message, **{"as": "example", "text": "call … 345"})
    assert "not in Devanagari" in take(browser_here, message, **{"as": "example", "language": "hi"})
    assert "cannot be read" in take(browser_here, message, **{"as": "test", "reading": "{"})
    assert (project / "data/shop/words.csv").read_text() == before
    assert "ek dhakkan wala dabba" in browser_here.get("/review").text


def test_no_sentence_is_taken_twice(browser_here: TestClient, post: Post) -> None:
    message, again = post.hear(ASHA, "ek dhakkan wala dabba"), post.hear(RAVI, "kitna hua")
    take(browser_here, message, **{"as": "example"})
    assert "already" in take(browser_here, again, **{"as": "example"})


def test_whoever_asked_to_be_forgotten_is_not_reviewed(
    database: Engine, unit_of_work: Callable[[], SqlUnitOfWork], post: Post, clock: MovableClock
) -> None:
    post.hear(ASHA, "kitna hua")
    views = SqlDeskViews(database, clock.now)
    assert [message.text for message in views.unreviewed()] == ["kitna hua"]
    with unit_of_work() as shop:
        forget(shop.session, ASHA)
        shop.commit()
    assert views.unreviewed() == []
    assert views.conversations() == []
