"""Understanding: one message in, one reading out, as contract/understanding.md promises."""

from __future__ import annotations

import hashlib
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from parchi.domain.reading import CUSTOMER, SHOP, Line, Reading
from parchi.language.clauses import ADD_ITEMS, CHANGE_QUANTITY, CHOOSE_OPTION, REMOVE_ITEMS, main_intent, said_in
from parchi.language.features import features_of
from parchi.language.intents import OUT_OF_SCOPE, Chances, IntentModel
from parchi.language.language_id import LanguageGuide
from parchi.language.lexicon import Lexicon, ShopWords
from parchi.language.lines import LineReading, finish_lines, read_lines
from parchi.language.plain_signs import PlainSigns
from parchi.language.spans import Span
from parchi.project import DATA

_FILES = ("intents.json", "intents.npz")
_WITH_MINUTES = frozenset({"accept_order", "close_shop", "set_holiday"})
_MARKED = frozenset({"ask_price", "ask_there", "ask_word", "negation", "remove_after", "remove_before"})
"""Cues of things that are named for another reason than to have them."""
AFFIRM, START_ORDER = "affirm", "start_order"
_INTENT_OF = (("add", ADD_ITEMS), ("change", CHANGE_QUANTITY), ("remove", REMOVE_ITEMS))
_PLAIN = 0.97
"""How sure a reading is that follows from the shape of the message: digits alone, a bare list, a pictograph."""


class Understanding:
    """The trained model, the words of the shop and the languages, ready to read."""

    def __init__(
        self,
        model: IntentModel,
        lexicon: Lexicon,
        languages: LanguageGuide | None = None,
        signs: PlainSigns | None = None,
    ) -> None:
        self._model = model
        self._lexicon = lexicon
        self._languages = languages or LanguageGuide.load(DATA / "lexicon", DATA / "shop")
        self._signs = signs or PlainSigns.load(DATA / "lexicon" / "signs.csv")

    @classmethod
    def load(cls, model: Path, data: Path = DATA, own: ShopWords | None = None) -> Understanding:
        """Read a trained model (Rasa's archive, or a folder of its files), the words in `data`, and a shop's own."""
        return cls(
            _model_in(model),
            Lexicon.load(data / "shop", own=own),
            LanguageGuide.load(data / "lexicon", data / "shop"),
            PlainSigns.load(data / "lexicon" / "signs.csv"),
        )

    def read(self, text: str, speaker: str | None = CUSTOMER) -> Reading:
        """What a message of a customer, or of a kirana's own number, means when read alone."""
        speaker = speaker or CUSTOMER
        lines = read_lines(text, self._lexicon)
        chances = self._chances(lines, speaker)
        intent, confidence, guess = self._settled(chances, speaker)
        also: tuple[str, ...] = ()
        if speaker == CUSTOMER and chances.intent != OUT_OF_SCOPE:
            said, also = main_intent(said_in(lines, chances, self._judge))
            if said != chances.intent:
                intent, guess = said, None
                confidence = max(chances.of(said), confidence)
            if intent == AFFIRM and lines.facts.amounted:
                intent, also = _asked_beside_yes(lines), (AFFIRM, *also)
        language = self._languages.language(lines.spans)
        return Reading(
            text=text,
            language=language,
            intent=intent,
            also=() if intent == OUT_OF_SCOPE else also,
            confidence=confidence,
            guess=guess,
            minutes=lines.minutes if intent in _WITH_MINUTES else None,
            lines=finish_lines(lines, intent, also, speaker, self._lexicon),
            pickup=lines.pickup,
            numbers=lines.numbers,
            named=self._named(lines) if intent == OUT_OF_SCOPE and speaker == CUSTOMER else (),
            has_language_sign=self._languages.has_sign(lines.spans, language),
        )

    def _named(self, lines: LineReading) -> tuple[Line, ...]:
        """What is named where nothing else is said; a conversation may know that it is wanted."""
        if lines.facts.unknown or lines.facts.pointers or _MARKED & set(lines.facts.cues):
            return ()
        named = finish_lines(lines, ADD_ITEMS, (), CUSTOMER, self._lexicon)
        return named if all(line.item or line.candidates for line in named) else ()

    def _chances(self, lines: LineReading, speaker: str) -> Chances:
        """How likely the intents are; what the shape of a message settles is the likeliest."""
        chances = self._model.predict(features_of(lines.spans, lines.facts, self._model.concepts), speaker)
        best = self._settled(chances, speaker)[0]
        plain = self._signs.intent(lines, speaker) or _shaped(lines, speaker, best)
        if plain is None:
            return chances
        return chances._replace(intent=plain, chance=max(_PLAIN, chances.of(plain)))

    def _settled(self, chances: Chances, speaker: str) -> tuple[str, float, str | None]:
        """The intent, how sure it is, and the guess where that is not enough to act on."""
        best, chance = chances.intent, chances.chance
        if best == OUT_OF_SCOPE or chance >= _PLAIN:
            return best, chance, None
        refusal, doubt = self._model.limits(speaker)
        if chances.of(OUT_OF_SCOPE) >= refusal or chance < doubt:
            return OUT_OF_SCOPE, chance, best
        return best, chance, None

    def _judge(self, spans: Sequence[Span]) -> Chances:
        return self._model.predict(features_of(spans, None, self._model.concepts), CUSTOMER)


