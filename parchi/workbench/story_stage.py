"""The stage: plays stories, each on a fixture shop of its own and by its own clock, with one model for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from parchi.adapters.database import make_engine
from parchi.adapters.places import CsvPlaces
from parchi.language.languages import languages
from parchi.pipeline.ports import Turn as BotTurn
from parchi.services.ports import Words
from parchi.settings import Settings
from parchi.whatsapp.letters import Letters
from parchi.whatsapp.templates import BUTTONS, Templates
from parchi.whatsapp.wording import Wording
from parchi.workbench.stories import MONDAY_ELEVEN, Story
from parchi.workbench.story_databases import StoryDatabases
from parchi.workbench.story_edges import Edge, edges_of
from parchi.workbench.story_performance import OPERATOR, Performance
from parchi.workbench.story_played import Played
from parchi.workbench.story_wire import Port, StoryClock, Wire

ACCOUNT, TOKEN = "ACstories", "token of the stories"
PARCHI = "whatsapp:+910000000000"


class Stage:
    """Plays one story after the other. `turn_of` makes the bot's turn of the words."""

    def __init__(
        self,
        *,
        turn_of: Callable[[Words], BotTurn],
        databases: StoryDatabases,
        data: Path,
        port: Port,
    ) -> None:
        self._clock = StoryClock(MONDAY_ELEVEN)
        self._wording = Wording.load(data / "responses", self._clock.now)
        self._templates = Templates.load(data / "templates.yml")
        self._places = CsvPlaces.load(data / "places")
        self._turn = turn_of(self._wording)
        self._databases = databases
        self._port = port
        self.database = ""
        """The address of the story that was played last."""
        self.edges: Counter[Edge] = Counter()
        """What became of the orders of that story: from which state to which, how often."""

    def play(self, story: Story) -> list[Played]:
        """The turns up to the first that is not as wanted, or all."""
        self.database = self._databases.new()
        engine = make_engine(self.database, is_durable=False)
        self._clock.time = story.at
        settings = self._settings(story, self.database)
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
            played = Performance(story, wire, self._clock, self._places).play()
            with wire.open_shop() as shop:
                self.edges = edges_of(shop)
            return played
        finally:
            engine.dispose()

    def _settings(self, story: Story, database: str) -> Settings:
        names = [*(BUTTONS + name for name in self._templates.buttons), *story.templates]
        keys = [f"{name}_{language}".upper().replace("-", "_") for name in names for language in languages()]
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
