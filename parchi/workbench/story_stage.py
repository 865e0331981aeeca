"""The stage: plays stories, each on a fixture shop of its own and by its own clock, with one model for all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from parchi.adapters.database import make_engine
from parchi.adapters.places import CsvPlaces
from parchi.domain.kirana import MILLI
from parchi.pipeline.ports import Turn as BotTurn
from parchi.services.inspection import NothingKnown, inspect_customer, inspect_kirana, inspect_order
from parchi.services.ports import Words
from parchi.settings import Settings
from parchi.web.sent_messages import Sent
from parchi.whatsapp.letters import Letters
from parchi.whatsapp.templates import BUTTONS, Templates
from parchi.whatsapp.wording import Wording
from parchi.workbench.stories import MONDAY_ELEVEN, Said, Story, StoryError, Turn
from parchi.workbench.story_faults import logged_faults
from parchi.workbench.story_played import Impossible, Played
from parchi.workbench.story_wants import Difference, Message, Wants, customer_differences, shop_differences
from parchi.workbench.story_wire import Port, StoryClock, Wire

ACCOUNT, TOKEN = "ACstories", "token of the stories"
PARCHI = "whatsapp:+910000000000"
OPERATOR = "whatsapp:+910000099999"
BREATH = timedelta(seconds=5)
"""Between two turns: nobody is taken for a double tap."""
LONGEST_MESSAGE = 1600
LANGUAGES = ("en", "hi", "hi-Latn")
NOBODY: dict[str, Any] = {
    "language": "en",
    "messages_stopped": False,
    "place": None,
    "basket": {"kirana": None, "lines": [], "open_question": None, "total_paise": None},
    "orders": [],
}
"""How a customer who never wrote looks."""
_BLANK = re.compile(r"\{(?:(customer [2-9]) )?(wrong code|code|order|group)(?: ([1-9]))?\}")
_INVITED = re.compile(r"\bJOIN ([0-9A-Z]{4})\b")


class Stage:
    """Plays one story after the other. `turn_of` makes the bot's turn of the words; `seeded` is an SQLite file with
    the fixture shop, copied for each story into `folder`."""

    def __init__(
        self,
        *,
        turn_of: Callable[[Words], BotTurn],
        seeded: Path,
        data: Path,
        folder: Path,
        port: Port,
    ) -> None:
        self._clock = StoryClock(MONDAY_ELEVEN)
        self._wording = Wording.load(data / "responses", self._clock.now)
        self._templates = Templates.load(data / "templates.yml")
        self._places = CsvPlaces.load(data / "places")
        self._turn = turn_of(self._wording)
        self._seeded = seeded
        self._folder = folder
        self._port = port

    @property
    def database(self) -> Path:
        """The file of the story that was played last."""
        return self._folder / "story.db"

    def play(self, story: Story) -> list[Played]:
        """The turns up to the first that is not as wanted, or all."""
        file = self.database
        for old in self._folder.glob("story.db*"):
            old.unlink()
        shutil.copy(self._seeded, file)
        engine = make_engine(f"sqlite:///{file}", is_durable=False)
        self._clock.time = story.at
        settings = self._settings(story, f"sqlite:///{file}")
        letters = Letters(self._wording, self._templates, settings.content_sid)
        try:
            wire = Wire(
                settings,
                engine=engine,
                port=self._port,
                turn=self._turn,
                letters=letters,
                clock=self._clock,
                places=self._places,
            )
            return _Performance(story, wire, self._clock, self._places).play()
        finally:
            engine.dispose()

    def _settings(self, story: Story, database: str) -> Settings:
        names = [*(BUTTONS + name for name in self._templates.buttons), *story.templates]
        keys = [f"{name}_{language}".upper().replace("-", "_") for name in names for language in LANGUAGES]
        return Settings(
            database_url=database,
            public_url=self._port.url,
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            whatsapp_number=PARCHI,
            operator_number=OPERATOR,
            twilio_api=self._port.url,
            content_sids={key: f"HX{key}" for key in keys},
        )


class _Performance:
    """One story being played."""

    def __init__(self, story: Story, wire: Wire, clock: StoryClock, places: CsvPlaces) -> None:
        self._story = story
        self._wire = wire
        self._clock = clock
        self._places = places
        self._group = "?"
        """The code of the group price that somebody was last invited to."""
        self._buttons: dict[str, Sequence[Mapping[str, str]]] = {}
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
        if turn.speaker is None:
            played.said = f"({turn.pause})"
            self._clock.pass_time(turn.pause, self._wire.tick)
        else:
            self._clock.pass_time(BREATH, self._wire.tick)
            played.heard += self._messages()
            played.said = self._say(turn.speaker, turn.said)
        played.heard += self._messages()

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
            fields |= self._pressed(number, said.button)
        posted = [self._wire.post(number, fields, deliveries=said.deliveries) for _ in range(said.taps)]
        for form in self._late:
            self._wire.bring(form)
        self._late = posted if said.is_late else []
        return text or f"[{said.button or said.media or said.pin}]"

    def _pressed(self, number: str, title: str) -> dict[str, str]:
        payloads = {button["title"]: button["payload"] for button in self._buttons.get(number, ())}
        if title not in payloads:
            raise Impossible(f"no button {title!r} was shown, only {list(payloads)}")
        return {"Body": title, "ButtonText": title, "ButtonPayload": payloads[title]}

    def _messages(self) -> list[Message]:
        messages = [self._message(sent) for sent in self._wire.settle()]
        invited = [code for message in messages for code in _INVITED.findall(message.text)]
        self._group = invited[-1] if invited else self._group
        return messages

    def _message(self, sent: Sent) -> Message:
        if sent.buttons:
            self._buttons[sent.receiver] = sent.buttons
        return Message(self._role(sent.receiver), sent.body, tuple(button["title"] for button in sent.buttons))

    def _unfit(self, turn: Turn, heard: Sequence[Message]) -> Iterator[Difference]:
        """What no message may be, whatever the story says."""
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
                yield from shop_differences(kirana, wanted, inspect_kirana(shop, kirana))

    def _state(self, customer: str) -> dict[str, Any]:
        """A customer as `parchi inspect` shows one, each order with its history."""
        with self._wire.open_shop() as shop:
            try:
                state = inspect_customer(shop, self._number(customer))
            except NothingKnown:
                return NOBODY
            return {**state, "orders": [inspect_order(shop, order["number"]) for order in state["orders"]]}

    def _filled(self, text: str) -> str:
        """The text with order numbers and codes where it has `{order}`, `{code 2}`, `{wrong code}` and the like."""
        return _BLANK.sub(self._blank, text)

    def _blank(self, match: re.Match[str]) -> str:
        if match[2] == "group":
            return self._group
        orders = list(reversed(self._state(match[1] or "customer")["orders"]))
        if not orders:
            raise Impossible(f"there is no order for {match[0]}")
        order = orders[int(match[3]) - 1 if match[3] else -1]
        if match[2] == "order":
            return str(order["number"])
        code = str(order["code"])
        return code if match[2] == "code" else f"{(int(code) + 1111) % 10000:04d}"

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
