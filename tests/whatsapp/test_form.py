"""Twilio's form: text, pins, photos and buttons as messages."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

import pytest

from parchi.domain.hours import IST
from parchi.domain.message import InboundMessage
from parchi.domain.place import Place
from parchi.whatsapp.form import Form, FormError, arrival, read_message

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
NUMBER = "whatsapp:+910000000001"


def read(**fields: str) -> InboundMessage:
    return read_message(fields, sid="SM1", sender=NUMBER, received_at=NOW)


def said(**fields: str) -> str:
    return arrival({"MessageSid": "SM1", "From": NUMBER, **fields}, NOW).said


def test_blank_fields_are_kept():
    assert Form.parse(b"Body=&NumMedia=0").fields() == {"Body": "", "NumMedia": "0"}


def test_all_scripts_survive():
    text = "२ किलो आटा + 1 kg ☕ \u200d&="
    assert Form.parse(urlencode({"Body": text}).encode()).fields()["Body"] == text


@pytest.mark.parametrize("body", [b"", b"&&&", b"Body", b"=", b"%", b"Body=%ff%fe", b"\xff\xfe\x00", b"Body=%00"])
def test_whatever_is_posted_can_be_read(body: bytes):
    assert "\0" not in "".join(Form.parse(body).fields().values())


def test_the_first_of_two_values_counts():
    assert Form.parse(b"Body=a&Body=b").fields()["Body"] == "a"


def test_text_and_name():
    message = read(Body="2 kilo atta", ProfileName=" Asha ", NumMedia="0")
    assert (message.text, message.name, message.place, message.media) == ("2 kilo atta", "Asha", None, ())


def test_a_pin_has_a_place_and_no_text():
    message = read(Body="", Latitude="19.0745", Longitude="72.9978", Label="Vashi", Address="Sector 17")
    assert (message.text, message.place, message.place_words) == ("", Place(19.0745, 72.9978), "Vashi")


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("x", "72"), ("", ""), ("nan", "72"), ("19", "inf"), ("91", "0"), ("0", "-181")]
)
def test_a_malformed_pin_is_no_place(latitude: str, longitude: str):
    assert read(Latitude=latitude, Longitude=longitude).place is None


def test_half_a_pin_is_no_place():
    assert read(Latitude="19").place is None


def test_photos_and_voice_notes():
    message = read(Body="", NumMedia="2", MediaContentType0="audio/ogg", MediaUrl0="https://x", MediaUrl1="https://y")
    assert message.media == ("audio/ogg", "application/octet-stream")


@pytest.mark.parametrize("count", ["", "x", "-1", "²", "99999999999999"])
def test_a_wrong_count_of_media_does_no_harm(count: str):
    assert len(read(NumMedia=count).media) <= 10


def test_a_pressed_button_has_its_payload_and_title():
    message = read(ButtonPayload="accept_order:1042", ButtonText="1 Accept", Body="")
    assert (message.button, message.text) == ("accept_order:1042", "1 Accept")


def test_a_picked_list_row_counts_as_a_button():
    assert read(Body="Amul", ListId="choose_option:2").button == "choose_option:2"


@pytest.mark.parametrize("fields", [{}, {"From": NUMBER}, {"MessageSid": "SM1"}, {"MessageSid": "S" * 65, "From": "x"}])
def test_a_message_needs_sid_and_sender(fields: dict[str, str]):
    with pytest.raises(FormError):
        arrival(fields, NOW)


def test_the_same_words_say_the_same():
    assert said(Body="haan") == said(Body="haan", ProfileName="other")
    assert said(Body="haan") != said(Body="Haan ji")


def test_pins_photos_and_buttons_say_different_things():
    pins = {said(Body="", Latitude=n, Longitude="72") for n in ("19.1", "19.2")}
    photos = {said(Body="", NumMedia="1", MediaUrl0=url) for url in ("https://a", "https://b")}
    buttons = {said(Body="Accept", ButtonPayload=p) for p in ("accept_order:1", "accept_order:2")}
    assert [len(pins), len(photos), len(buttons)] == [2, 2, 2]
