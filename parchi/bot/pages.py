"""Pages: what the actions uttered in one turn, collected for the outbox."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from parchi.whatsapp.letters import Page
from parchi.whatsapp.wording import DEFAULT


class CollectedPages(OutputChannel):
    """Rasa's way out. It only collects: a channel that raises would make Rasa forget the turn."""

    def __init__(self) -> None:
        self.pages: list[Page] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, as replies may be written for it."""
        return "whatsapp"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a text, with its language and buttons."""
        if message.get("text"):
            language = message.get("language") or DEFAULT
            self.pages.append(Page(message["text"], language, message.get("choices"), message.get("about")))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Keep a text that Rasa itself wants said."""
        await self.send_response(recipient_id, {"text": text})