def _shaped(lines: LineReading, speaker: str, best: str) -> str | None:
    """What the shape of a customer's message settles: a command, a list, an amount of nothing.

    `best` is what its words say; out_of_scope where that is too doubtful.
    """
    if lines.text.lstrip().startswith(("/", "\\")):
        return OUT_OF_SCOPE
    if speaker == SHOP:
        return None
    facts = lines.facts
    if facts.is_bare and facts.amounted and not facts.unknown and not facts.pointers:
        return ADD_ITEMS
    acts = {thing.act for thing in lines.things if thing.is_known and thing.act}
    has_act = bool(acts if best != OUT_OF_SCOPE else acts & {"ask", "remove"})
    sold = len([thing for thing in lines.things if thing.is_known and (thing.item or thing.brand or thing.candidates)])
    is_list = facts.amounted > 1 or (facts.amounted == 1 and sold > 1)
    if best in (OUT_OF_SCOPE, CHOOSE_OPTION) and is_list and not has_act:
        return ADD_ITEMS
    if best == START_ORDER and min(facts.known, sold) and not has_act:
        return ADD_ITEMS
    if facts.loose == 1 and not lines.things and _says_only_an_amount(lines):
        return CHANGE_QUANTITY
    return None


def _asked_beside_yes(lines: LineReading) -> str:
    """ "haan lekin pyaz 2 kilo kar do" is no plain yes: what is asked for must not get lost."""
    acts = {thing.act for thing in lines.things if thing.amounts}
    return next((intent for act, intent in _INTENT_OF if act in acts), ADD_ITEMS)


def _says_only_an_amount(lines: LineReading) -> bool:
    """Whether nothing but a number and its unit stands there: "3 packet", "ढाई किलो"."""
    has_unit = any(span.has("unit") for span in lines.spans)
    return has_unit and all(span.value is not None or span.has("number", "unit", "quarter") for span in lines.spans)


def fingerprint(root: Path = DATA.parent) -> str:
    """A digest of every file that shapes how messages are read: retrain when it changes."""
    total = hashlib.sha256()
    for path in _sources(root):
        total.update(path.relative_to(root).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _sources(root: Path) -> list[Path]:
    data = root / "data"
    words = [data / "shop" / name for name in ("items.csv", "words.csv", "brands.csv")]
    tables = [*data.glob("lexicon/**/*.csv"), *data.glob("nlu/**/*.yml"), *(path for path in words if path.exists())]
    return sorted([*tables, *(root / "parchi" / "language").glob("*.py"), root / "parchi" / "domain" / "reading.py"])


def _model_in(model: Path) -> IntentModel:
    if model.is_dir():
        return IntentModel.load(model)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(model) as archive:
        for member in archive:
            name = PurePosixPath(member.name).name
            if name in _FILES and member.isfile():
                content = archive.extractfile(member)
                assert content is not None
                (Path(folder) / name).write_bytes(content.read())
        return IntentModel.load(Path(folder))
