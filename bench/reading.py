"""Reading: how long one message takes, by the language layer alone, by Rasa's whole parse, and by a stock pipeline.

Every message counts with its first reading, in a process that has read the training sentences and none of the messages:
words are met again and again there, messages never. What a process takes that has read nothing stands beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import process_time

from bench.table import Table, Times
from parchi import bootstrap
from parchi.bot.agent import load_agent, read
from parchi.bot.stock import parse_of, train_stock
from parchi.domain.reading import CUSTOMER
from parchi.language import understanding
from parchi.workbench.evaluation import read_examples
from parchi.workbench.sentences import read_sentences

SETS = ("development", "other_people", "strangers")
LANGUAGE_MS, PARSE_MS, PARSE_P99_MS, TIMES_FASTER = 0.3, 2.5, 5.0, 5.0
Message = tuple[str, str]
"""A text and who says it."""


def run() -> list[Table]:
    """Processor time, so that other work on the machine counts as little as can be."""
    messages = _messages()
    sentences = [sentence for sentence in read_sentences(bootstrap.DATA / "nlu") if not sentence.text.startswith("/")]
    table = Table(
        f"Reading one message: {len(messages):,} messages, each for the first time, ms of one core", ("", "p50", "p99")
    )
    reader = bootstrap.understanding()
    cold = _timed(reader.read, messages)
    reader = bootstrap.understanding()
    for sentence in sentences:
        reader.read(sentence.text)
    alone = _timed(reader.read, messages)
    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(load_agent(bootstrap.newest_model()))
    for sentence in sentences:
        loop.run_until_complete(read(agent, sentence.text, CUSTOMER))
    ours = _timed(lambda text, speaker: loop.run_until_complete(read(agent, text, speaker)), messages)
    pairs = ((sentence.text, sentence.intent) for sentence in sentences)
    # One epoch: the stock model answers as fast as after a hundred.
    parse = parse_of(train_stock(pairs, bootstrap.DATA / "shop", bootstrap.ROOT / ".rasa" / "stock", epochs=1))
    for text, _ in messages[:100]:
        parse(text)
    stock = _timed(lambda text, _speaker: parse(text), messages)
    for name, times in (
        (f"language layer, {_made()}", alone),
        ("language layer, no word met before", cold),
        ("Rasa's whole parse, ours", ours),
        ("Rasa's whole parse, stock pipeline", stock),
    ):
        table.add(name, f"{times.p50:.2f}", f"{times.p99:.2f}")
    faster = stock.p50 / ours.p50
    table.promise(f"language layer at most {LANGUAGE_MS} ms p50", f"{alone.p50:.2f} ms", alone.p50 <= LANGUAGE_MS)
    table.promise(f"whole parse at most {PARSE_MS} ms p50", f"{ours.p50:.2f} ms", ours.p50 <= PARSE_MS)
    table.promise(f"whole parse at most {PARSE_P99_MS:g} ms p99", f"{ours.p99:.2f} ms", ours.p99 <= PARSE_P99_MS)
    table.promise(f"at least {TIMES_FASTER:g} times faster than stock", f"{faster:.1f}", faster >= TIMES_FASTER)
    return [table]


def _made() -> str:
    """Whether machine code or plain Python reads here."""
    return "plain Python" if (understanding.__file__ or "").endswith(".py") else "compiled"


def _messages() -> list[Message]:
    """All messages of the sets, each once."""
    files = [bootstrap.ROOT / "tests/nlu" / f"{name}.jsonl" for name in SETS]
    told = dict.fromkeys((each.text, each.speaker) for file in files for each in read_examples(file))
    # A slash that opens a message never comes as far as Rasa, to which it names an intent.
    return [(text, speaker) for text, speaker in told if not text.startswith("/")]


def _timed(read: Callable[[str, str], object], messages: Sequence[Message]) -> Times:
    """Of one reading a message."""
    seconds = []
    for text, speaker in messages:
        begin = process_time()
        read(text, speaker)
        seconds.append(process_time() - begin)
    return Times.of(seconds)
