"""A performance: one story being played over the wire, turn by turn, and how each turn differs from what it wants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from parchi.adapters.places import CsvPlaces
from parchi.domain.kirana import MILLI
from parchi.services.inspection import NothingKnown, inspect_customer, inspect_kirana, inspect_order
from parchi.web.sent_messages import Sent
from parchi.whatsapp.templates import BUTTONS
from parchi.workbench import story_operator
from parchi.workbench.stories import Said, Story, StoryError, Turn
from parchi.workbench.story_differences import customer_differences, shop_differences
from parchi.workbench.story_faults import logged_faults
from parchi.workbench.story_played import Impossible, Played
from parchi.workbench.story_wants import Difference, Message, Wants
from parchi.workbench.story_wire import StoryClock, Wire

OPERATOR = "whatsapp:+910000099999"
BREATH = timedelta(seconds=5)
"""Between two turns: nobody is taken for a double tap."""
LONGEST_MESSAGE = 1600
WINDOW = timedelta(hours=24)
NOBODY: dict[str, Any] = {
    "language": "en",
    "messages_stopped": False,
    "place": None,
    "basket": {"kirana": None, "lines": [], "open_question": None, "total_paise": None},
    "orders": [],
    "complaint": None,
    "news": False,
}
"""How a customer who never wrote looks."""
_BLANK = re.compile(r"\{(?:(customer [2-9]) )?(wrong code|code|order|group|home)(?: ([1-9]))?\}")
_INVITED = re.compile(r"\b(JOIN|HOME) ([0-9A-Z]{4})\b")


class Performance:
    """One story being played."""

    def __init__(self, story: Story, wire: Wire, clock: StoryClock, places: CsvPlaces) -> None:
        self._story = story
        self._wire = wire
        self._clock = clock
        self._places = places
        self._invited = {"JOIN": "?", "HOME": "?"}
        """The code of the group price, and of the home, that somebody was last invited to."""
        self._buttons: dict[str, Sequence[Mapping[str, str]]] = {}
        self._first_buttons: dict[tuple[str, str], str] = {}
        """The payload that stood first under each title, by receiver."""
        self._heard_at: dict[str, datetime] = {}
        """When each number last wrote."""
        self._outside: list[Message] = []
        """Free text to numbers whose window was shut: WhatsApp refuses it (63016)."""
        self._late: list[dict[str, str]] = []
        with wire.open_shop() as shop:
            near = shop.kiranas.near(places.of_pincode("400703") or _nowhere(), 1000)
            self._kiranas = {kirana.kirana: kirana for _, kirana in near}
        self._names = {id: kirana.name for id, kirana in self._kiranas.items()}

    def play(self) -> list[Played]:
        self._prepare()
        played: list[Played] = []
        for turn in self._story.turns:
            played.append(self._play(turn))
            if played[-1].differences:
                break
        return played

    def _prepare(self) -> None:
        """Shelves as the story has them, and the first customer's place known."""
        with self._wire.open_shop() as shop:
            for kirana, stock in self._story.stock.items():
                for sku, amount in stock.items():
                    entry = shop.shelves.entry(kirana, sku)
                    if entry is None:
                        raise StoryError(self._story.name, f"{kirana} has no {sku} on its shelf")
                    entry.stock = round(amount * MILLI)
                    shop.shelves.put(entry)
            shop.commit()
        if self._story.place is None:
            return
        found = self._places.of_words(self._story.place)
        if found is None:
            raise StoryError(self._story.name, f"no area {self._story.place!r}")
        pin = {"Latitude": str(found[0].latitude), "Longitude": str(found[0].longitude)}
        self._wire.post(self._number("customer"), {**pin, "ProfileName": "Asha"})
        self._heard_at[self._number("customer")] = self._clock.now()
        self._wire.settle()

    def _play(self, turn: Turn) -> Played:
        before = {customer: self._state(customer) for customer in {"customer", *turn.wants.states}}
        played = Played(turn, "")
        with logged_faults() as faults:
            try:
                self._do(turn, played)
                played.differences += self._differences(turn, played.heard, before)
            except Impossible as error:
                played.differences.append(Difference("the story can go on", "", error))
        played.differences += (Difference("no fault", "", fault) for fault in faults)
        played.state = self._state("customer")
        return played

    def _do(self, turn: Turn, played: Played) -> None:
        """Let the turn happen; what is said and heard in it is added to `played`."""
        if turn.command:
            played.said = f"({turn.command})"
            self._command(turn.command, played)
        elif turn.speaker is None:
            played.said = f"({turn.pause})"
            self._clock.pass_time(turn.pause, lambda: self._tick(played))
        else:
            self._clock.pass_time(BREATH, lambda: self._tick(played))
            played.said = self._say(turn.speaker, turn.said)
        played.heard += self._messages()

    def _tick(self, played: Played) -> None:
        """What the clock brings about is sent at once: minutes later the receiver's window may be shut."""
        if self._wire.tick():
            played.heard += self._messages()

    def _command(self, command: Mapping[str, Any], played: Played) -> None:
        """What the operator does; a campaign is then told by the clock's next ticks."""
        told = {name: self._filled(value) if isinstance(value, str) else value for name, value in command.items()}
        with self._wire.open_shop() as shop:
            story_operator.act(shop, told)
            shop.commit()
        self._clock.pass_time(BREATH, lambda: self._tick(played))

    def _differences(self, turn: Turn, heard: Sequence[Message], before: Mapping[str, Any]) -> Iterator[Difference]:
        yield from self._unfit(turn, heard)
        yield from self._heard_differences(turn, heard)
        yield from self._state_differences(turn.wants, before)

    def _say(self, speaker: str, said: Said) -> str:
        number = self._number(speaker)
        text = self._filled(said.text)
        fields = {"Body": text, "ProfileName": said.name or ("Asha" if speaker == "customer" else speaker.title())}
        if said.pin is not None:
            fields |= {"Latitude": str(said.pin[0]), "Longitude": str(said.pin[1]), "Label": said.label or ""}
        if said.media is not None:
            fields |= {"NumMedia": "1", "MediaContentType0": said.media, "MediaUrl0": "https://api.twilio.com/media/1"}
        if said.button is not None:
            fields |= self._pressed(number, said.button, is_old=said.is_old)
        self._heard_at[number] = self._clock.now()
        posted = [self._wire.post(number, fields, deliveries=said.deliveries) for _ in range(said.taps)]
        for form in self._late:
            self._wire.bring(form)
        self._late = posted if said.is_late else []
        return text or f"[{said.button or said.media or said.pin}]"

    def _pressed(self, number: str, title: str, *, is_old: bool) -> dict[str, str]:
        payloads = {button["title"]: button["payload"] for button in self._buttons.get(number, ())}
        if is_old and (number, title) in self._first_buttons:
            payloads = {title: self._first_buttons[number, title]}
        if title not in payloads:
            raise Impossible(f"no button {title!r} was shown, only {list(payloads)}")
        return {"Body": title, "ButtonText": title, "ButtonPayload": payloads[title]}

    def _messages(self) -> list[Message]:
        messages = [self._message(sent) for sent in self._wire.settle()]
        for message in messages:
            self._invited |= dict(_INVITED.findall(message.text))
        return messages

    def _message(self, sent: Sent) -> Message:
        if sent.buttons:
            self._buttons[sent.receiver] = sent.buttons
            for button in sent.buttons:
                self._first_buttons.setdefault((sent.receiver, button["title"]), button["payload"])
        message = Message(self._role(sent.receiver), sent.body, tuple(button["title"] for button in sent.buttons))
        if self._is_outside(sent):
            self._outside.append(message)
        return message

    def _is_outside(self, sent: Sent) -> bool:
        heard_at = self._heard_at.get(sent.receiver)
        content = sent.form.get("ContentSid", "")
        is_template = bool(content) and not content.startswith(f"HX{BUTTONS.upper()}")
        return heard_at is not None and self._clock.now() - heard_at >= WINDOW and not is_template

    def _unfit(self, turn: Turn, heard: Sequence[Message]) -> Iterator[Difference]:
        """What no message may be, whatever the story says."""
        for message in self._outside:
            yield Difference("free text goes out within 24 hours of the receiver's last message", "", message.text)
        for message in heard:
            if len(message.text) > LONGEST_MESSAGE:
                yield Difference("a message is at most", LONGEST_MESSAGE, len(message.text))
            if re.search(r"utter_|\{\w+\}|\bNone\b", message.text):
                yield Difference("a message is worded", "no name of ours", message.text)
        if turn.speaker is not None and "" not in turn.wants.heard:
            answers = [message for message in heard if message.to == self._role(self._number(turn.speaker))]
            if not answers:
                yield Difference("whoever writes is answered", "a reply", None)

    def _heard_differences(self, turn: Turn, heard: Sequence[Message]) -> Iterator[Difference]:
        for who, wanted in turn.wants.heard.items():
            role = who or self._role(self._number(turn.speaker or "customer"))
            wanted = type(wanted)(**{**vars(wanted), **self._filled_texts(wanted)})
            messages = [message for message in heard if message.to == role]
            yield from wanted.differences("reply" if not who else f"to {who}", messages)

    def _filled_texts(self, wanted: Any) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(self._filled(text) for text in getattr(wanted, name)) for name in ("contains", "any", "lacks")
        }

    def _state_differences(self, wants: Wants, before: Mapping[str, Any]) -> Iterator[Difference]:
        for customer, wanted in wants.states.items():
            state = self._state(customer)
            for difference in customer_differences(wanted, state, before[customer], self._names):
                what = difference.what if customer == "customer" else f"{customer}: {difference.what}"
                yield Difference(what, difference.wanted, difference.got)
        for kirana, wanted in wants.shops.items():
            with self._wire.open_shop() as shop:
                words = {one.word: one.item for one in shop.proposed_words.open() if one.kirana == kirana}
                yield from shop_differences(kirana, wanted, {**inspect_kirana(shop, kirana), "words": words})

    def _state(self, customer: str) -> dict[str, Any]:
        """A customer as `parchi inspect` shows one, each order with its history."""
        with self._wire.open_shop() as shop:
            try:
                state = inspect_customer(shop, self._number(customer))
            except NothingKnown:
                return NOBODY
            orders = [inspect_order(shop, order["number"]) for order in state["orders"]]
            complaints = [shop.complaints.get(order["number"]) for order in orders]
            complaint = next((vars(each) for each in complaints if each is not None), None)
            return {**state, "orders": orders, "complaint": complaint}

    def _filled(self, text: str) -> str:
        """The text with order numbers and codes where it has `{order}`, `{code 2}`, `{wrong code}` and the like."""
        return _BLANK.sub(self._blank, text)

    def _blank(self, match: re.Match[str]) -> str:
        if match[2] in ("group", "home"):
            return self._invited["JOIN" if match[2] == "group" else "HOME"]
        orders = list(reversed(self._state(match[1] or "customer")["orders"]))
        if not orders:
            raise Impossible(f"there is no order for {match[0]}")
        order = orders[int(match[3]) - 1 if match[3] else -1]
        if match[2] == "order":
            return str(order["number"])
        code = str(order["code"])
        return code if match[2] == "code" else f"{1000 + (int(code) + 111) % 9000}"

    def _number(self, speaker: str) -> str:
        kind, _, rest = speaker.partition(" ")
        if kind == "customer":
            return f"whatsapp:+9100000000{int(rest or 1):02d}"
        kirana, _, which = rest.partition(" ")
        if kirana not in self._kiranas:
            raise StoryError(self._story.name, f"no kirana {kirana!r}")
        return str(self._kiranas[kirana].numbers[int(which or 1) - 1])

    def _role(self, number: str) -> str:
        """The name under which a story knows a number."""
        if number == OPERATOR:
            return "operator"
        owners = {own: id for id, kirana in self._kiranas.items() for own in kirana.numbers}
        if number in owners:
            return owners[number]
        customer = int(number[-2:])
        return "customer" if customer == 1 else f"customer {customer}"


def _nowhere() -> Any:
    raise StoryError("", "data/places has no pincode 400703")
