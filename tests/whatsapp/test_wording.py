"""The wording: facts said in three languages, on pages that WhatsApp takes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from parchi.domain.hours import IST
from parchi.domain.money import Money
from parchi.domain.quantity import Quantity
from parchi.domain.reply import Reply, Say, say
from parchi.whatsapp.limits import BODY, cut, joined, length
from parchi.whatsapp.said_time import say_time
from parchi.whatsapp.said_units import say_quantity
from parchi.whatsapp.wording import Wording, WordingError

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
WORDING = Wording.load(Path(__file__).parents[1] / "fixtures" / "responses", lambda: NOW)
FOOT = (say("utter_total", total=Money(52000), at=NOW + timedelta(hours=7, minutes=30)),)


def line(number: int, product: str = "Aashirvaad Atta") -> Say:
    return say("utter_line", number=number, product=product, quantity=Quantity(5, "kg"), price=Money(26050))


def test_values_are_worded():
    assert WORDING.say(line(1), "en") == "1. Aashirvaad Atta, 5 kg: ₹260.50"
    assert WORDING.say(FOOT[0], "en") == "Total ₹520. Ready at 6:30 pm. Shall I order?"


def test_a_language_without_its_own_text_gets_english():
    assert WORDING.say(say("utter_basket"), "hi") == "आपकी टोकरी:"
    assert WORDING.say(say("utter_basket"), "hi-Latn") == "Your basket:"


def test_a_sentence_may_stand_in_a_sentence():
    nested = say("utter_line", number=1, product=say("utter_basket"), quantity="x", price="y")
    assert WORDING.say(nested, "hi").startswith("1. आपकी टोकरी:")


def test_a_missing_value_or_id_raises_at_once():
    with pytest.raises(WordingError, match="utter_line"):
        WORDING.say(say("utter_line", number=1), "en")
    with pytest.raises(WordingError, match="utter_nothing"):
        WORDING.say(say("utter_nothing"), "en")


def test_braces_and_line_ends_of_a_customer_stay_harmless():
    assert WORDING.say(line(1, "{total}\n\nTotal ₹1\x00"), "en").startswith("1. {total} Total ₹1, 5 kg")


def test_the_same_id_in_two_files_is_an_error(tmp_path: Path):
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text("responses:\n  utter_x:\n  - text: x\n")
    with pytest.raises(WordingError, match="utter_x"):
        Wording.load(tmp_path)


def test_a_reply_without_english_is_an_error(tmp_path: Path):
    one = "responses:\n  utter_x:\n  - text: x\n    condition: [{type: slot, name: language, value: hi}]\n"
    (tmp_path / "a.yml").write_text(one)
    with pytest.raises(WordingError, match="utter_x"):
        Wording.load(tmp_path)


def test_a_short_reply_is_one_page():
    (page,) = WORDING.render(Reply((say("utter_basket"),), (line(1), line(2)), FOOT), "en")
    assert page.splitlines()[0] == "Your basket:"
    assert page.splitlines()[-1].startswith("Total")


def test_nothing_to_say_is_no_page():
    assert WORDING.render(Reply(), "en") == []


@pytest.mark.parametrize("count", [40, 100, 500])
def test_a_long_list_is_paged_with_head_and_foot_on_every_page(count: int):
    reply = Reply((say("utter_basket"),), tuple(line(n, "आटा ☕ " * 4) for n in range(count)), FOOT)
    pages = WORDING.render(reply, "en")
    assert len(pages) > 1
    assert all(len(page) <= BODY and length(page) <= BODY for page in pages)
    assert all(page.startswith("Your basket:") and "Total ₹520" in page for page in pages)
    assert all(page.endswith("Write more to see the rest.") for page in pages[:-1])
    assert not pages[-1].endswith("rest.")
    shown = [text for page in pages for text in page.splitlines() if ", 5 kg" in text]
    assert [text.split(".")[0] for text in shown] == [str(n) for n in range(count)]


def test_pages_that_go_out_together_have_no_hint():
    reply = Reply((say("utter_basket"),), tuple(line(n) for n in range(100)), FOOT)
    assert not any("Write more" in page for page in WORDING.render(reply, "en", hint=False))


def test_one_endless_line_is_cut():
    reply = Reply((say("utter_basket"),), (line(1, "x" * 4000), line(2)), FOOT)
    pages = WORDING.render(reply, "en")
    assert all(len(page) <= BODY for page in pages)
    assert "2. Aashirvaad" in pages[-1]


def test_endless_heads_are_parted():
    reply = Reply(tuple(line(n, "word " * 60) for n in range(10)))
    pages = WORDING.render(reply, "en")
    assert len(pages) > 1
    assert all(len(page) <= BODY for page in pages)


def test_a_head_without_room_for_lines_still_shows_them_all():
    reply = Reply(tuple(line(n, "word " * 50) for n in range(7)), (line(98), line(99)), FOOT)
    pages = WORDING.render(reply, "en")
    assert all(len(page) <= BODY for page in pages)
    assert sum("99. Aashirvaad" in page for page in pages) == 1


@pytest.mark.parametrize(
    ("at", "en", "hi", "hinglish"),
    [
        (NOW.replace(hour=19, minute=30), "7:30 pm", "शाम 7:30 बजे", "shaam 7:30 baje"),
        (NOW.replace(hour=0), "midnight", "रात 12 बजे", "raat 12 baje"),
        (NOW.replace(hour=12), "12 pm", "दोपहर 12 बजे", "dopahar 12 baje"),
        (NOW + timedelta(days=1), "tomorrow 11 am", "कल सुबह 11 बजे", "kal subah 11 baje"),
        (NOW + timedelta(days=3), "Thu 11 am", "गुरुवार सुबह 11 बजे", "guruvaar subah 11 baje"),
        (NOW + timedelta(days=10), "Thu 3 Dec, 11 am", "गुरुवार 3 दिसंबर, सुबह 11 बजे", "guruvaar 3 Dec, subah 11 baje"),
        (NOW - timedelta(days=1), "Sun 22 Nov, 11 am", "रविवार 22 नवंबर, सुबह 11 बजे", "ravivaar 22 Nov, subah 11 baje"),
    ],
)
def test_times_are_said_as_people_say_them(at: datetime, en: str, hi: str, hinglish: str):
    assert [say_time(at, language, NOW) for language in ("en", "hi", "hi-Latn")] == [en, hi, hinglish]


def test_quantities_are_said_as_people_say_them():
    said = [
        say_quantity(Quantity(amount, unit), "en")
        for amount, unit in ((2, "packet"), (1, "box"), (2, "box"), (0.5, "kg"))
    ]
    assert said == ["2 packets", "1 box", "2 boxes", "0.5 kg"]
    assert say_quantity(Quantity(1.5, "kg"), "hi") == "1.5 किलो"
    assert say_quantity(Quantity(2, "dozen"), "hi-Latn") == "2 darjan"


def test_texts_of_a_turn_go_out_as_one_message_where_they_fit():
    assert joined(["a", "b", "", "c"]) == ["a\nb\nc"]
    assert joined([]) == []
    assert joined(["x" * 1000, "y" * 1000]) == ["x" * 1000, "y" * 1000]
    assert [len(text) <= BODY for text in joined(["long\n" * 1000, "☕" * 5000])] == [True] * 5


def test_cutting_counts_an_emoji_as_two():
    assert length(cut("😀" * 1000, BODY)) <= BODY
    assert cut("short", BODY) == "short"


@pytest.mark.parametrize(("language", "said"), [("en", "midnight"), ("hi", "रात 12 बजे"), ("hi-Latn", "raat 12 baje")])
def test_open_till_midnight_means_tonight(language: str, said: str) -> None:
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=IST)
    assert say_time(datetime(2026, 11, 24, 0, 0, tzinfo=IST), language, noon) == said
