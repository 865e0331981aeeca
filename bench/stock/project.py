"""The project of stock Rasa: pipeline and policies as it chooses them itself, on our sentences, rules and domain."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import yaml

from parchi import bootstrap
from parchi.bot.quiet import quietly
from parchi.bot.stock import PIPELINE
from parchi.language.lexicon import Lexicon
from parchi.workbench.sentences import read_sentences
from parchi.workbench.stock_data import ITEM, PACK, PRICE, QUANTITY, UNIT, write_stock_data

FOLDER = bootstrap.ROOT / ".rasa" / "stock-bot"
EPOCHS = int(os.environ.get("BENCH_STOCK_EPOCHS", "100"))
"""Stock Rasa's own number; with fewer it understands worse and answers as fast."""
POLICIES = f"""\
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: UnexpecTEDIntentPolicy
    max_history: 5
    epochs: {EPOCHS}
  - name: TEDPolicy
    max_history: 5
    epochs: {EPOCHS}
    constrain_similarities: true
"""
"""The policies of Rasa 3.6.21's own default_config.yml."""
UNSURE = """\
version: "3.1"
rules:
  - rule: what is not understood
    steps:
      - intent: nlu_fallback
      - action: action_out_of_scope
"""
DATA = ("rules", "stories")


def stock_model() -> Path:
    """The model of what sentences, rules and domain are now; trained if it is missing (half an hour on two cores).

    BENCH_STOCK_MODEL names a model file to take as it is.
    """
    if told := os.environ.get("BENCH_STOCK_MODEL"):
        return Path(told)
    FOLDER.mkdir(parents=True, exist_ok=True)
    sources = _write_sources()
    total = hashlib.sha256()
    for path in sources:
        for file in sorted(path.rglob("*.yml")) if path.is_dir() else [path]:
            total.update(file.read_bytes())
    model = FOLDER / f"{total.hexdigest()[:16]}.tar.gz"
    if not model.exists():
        _train(sources, model)
    return model


def _write_sources() -> list[Path]:
    config, domain, nlu, unsure = (FOLDER / name for name in ("config.yml", "domain.yml", "nlu.yml", "unsure.yml"))
    config.write_text(PIPELINE.format(epochs=EPOCHS) + POLICIES, encoding="utf-8")
    told = yaml.safe_load((bootstrap.ROOT / "domain.yml").read_text(encoding="utf-8"))
    told["entities"] = [ITEM, QUANTITY, UNIT, PRICE, PACK]
    domain.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    sentences = ((sentence.text, sentence.intent) for sentence in read_sentences(bootstrap.DATA / "nlu"))
    write_stock_data(sentences, bootstrap.DATA / "shop", Lexicon.load(bootstrap.DATA / "shop"), nlu)
    unsure.write_text(UNSURE, encoding="utf-8")
    return [config, domain, nlu, unsure, *(bootstrap.DATA / name for name in DATA)]


def _train(sources: list[Path], model: Path) -> None:
    from rasa.model_training import train

    config, domain, *data = map(str, sources)
    print(f"training stock Rasa into {model.name}: half an hour, once", flush=True)
    with quietly():
        done = train(domain, config, data, output=str(FOLDER), fixed_model_name=model.name.removesuffix(".tar.gz"))
    if done.code or done.model is None:
        raise RuntimeError("stock Rasa could not be trained")


if __name__ == "__main__":
    print(stock_model())
    sys.exit()
