"""A folder of the shop's data is loaded whole or not at all."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from parchi.adapters.database import make_engine
from parchi.adapters.seeding import migrate, seed
from parchi.adapters.shop_data import DataRefused

FIXTURE = Path(__file__).parent.parent / "fixtures" / "shop"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "shop"))


def _one(engine: Engine, query: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(query)).scalar_one()


def _replace(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_twice_does_no_harm(empty_database: Engine) -> None:
    first = seed(empty_database, FIXTURE)
    assert seed(empty_database, FIXTURE) == first
    assert _one(empty_database, "SELECT count(*) FROM kiranas") == first.kiranas == 8
    assert _one(empty_database, "SELECT count(*) FROM shelves") == first.shelves
    assert _one(empty_database, "SELECT count(*) FROM kirana_numbers") == 9


def test_a_shelf_keeps_its_stock_unless_it_is_reset(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE shelves SET stock = 1, held = 1, price_paise = 1 WHERE sku = 'tata-salt-1-kg'"))
    where = "FROM shelves WHERE kirana = 'sai' AND sku = 'tata-salt-1-kg'"
    seed(database, FIXTURE)
    assert _one(database, f"SELECT stock {where}") == 1
    assert _one(database, f"SELECT price_paise {where}") == 2600
    seed(database, FIXTURE, reset_stock=True)
    assert _one(database, f"SELECT stock {where}") == 12_000
    assert _one(database, f"SELECT held {where}") == 1


def test_what_the_folder_lacks_is_gone(database: Engine, folder: Path) -> None:
    for name in ("kiranas.csv", "shelves.csv"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(line for line in lines if "sai" not in line), encoding="utf-8")
    seed(database, folder)
    assert _one(database, "SELECT count(*) FROM shelves WHERE kirana = 'sai'") == 0
    assert _one(database, "SELECT count(*) FROM kirana_numbers") == 6
    assert _one(database, "SELECT count(*) FROM kiranas WHERE is_listed") == 6
    seed(database, FIXTURE)
    assert _one(database, "SELECT count(*) FROM kiranas WHERE is_listed") == 8


def test_items_and_words_may_be_absent(database: Engine, folder: Path) -> None:
    (folder / "items.csv").unlink()
    (folder / "words.csv").unlink()
    assert seed(database, folder).items == 0
    assert _one(database, "SELECT count(*) FROM items") == 49


def test_more_columns_may_follow_and_their_order_is_free(database: Engine, folder: Path) -> None:
    (folder / "words.csv").write_text("word,remark,language,item\nnamak,x,hi-Latn,salt\n", encoding="utf-8")
    seed(database, folder)
    assert _one(database, "SELECT count(*) FROM words WHERE word = 'namak' AND item = 'salt'") == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("shelves.csv", "sai,tata-salt-1-kg,12,2600", "sai,tata-salt-1-kg,12,2900", "above its MRP 2800"),
        ("shelves.csv", "sai,tata-salt-1-kg", "sai,tata-namak", "unknown sku 'tata-namak'"),
        ("shelves.csv", "sai,tata-salt-1-kg", "nobody,tata-salt-1-kg", "unknown kirana 'nobody'"),
        ("shelves.csv", "sai,tata-salt-1-kg,12", "sai,tata-salt-1-kg,-1", "stock -1 is out of bounds"),
        ("shelves.csv", "sai,tata-salt-1-kg,12", "sai,tata-salt-1-kg,nan", "stock 'nan' is not a number"),
        ("shelves.csv", "sai,tata-salt-1-kg,12,2600", "sai,tata-salt-1-kg", "too few columns"),
        ("products.csv", "salt,Tata,Tata Salt,1 kg,2800", "solt,Tata,Tata Salt,1 kg,2800", "unknown item 'solt'"),
        ("products.csv", "Tata Salt,1 kg", "Tata Salt,1 seer", "not a quantity: '1 seer'"),
        ("products.csv", "Tata Salt,1 kg,2800", "Tata Salt,1 kg,28.00", "mrp_paise '28.00' is not a whole number"),
        ("products.csv", "tata-salt-1-kg,", "parle-g-55-g,", "duplicate of parle-g-55-g"),
        ("kiranas.csv", "07:00-23:00", "7-23", "opening hours not understood: 'Mon-Sun 7-23'"),
        ("kiranas.csv", "whatsapp:+910000020004", "0000020004", "bad number '0000020004'"),
        ("kiranas.csv", "whatsapp:+910000020004", "whatsapp:+910000020001", "also that of sai"),
        ("kiranas.csv", "19.066,73.001", "0,0", "latitude and longitude are 0"),
        ("kiranas.csv", "19.066,", "190.66,", "latitude 190.66 is out of bounds"),
        ("items.csv", "staples,weight", "staples,heavy", "measure 'heavy'"),
        ("items.csv", "item,english", "thing,english", "lacks the column item"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_and_nothing_is_loaded(
    seeded_file: Path, tmp_path: Path, folder: Path, file: str, old: str, new: str, named: str
) -> None:
    engine = make_engine(f"sqlite:///{shutil.copy(seeded_file, tmp_path / 'shop.db')}")
    _replace(folder / "kiranas.csv", "Krishna Traders", "Krishna and Sons")
    wrong = (folder / file).read_text(encoding="utf-8")[: (folder / file).read_text(encoding="utf-8").index(old)]
    _replace(folder / file, old, new)
    with pytest.raises(DataRefused, match=named) as refusal:
        seed(engine, folder)
    problems = [(problem.file, problem.line) for problem in refusal.value.problems]
    if "duplicate" in named:
        assert problems[0][0] == file
    else:
        assert (file, wrong.count("\n") + 1) in problems
    assert _one(engine, "SELECT count(*) FROM kiranas WHERE name = 'Krishna Traders'") == 1


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'shop.db'}")
    with pytest.raises(DataRefused, match="no such folder"):
        seed(engine, tmp_path / "nowhere")


def test_an_older_database_gets_the_columns_it_lacks(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("ALTER TABLE baskets DROP COLUMN touched"))
        connection.execute(text("ALTER TABLE shelves DROP COLUMN held"))
    migrate(database)
    assert _one(database, "SELECT sum(held) FROM shelves") == 0
    assert _one(database, "SELECT count(touched) FROM baskets") == 0


def test_half_a_million_shelf_rows_are_loaded_in_ten_seconds(empty_database: Engine, folder: Path) -> None:
    products = "".join(f"p{n},salt,,Salt,1 kg,2800\n" for n in range(1000))
    kiranas = "".join(f"k{n},Shop,whatsapp:+91000003{n:04},Vashi,19,73,en,Mon-Sun 08:00-22:00,5,\n" for n in range(500))
    shelves = "".join(f"k{k},p{p},10,2700\n" for k in range(500) for p in range(1000))
    for name, rows in (("products.csv", products), ("kiranas.csv", kiranas), ("shelves.csv", shelves)):
        header = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)[0]
        (folder / name).write_text(header + rows, encoding="utf-8")
    began = time.monotonic()
    assert seed(empty_database, folder).shelves == 500_000
    assert time.monotonic() - began < 10 * (3 if empty_database.dialect.name == "postgresql" else 1)
