"""Letters: replies and templates in the form in which they are sent, with buttons where those are configured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from parchi.domain.mail import Letter
from parchi.domain.message import Pick
from parchi.domain.reply import Reply
from parchi.language.said import said_in
from parchi.whatsapp.limits import CONTENT_BODY, length
from parchi.whatsapp.picker import list_name, list_variables
from parchi.whatsapp.templates import BUTTONS, Templates
from parchi.whatsapp.wording import Wording

ContentSid = Callable[[str, str], "str | None"]
"""(name, language) → the configured ContentSid."""


@dataclass(frozen=True)
class Page:
    """One text on its way to a letter, with the set of buttons that fits it (`Reply.buttons`, `Reply.about`)."""

    text: str
    language: str
    buttons: str | None = None
    about: str | None = None
    picks: tuple[Pick, ...] = ()
    """The entries of a list to choose from; the text numbers them too."""


@dataclass(frozen=True)
class Letters:
    """Writes letters."""

    wording: Wording
    templates: Templates
    content_sid: ContentSid

    def of_reply(self, to: str, reply: Reply, language: str) -> list[Letter]:
        """All pages of a reply that nobody asked for: whoever gets it cannot ask for more of it."""
        texts = self.wording.render(reply, language, hint=False)
        last = [Page(texts[-1], language, reply.buttons, reply.about)] if texts else []
        letters = [self.of_page(to, page) for page in [*(Page(text, language) for text in texts[:-1]), *last]]
        if reply.picture and letters:
            letters[-1] = replace(letters[-1], media_url=reply.picture)
        return letters

    def of_page(self, to: str, page: Page) -> Letter:
        """Text, or content with buttons where they are configured and the text is short enough for them."""
        name = BUTTONS + page.buttons if page.buttons else list_name(len(page.picks)) if page.picks else None
        sid = self.content_sid(name, page.language) if name else None
        if sid is None or length(page.text) > CONTENT_BODY:
            return Letter(to, page.text)
        told = {"2": page.about or "-"} if page.buttons else list_variables(page.picks)
        return Letter(to, page.text, sid, {"1": page.text, **told})

    def of_template(self, to: str, name: str, language: str, values: Mapping[str, str]) -> Letter | None:
        """A template of data/templates.yml; None where no language of it is configured."""
        tongue = self._configured(name, language)
        if tongue is None:
            return None
        variables = self.templates.templates[name].numbered(values)
        body = self.templates.rendered(name, tongue, variables)
        return Letter(to, body, self.content_sid(name, tongue), variables)

    def has_template(self, name: str, language: str) -> bool:
        """Whether `of_template` would have one to write."""
        return self._configured(name, language) is not None

    def _configured(self, name: str, language: str) -> str | None:
        # A template in another language is better than a shop that hears nothing.
        tongues = (language, *said_in(language).instead)
        return next((tongue for tongue in tongues if self.content_sid(name, tongue) is not None), None)
