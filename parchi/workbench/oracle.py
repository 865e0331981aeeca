"""An oracle: the line reader told the right intent, to measure lines apart from intents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from parchi.domain.reading import Reading
from parchi.language.lexicon import Lexicon
from parchi.language.lines import finish_lines, read_lines
from parchi.workbench.evaluation import Evaluation, Example, evaluate, read_examples


def evaluate_lines(examples: Sequence[Example], lexicon: Lexicon) -> Evaluation:
    """Read the lines of every message with the language and intent that are expected."""
    expected = {(example.text, example.speaker): example.expected for example in examples}

    def read(text: str, speaker: str) -> Reading:
        known = expected[text, speaker]
        also = tuple(known.get("also", ()))
        lines = finish_lines(read_lines(text, lexicon), known["intent"], also, speaker, lexicon)
        return Reading(text, known.get("language"), known["intent"], also, confidence=1.0, lines=lines)

    return evaluate(examples, read)


def main(arguments: Sequence[str]) -> None:
    """Print the table of FILE and its wrong messages: python -m parchi.workbench.oracle FILE [SHOP_FOLDER]."""
    lexicon = Lexicon.load(Path(arguments[1] if len(arguments) > 1 else "data/shop"))
    evaluation = evaluate_lines(read_examples(Path(arguments[0])), lexicon)
    for outcome in evaluation.errors():
        print(outcome.example.text, "\n   expected", outcome.lines_expected, "\n   got     ", outcome.lines_got)
    print(evaluation.table())


if __name__ == "__main__":
    main(sys.argv[1:])
