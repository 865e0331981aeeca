"""A shop of one's own brings its own words, and they are understood."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from sqlalchemy.engine import Engine

from parchi.adapters.seeding import seed
from parchi.adapters.shop_words import read_shop_words
from parchi.language.lexicon import Lexicon
from parchi.language.lines import finish_lines, read_lines
from parchi.language.names import ShopWords
from tests.conftest import FIXTURES

SHOP = Path(__file__).parents[2] / "data/shop"


def _append(file: Path, **row: str) -> None:
    with file.open(encoding="utf-8", newline="") as stream:
        names = next(csv.reader(stream))
    with file.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, names).writerow(row)


def _own_folder(to: Path) -> Path:
    folder = to / "shop"
    shutil.copytree(FIXTURES / "shop", folder)
    _append(folder / "items.csv", item="sattvik-mix", english="Sattvik mix", hindi="सात्विक", category="staples",
            measure="weight")  # fmt: skip
    _append(folder / "words.csv", item="sattvik-mix", language="hi-Latn", word="upvasbhajni")
    _append(folder / "words.csv", item="wheat-flour", language="hi-Latn", word="zoknivati")
    _append(folder / "products.csv", sku="zorvani-ghee-1l", item="ghee", brand="Zorvani", name="Zorvani Ghee",
            pack="1 l", mrp_paise="60000")  # fmt: skip
    return folder


def _read(text: str, own: ShopWords) -> list[tuple[str | None, str | None, float | None]]:
    lexicon = Lexicon.load(SHOP, own=own)
    lines = finish_lines(read_lines(text, lexicon), "add_items", (), "customer", lexicon)
    return [(line.item, line.brand, line.quantity) for line in lines]


def test_what_a_shop_calls_its_things_is_understood(empty_database: Engine, tmp_path: Path) -> None:
    seed(empty_database, _own_folder(tmp_path))
    own = read_shop_words(empty_database, SHOP)
    assert _read("2 kilo zoknivati aur ek packet upvasbhajni", own) == [
        ("wheat-flour", None, 2.0),
        ("sattvik-mix", None, 1.0),
    ]
    assert _read("ek zorvani ghee", own) == [("ghee", "Zorvani", 1.0)]


def test_without_them_the_same_words_name_nothing() -> None:
    assert _read("2 kilo zoknivati", ShopWords()) == [(None, None, 2.0)]


def test_a_database_without_a_shop_has_no_words(empty_database: Engine) -> None:
    assert read_shop_words(empty_database, SHOP) == ShopWords()


def test_the_shop_that_comes_with_parchi_has_no_words_of_its_own(empty_database: Engine) -> None:
    seed(empty_database, SHOP)
    assert read_shop_words(empty_database, SHOP) == ShopWords()
