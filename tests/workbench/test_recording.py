"""A conversation that took place becomes a story without numbers, places and names, and the story plays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from parchi.adapters.database import make_engine
from parchi.adapters.mail_tables import inbox
from parchi.adapters.recorded import read_conversation
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.cli import app
from parchi.domain.hours import IST
from parchi.domain.recorded import Conversation, Recorded
from parchi.workbench.recording import append_story, as_yaml, recorded_story, turns_of
from parchi.workbench.stories import Story, read_stories
from parchi.workbench.story_played import Played

ELEVEN = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
SHOP = Path(__file__).parents[1] / "fixtures/shop"
ASHA, SAI = "whatsapp:+910000000001", "whatsapp:+910000010001"
BASKET = {"kirana": "Sai Kirana Stores", "open_question": None, "total_paise": 8000}
ONIONS = {"item": "onion", "sku": "onion-loose-kg", "packs": None, "quantity": 2, "unit": "kg", "price_paise": 8000}


def said(text: str = "", *, minutes: float = 0, **more: Any) -> Recorded:
    return Recorded(ELEVEN + timedelta(minutes=minutes), more.pop("is_shops", False), text, **more)


def test_pins_buttons_photos_and_pauses_are_turns_and_order_numbers_are_blanks() -> None:
    messages = [
        said(is_pin=True),
        said("2 kilo pyaz"),
        said("Haan", button="Haan", minutes=20),
        said("1001 ready, 4821", is_shops=True, minutes=20.5),
        said(media="image/jpeg", minutes=21),
        said("mera number 9820012345 hai", minutes=21),
    ]
    assert turns_of(Conversation(messages, [("1001", "4821")])) == [
        {"customer": {"pin": [19.0771, 72.9986]}},
        {"customer": "2 kilo pyaz"},
        {"pause": "20 minutes"},
        {"customer": {"button": "Haan"}},
        {"kirana": "{order} ready, {code}"},
        {"customer": {"photo": "image/jpeg"}},
        {"customer": "mera number 0000000000 hai"},
    ]


def test_of_several_orders_each_blank_says_which() -> None:
    (turn,) = turns_of(Conversation([said("1002 cancel")], [("1001", ""), ("1002", "")]))
    assert turn == {"customer": "{order 2} cancel"}


def fake_play(story: Story) -> list[Played]:
    """Onions are in the basket after the first turn, ordered from Ganesh after the second."""
    ordered = {"status": "offered", "kirana": "Shree Ganesh Provision"}
    states: list[Mapping[str, Any]] = [
        {"basket": {**BASKET, "lines": [ONIONS]}, "orders": []},
        {"basket": {**BASKET, "lines": []}, "orders": [ordered]},
        {"basket": {**BASKET, "lines": []}, "orders": [ordered]},
    ]
    return [Played(turn, "", state=state) for turn, state in zip(story.turns, states, strict=False)]


def test_the_story_says_what_each_turn_changed_and_which_kirana_spoke(tmp_path: Path) -> None:
    turns = turns_of(Conversation([said("2 kilo pyaz"), said("haan: order #1"), said("1", is_shops=True)], []))
    told = recorded_story("onions", turns, fake_play, SHOP, tmp_path / "scratch.yml")
    assert told["turns"] == [
        {"customer": "2 kilo pyaz", "basket": ["2 kg onion-loose-kg = 80"]},
        {"customer": "haan: order #1", "basket": "empty", "order": "offered"},
        {"kirana ganesh": "1", "unchanged": True},
    ]


def test_the_story_is_written_so_that_it_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "recorded.yml"
    told = {"story": "a: b", "turns": [{"customer": "yes", "basket": ["2 kg onion-loose-kg = 80"], "order": "none"}]}
    append_story(told, file)
    append_story({"story": "c", "turns": [{"customer": "1"}]}, file)
    first, second = read_stories(file)
    assert (first.name, first.turns[0].said.text, second.turns[0].said.text) == ("a: b", "yes", "1")
    assert as_yaml(told) in file.read_text(encoding="utf-8")


def write(engine: Engine, sender: str, sid: str, **form: str) -> None:
    row = {"message_sid": sid, "sender": sender, "said": "", "form": form, "received_at": ELEVEN, "state": "done"}
    with engine.begin() as connection:
        connection.execute(insert(inbox).values(**row))


def test_what_was_written_is_read_by_number_or_pseudonym(database: Engine, shop: SqlUnitOfWork) -> None:
    pseudonym = shop.customers.meet(ASHA).pseudonym
    shop.commit()
    write(database, ASHA, "SM1", Body="2 kilo pyaz", ProfileName="Asha")
    write(database, "whatsapp:+910000000002", "SM2", Body="somebody else's")
    write(database, ASHA, "SM3", Body="Haan", ButtonText="Haan", ButtonPayload="affirm")
    by_number, by_pseudonym = read_conversation(database, ASHA), read_conversation(database, pseudonym)
    assert by_number == by_pseudonym
    assert by_number is not None
    assert [(message.text, message.button) for message in by_number.messages] == [("2 kilo pyaz", ""), ("Haan", "Haan")]
    assert read_conversation(database, ASHA, ELEVEN + timedelta(minutes=1)) is None
    assert read_conversation(database, "whatsapp:+910000000009") is None


@pytest.fixture
def kept(seeded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database of the command's own."""
    import shutil

    file = tmp_path / "parchi.db"
    shutil.copy(seeded_file, file)
    monkeypatch.setenv("PARCHI_DATABASE_URL", f"sqlite:///{file}")
    return make_engine(f"sqlite:///{file}")


def test_a_customer_is_forgotten_by_number(kept: Engine) -> None:
    from parchi import bootstrap

    with bootstrap.unit_of_work() as shop:
        shop.customers.meet(ASHA)
        shop.commit()
    write(kept, ASHA, "SM1", Body="2 kilo pyaz", ProfileName="Asha")
    assert CliRunner().invoke(app, ["forget", ASHA], input="n\n").exit_code == 2
    assert read_conversation(kept, ASHA) is not None
    assert CliRunner().invoke(app, ["forget", ASHA, "--yes"]).exit_code == 0
    assert read_conversation(kept, ASHA) is None
    with kept.connect() as connection:
        assert connection.execute(inbox.select()).one().form == {}
    again = CliRunner().invoke(app, ["forget", ASHA, "--yes"])
    assert (again.exit_code, "nobody is known" in again.output) == (2, True)


def test_there_is_nothing_to_record_of_whom_nobody_knows(kept: Engine) -> None:
    result = CliRunner().invoke(app, ["record", ASHA, "--name", "nothing"])
    assert (result.exit_code, "nothing is kept" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--name", "a dozen eggs where there are only boxes of six and trays of thirty"], "another name"),
        (["--name", "new", "--since", "yesterday"], "2026-11-23T11:00"),
    ],
)
def test_what_cannot_be_recorded_is_told(kept: Engine, arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(app, ["record", ASHA, *arguments])
    assert (result.exit_code, words in result.output) == (2, True)
