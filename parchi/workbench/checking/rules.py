"""The rules of the check: the short name of each, and what it looks for, in a trainer's words."""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "yaml": "a file that is not YAML: spaces, a colon or a quote missing, a tab",
    "key-twice": "the same key twice in one place: the first would be lost without a word",
    "shape": "a block without intent or examples, a line without “- ”",
    "annotation": "a marked entity, aligned or not: Parchi reads a sentence as a whole, nothing is marked",
    "phone-number": "somebody's phone number among the sentences",
    "wrong-folder": "a sentence in another language's folder",
    "sentence-twice": "the same sentence twice in an intent",
    "two-intents": "the same sentence, or nearly the same, in two intents",
    "test-copy": "a sentence that is nearly a message of a test: what is examined must not be learned",
    "test-shape": "a line of a test set that cannot be read",
    "few-sentences": "fewer than twenty sentences of an intent in a language",
    "language-missing": "an intent without a sentence in a language",
    "language-balance": "an intent with four times as many sentences in one language as in another",
    "reply-twice": "the same reply id in two files",
    "reply-missing": "a reply without a text in a language",
    "reply-language": "a reply in a language that is not there",
    "reply-empty": "a reply that says nothing",
    "placeholder": "names in braces that differ between languages, or a brace that is open",
    "blank-line": "a blank line within a reply",
    "untranslated": "a reply that is English under hi or hi-Latn",
    "reply-unknown": "a reply that an action says and nobody wrote",
    "reply-unsaid": "a reply that nothing says",
    "intent-unknown": "a sentence, rule or story with an intent that domain.yml does not know",
    "intent-unsaid": "an intent of domain.yml without sentences",
    "intent-unruled": "an intent for which no rule says what happens",
    "action-unknown": "an action that stands in no file of actions/, or a rule that names none",
    "action-unlisted": "an action that domain.yml does not name: Rasa never runs it",
    "rule-twice": "two rules of one name",
    "rule-contradicts": "two rules that want different things at the same wish",
    "rule-unreachable": "a rule that another one, the very same, makes idle",
    "item-unknown": "a word or brand for an item that is not in the catalogue",
    "word-language": "a word in a language that is not there",
    "word-empty": "a row without its word",
    "word-twice": "the same word twice for an item",
    "words-collide": "a word that sounds like another item's and is listed for one of them only",
    "story": "a story with a word or value that no story has",
    "story-kirana": "a story about a kirana that is not in the fixture shop",
    "story-twice": "two stories of one name",
    "wish-unknown": "phrases of a wish that data/lexicon/wishes.csv does not name: nothing listens to it",
    "wish-unsaid": "a wish for which a language has no phrase",
    "wish-twice": "two rows of one wish in a language",
    "wish-longest": "a greatest length of a message that is no number",
    "phrase-empty": "a phrase without words, as behind a “;” too many",
    "phrase-sign": "an ellipsis, star, = or ' of a phrase where it means nothing",
    "said-missing": "something that Parchi itself says of days, hours or units, and a language has no row for",
    "said-empty": "such a row without words",
    "wishes-exclude": "a phrase that says two wishes of which only one can be meant",
}


def table() -> str:
    """The rules as docs/workbench.md has them, each with the test that plants its fault."""
    rows = (f"| `{rule}` | {what} | `-k {rule}` |" for rule, what in RULES.items())
    return "\n".join(["| rule | finds | test |", "|---|---|---|", *rows])
