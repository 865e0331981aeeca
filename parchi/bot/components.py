"""The pipeline's components: thin shells through which Rasa trains and asks parchi.language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from parchi.bot.parse import READING
from parchi.domain.reading import CUSTOMER, SHOP, Reading
from parchi.language.intents import OF_SHOP, IntentModel
from parchi.language.lexicon import Lexicon, ShopWords
from parchi.language.tokens import tokenise
from parchi.language.understanding import Understanding, fingerprint
from parchi.project import DATA

WORDS = DATA / "shop"
"""The words of the shop stay outside the model: a word added to them counts at the next start."""

own_words = ShopWords()
"""What the shop at hand calls its things. Rasa makes components itself and hands them nothing of ours: whoever loads an
agent sets this before."""

_HEARD = "parchi_heard"
"""Where the classifier leaves the reading in a message for the line reader."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ParchiTokenizer(Tokenizer):
    """Splits a message as the line reader does: `2kg`, `आटा५किलो`, `chini-2kg`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own switches, which stay off."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of one text; a text of nothing but signs is one token, since Rasa allows no empty message."""
        text = message.get(attribute)
        tokens = [Token(text[token.start : token.end], token.start) for token in tokenise(text)]
        return tokens or [Token(text, 0)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ParchiIntentClassifier(GraphComponent, IntentClassifier):
    """Says what a message wants; the speaker ("customer" or "shop") comes in the message's metadata."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Tokens come first."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Nothing to configure: everything is learned from data/nlu."""
        return {}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Rasa sees only this class; a change of the lexicon or of parchi.language must train anew too."""
        return fingerprint()

    def __init__(self, storage: ModelStorage, resource: Resource, understanding: Understanding | None) -> None:
        self._storage = storage
        self._resource = resource
        self._understanding = understanding

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ParchiIntentClassifier:
        """A classifier that has still to be trained."""
        return cls(model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ParchiIntentClassifier:
        """The trained classifier; a model without its weights is refused, not run untrained."""
        with model_storage.read_from(resource) as folder:
            return cls(
                model_storage,
                resource,
                Understanding(IntentModel.load(Path(folder)), Lexicon.load(WORDS, own=own_words)),
            )

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and keep the weights in the model."""
        examples = [(example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples]
        model = IntentModel.train(examples, Lexicon.load(WORDS))
        with self._storage.write_to(self._resource) as folder:
            model.save(Path(folder))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message, and leave the whole reading for the line reader."""
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        speaker = (message.get(METADATA) or {}).get("speaker")
        reading = self._heard(message.get(TEXT), speaker) if speaker else self._overheard(message.get(TEXT))
        intent = {"name": reading.intent, "confidence": reading.confidence}
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
        message.set(_HEARD, reading)

    def _heard(self, text: str, speaker: str) -> Reading:
        assert self._understanding is not None
        return self._understanding.read(text, speaker)

    def _overheard(self, text: str) -> Reading:
        """Nobody says who speaks in `rasa test` and `rasa shell`: a shop, where that makes more sense."""
        customers, shops = self._heard(text, CUSTOMER), self._heard(text, SHOP)
        is_shops = shops.intent in OF_SHOP and shops.confidence > customers.confidence
        return shops if is_shops else customers


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ParchiLineReader(GraphComponent):
    """Hands the whole reading on, as `reading` beside the intent."""

    @classmethod
    def required_components(cls) -> list[type]:
        """The lines depend on the intent: "2" is a choice or a quantity."""
        return [ParchiIntentClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ParchiLineReader:
        """A line reader."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add to each message what it was understood to mean."""
        for message in messages:
            reading: Reading = message.get(_HEARD)
            message.set(READING, reading.to_entity(), add_to_output=True)
        return messages
