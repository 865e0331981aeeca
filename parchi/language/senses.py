"""The function words of orders, from the tables of data/lexicon: numbers, units, cues, times, notes and fillers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from parchi.language.phrases import PhraseBook
from parchi.language.spelling import spelling_key
from parchi.language.stems import Plural
from parchi.language.tables import rows_of
from parchi.language.tokens import tokenise


class Sense(NamedTuple):
    """One thing that a function word can mean: `kind` names it, `value` and `unit` say how much of what."""

    kind: str
    value: float = 0.0
    unit: str = ""


@dataclass(frozen=True)
class Beside:
    """A word that means `instead` where its neighbours are of `category`, else `item`."""

    item: str
    instead: str
    category: str


@dataclass(frozen=True)
class UnitException:
    """Unit words that are another unit for an item, or for things of a measure."""

    words: frozenset[str]
    unit: str
    item: str
    measure: str
    instead: str | None


@dataclass
class Senses:
    """All languages in one book: customers mix them in one breath."""

    book: PhraseBook[Sense] = field(default_factory=PhraseBook)
    by_key: dict[str, str] = field(default_factory=dict)
    """A longer function word by its spelling key: what "chahhiye" is a spelling of."""
    outside: list[str] = field(default_factory=list)
    """Things people ask for that no grocer's item covers."""
    heads: dict[str, str] = field(default_factory=dict)
    """Nouns that make another thing of the item before them: "ginger paste", "apple juice"."""
    joints: list[str] = field(default_factory=list)
    """Words that join the parts of a name: ka, wala."""
    beside: dict[str, Beside] = field(default_factory=dict)
    unit_exceptions: list[UnitException] = field(default_factory=list)
    ordinary: set[str] = field(default_factory=set)
    """Everyday words that are no slip of anything: "break" is not bread, "hindi" not bhindi."""

    plurals: list[Plural] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path) -> Senses:
        """Read data/lexicon: one folder a language, and what holds for all of them beside it."""
        senses = cls()
        for language in sorted(path for path in folder.iterdir() if path.is_dir()):
            senses._read_language(language)
        for row in rows_of(folder / "ordinary.csv"):
            senses.ordinary.update(row["words"].split())
        for row in rows_of(folder / "beside.csv"):
            for word in row["words"].split(";"):
                senses.beside[word] = Beside(row["item"], row["instead"], row["category"])
        for row in rows_of(folder / "unit_exceptions.csv"):
            words = frozenset(row["words"].split(";"))
            exception = UnitException(words, row["unit"], row["item"], row["measure"], row["instead"] or None)
            senses.unit_exceptions.append(exception)
        return senses

    def words(self) -> set[str]:
        """Every single word that has a sense."""
        return self.book.steps

    def _read_language(self, folder: Path) -> None:
        for row in rows_of(folder / "numbers.csv"):
            self._add_all(row["words"], Sense(row["kind"], float(row["value"])))
        for row in rows_of(folder / "units.csv"):
            self._add_all(row["words"], Sense("unit", float(row["factor"]), row["unit"]))
        for row in rows_of(folder / "cues.csv"):
            self._add_all(row["words"], Sense(row["cue"]))
            if row["cue"] in ("link", "wala"):
                self.joints.extend(row["words"].split(";")[:3])
        for row in rows_of(folder / "times.csv"):
            self._add_all(row["words"], Sense("time_" + row["kind"]))
        for row in rows_of(folder / "notes.csv"):
            self._add_all(row["words"], Sense("note"))
        for row in rows_of(folder / "fillers.csv"):
            for word in row["words"].split():
                self._add(word.replace("-", " "), Sense("filler"))
        for row in rows_of(folder / "outside.csv"):
            self.outside.extend(row["words"].split(";"))
        for row in rows_of(folder / "heads.csv"):
            self.heads.update(dict.fromkeys(row["words"].split(";"), row["kind"]))
            self.ordinary.update(row["words"].split(";"))
        for row in rows_of(folder / "function_words.csv"):
            self.ordinary.update(row["words"].split())
        self.plurals.extend(Plural.of(row) for row in rows_of(folder / "plurals.csv"))

    def _add_all(self, words: str, sense: Sense) -> None:
        for word in words.split(";"):
            self._add(word, sense)

    def _add(self, word: str, sense: Sense) -> None:
        path = [token.text for token in tokenise(word)]
        if not path or sense in self.book.exact(path):
            return
        self.book.add(path, sense)
        if len(path) == 1 and len(path[0]) > 3:
            self.by_key.setdefault(spelling_key(path[0]), path[0])
