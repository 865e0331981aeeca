"""The logs: one line an event, the same id from webhook to reply, and nothing of what people wrote."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from io import StringIO

import pytest

from parchi.pipeline.logs import about, log_as
from tests.wire.conftest import CUSTOMER, form

SECRET = "doodh for Asha"


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, put back as it was."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield root
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture
def printed(root: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """Standard error."""
    root.setLevel(logging.INFO)
    printed = StringIO()
    monkeypatch.setattr(sys, "stderr", printed)
    return printed


@pytest.fixture
def lines(printed: StringIO) -> Callable[[], list[dict[str, str]]]:
    """What was logged as JSON."""
    log_as("bot 1", is_json=True)
    return lambda: [json.loads(line) for line in printed.getvalue().splitlines()]


def test_a_line_is_json_with_role_time_and_the_message_it_is_about(lines):
    with about("SM7"):
        logging.getLogger("parchi.x").warning("it %s", "rains")
    logging.getLogger("parchi.x").info("dry")
    wet, dry = lines()
    assert wet.pop("at").endswith("+00:00")
    assert wet == {
        "role": "bot 1",
        "level": "WARNING",
        "logger": "parchi.x",
        "message_sid": "SM7",
        "event": "it rains",
    }
    assert "message_sid" not in dry


def test_numbers_are_masked_and_errors_told_without_their_words(lines):
    try:
        raise ValueError(SECRET) from KeyError(CUSTOMER)
    except ValueError:
        logging.getLogger("parchi.x").exception("for %s", CUSTOMER)
    (line,) = lines()
    assert line["event"] == "for whatsapp:…001"
    assert "builtins.ValueError" in line["error"]
    assert "builtins.KeyError" in line["error"]
    assert "test_logs.py" in line["error"]
    assert SECRET not in line["error"]
    assert CUSTOMER not in json.dumps(line)


def test_who_asks_for_it_sees_all(root, capsys: pytest.CaptureFixture[str]):
    log_as("web", is_json=True, is_personal=True)
    log_as("web")
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("parchi.x").exception("for %s", CUSTOMER)
    line = json.loads(capsys.readouterr().err)
    assert CUSTOMER in line["event"]
    assert SECRET in line["error"]


def test_one_id_leads_from_the_webhook_to_the_reply(wire, make_worker, make_sender, stand_in, lines):
    fields = form(SECRET, sid="SM" + "a" * 32)
    assert wire.post(fields) == 200
    make_worker().serve_one()
    sender = make_sender()
    (dispatch,) = sender._outbox.claim("me", 5)
    sender.deliver(dispatch)
    told = [line for line in lines() if line.get("message_sid") == fields["MessageSid"]]
    assert [line["logger"] for line in told] == [
        "parchi.web.webhook",
        "parchi.pipeline.worker",
        "parchi.pipeline.sender",
    ]
    assert len(stand_in.messages.list(CUSTOMER)) == 1
    assert SECRET not in json.dumps(told)
    assert CUSTOMER not in json.dumps(told)
