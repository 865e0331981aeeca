"""All sets: every measure of understanding in one run, each beside what was promised of it: `make evaluate`."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parchi.domain.reading import CUSTOMER
from parchi.language.lexicon import Lexicon
from parchi.language.lines import finish_lines, read_lines
from parchi.language.said import said_in
from parchi.language.understanding import Understanding
from parchi.project import ROOT
from parchi.workbench.evaluation import ALL, NO_LANGUAGE, evaluate, read_examples
from parchi.workbench.noise import found_item, measure, words_of
from parchi.workbench.refusals import clinc150, hinglish_top, kept, refusals, words_in

OPEN_DATA = ROOT.parent / "shared" / "data"
DEVELOPMENT, OTHERS = ROOT / "tests/nlu/development.jsonl", ROOT / "tests/nlu/other_people.jsonl"
STRANGERS = ROOT / "tests/nlu/strangers.jsonl"
PASSERS_BY = ROOT / "tests/nlu/passers_by.jsonl"
"""Ten sets of more writers than all others; one message in twenty is still read otherwise than they meant it."""
NEIGHBOURS = ROOT / "tests/nlu/neighbours.jsonl"
"""Marathi and Gujarati mixed in, words glued together, slips of a phone's own: nobody promises to read these."""
CLINC, HINGLISH = OPEN_DATA / "clinc150/data_full.json", OPEN_DATA / "hinglish-top/validation.tsv"
NUMBERS = OPEN_DATA / "numbers-nemo-hi/itn_numbers_teens_and_ties.tsv"
ROMANISED = OPEN_DATA / "translit-dakshina-hi/hi.translit.sampled.train.tsv"
SHOP = ROOT / "data/shop"


@dataclass(frozen=True)
class Measure:
    """A figure, and the least or most that it may be."""

    name: str
    figure: float
    limit: float
    is_most: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether it is as good as promised."""
        return self.figure <= self.limit if self.is_most else self.figure >= self.limit

    def line(self) -> str:
        """As a row of the table."""
        word = "at most" if self.is_most else "at least"
        return f"{'ok   ' if self.is_kept else 'SHORT'} {self.name:52}{self.figure:>8.1%}   {word} {self.limit:.0%}"


def missing() -> list[Path]:
    """The sets that are not there; without all of them nothing is measured."""
    needed = (DEVELOPMENT, OTHERS, STRANGERS, PASSERS_BY, NEIGHBOURS, CLINC, HINGLISH, NUMBERS, ROMANISED)
    return [path for path in needed if not path.exists()]


def measures(understanding: Understanding) -> Iterator[Measure]:
    """Every figure with its promise."""
    yield from _messages(understanding)
    for name, sentences in [*clinc150(CLINC), hinglish_top(HINGLISH)]:
        yield Measure(f"{name}: refused", refusals(name, sentences, understanding.read).share, 0.85)
    in_scope = [example for path in (DEVELOPMENT, OTHERS, STRANGERS, PASSERS_BY) for example in read_examples(path)]
    yield Measure("in scope: kept", kept(in_scope, understanding.read), 0.97)
    lexicon = Lexicon.load(SHOP)
    noise = measure(lexicon, words_of(SHOP, lexicon), 3)
    yield Measure(f"{noise.tried:,} misspellings: right item", noise.found_share, 0.95)
    yield Measure(f"{noise.tried:,} misspellings: another item", noise.wrong_share, 0.01, is_most=True)
    yield _romanised(lexicon)
    yield _numbers(lexicon)


def _messages(understanding: Understanding) -> Iterator[Measure]:
    for path in (DEVELOPMENT, OTHERS, STRANGERS, PASSERS_BY):
        scores = evaluate(read_examples(path), understanding.read).scores()
        promised = 0.93 if path is PASSERS_BY else 0.95
        for language, score in scores.items():
            exact, intent = score.figures["exact match"], score.figures["intent accuracy"]
            if language in (ALL, NO_LANGUAGE) or exact is None or intent is None:
                continue
            yield Measure(f"{path.stem}, {language}: whole message exact", exact, promised)
            yield Measure(f"{path.stem}, {language}: intent", intent, 0.97)
        told = scores[ALL].figures["language accuracy"]
        yield Measure(f"{path.stem}: language", told or 0.0, 0.98)
        error = scores[ALL].figures["calibration error"]
        yield Measure(f"{path.stem}: calibration error", 1.0 if error is None else error, 0.05, is_most=True)
    exact = evaluate(read_examples(NEIGHBOURS), understanding.read).scores()[ALL].figures["exact match"]
    yield Measure("neighbours' languages: whole message exact", exact or 0.0, 0.7)


def _romanised(lexicon: Lexicon) -> Measure:
    """Listed Devanagari words as other people romanise them: the same item as in Devanagari.

    A romanisation that is another item's word too, or an everyday English word, says nothing of one item.
    """
    items: dict[str, set[str]] = defaultdict(set)
    for latin, devanagari, _ in _rows(ROMANISED):
        if item := found_item(lexicon, devanagari, is_listed=True):
            items[latin].add(item)
    for latin, named in items.items():
        named.update(filter(None, [found_item(lexicon, latin, is_listed=True)]))
    everyday = words_in(CLINC)
    tried = {latin: named.pop() for latin, named in items.items() if len(named) == 1 and latin not in everyday}
    right = sum(found_item(lexicon, latin) == item for latin, item in tried.items())
    return Measure(f"{len(tried)} romanisations of item words (Dakshina)", right / len(tried), 0.95)


def _numbers(lexicon: Lexicon) -> Measure:
    """Hindi number words from ten on, as another project lists them."""
    rows = [(words, int(digits)) for digits, words in _rows(NUMBERS)]
    right = sum(
        _amount(f"{words} {said_in('hi').units['kg']} {lexicon.items['potato'].hindi}", lexicon) == number
        for words, number in rows
    )
    return Measure(f"{len(rows)} Hindi number words (NeMo)", right / len(rows), 0.95)


def _amount(text: str, lexicon: Lexicon) -> float | None:
    lines = finish_lines(read_lines(text, lexicon), "add_items", (), CUSTOMER, lexicon)
    return lines[0].quantity if len(lines) == 1 else None


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def main() -> int:
    """Print the table; exit code 1 where a promise is not kept, 2 where a set is absent."""
    from parchi import bootstrap

    if absent := missing():
        print("\n".join(f"absent: {path}" for path in absent))
        return 2
    found = list(measures(bootstrap.understanding()))
    print("\n".join(each.line() for each in found))
    (ROOT / "results").mkdir(exist_ok=True)
    told = [{"name": each.name, "figure": each.figure, "limit": each.limit, "kept": each.is_kept} for each in found]
    (ROOT / "results/evaluation.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0 if all(each.is_kept for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
