"""The demo shop: products, kiranas and shelves of Navi Mumbai, Thane and Kalyan, the same at every making."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from filecmp import cmp
from pathlib import Path
from tempfile import TemporaryDirectory

from parchi.workbench.demo_kiranas import DemoKirana, make_kiranas
from parchi.workbench.demo_products import DemoProduct, read_products
from parchi.workbench.demo_shelves import PRODUCTS, Assortment, make_shelf, standard_shelf

PRODUCT_COLUMNS = ("sku", "item", "brand", "name", "pack", "mrp_paise")
KIRANA_COLUMNS = (
    "kirana", "name", "whatsapp", "address", "latitude", "longitude", "language", "hours", "open_orders_limit",
    "upi_id",
)  # fmt: skip
SHELF_COLUMNS = ("kirana", "sku", "stock", "price_paise")
STANDARD_COLUMNS = ("size", "sku", "stock")
FILES = ("products.csv", "kiranas.csv", "shelves.csv", "standard_shelf.csv")


def generate(folder: Path) -> None:
    """Write the four made files of the demo shop into the folder."""
    products, kiranas = read_products(), make_kiranas()
    _write(folder / "products.csv", PRODUCT_COLUMNS, _product_rows(products))
    _write(folder / "kiranas.csv", KIRANA_COLUMNS, _kirana_rows(kiranas))
    _write(folder / "shelves.csv", SHELF_COLUMNS, _shelf_rows(kiranas, products))
    _write(folder / "standard_shelf.csv", STANDARD_COLUMNS, _standard_rows(products))


def check(folder: Path) -> list[str]:
    """One sentence for each file of the folder that differs from what would be made; empty when all agree."""
    with TemporaryDirectory() as fresh:
        generate(Path(fresh))
        return [
            f"{folder / name} is not what parchi/workbench/demo_shop.py makes"
            for name in FILES
            if not (folder / name).exists() or not cmp(folder / name, Path(fresh) / name, shallow=False)
        ]


def _product_rows(products: list[DemoProduct]) -> Iterator[tuple[object, ...]]:
    return ((p.sku, p.item, p.brand, p.name, p.pack, p.mrp_paise) for p in products)


def _kirana_rows(kiranas: list[DemoKirana]) -> Iterator[tuple[object, ...]]:
    return (tuple(getattr(kirana, column) for column in KIRANA_COLUMNS) for kirana in kiranas)


def _shelf_rows(kiranas: list[DemoKirana], products: list[DemoProduct]) -> Iterator[tuple[object, ...]]:
    assortment = Assortment(products)
    for kirana in kiranas:
        for row in make_shelf(kirana, assortment):
            yield row.kirana, row.sku, row.stock, row.price_paise


def _standard_rows(products: list[DemoProduct]) -> Iterator[tuple[object, ...]]:
    return ((size, sku, stock) for size in PRODUCTS for sku, stock in standard_shelf(size, products))


def _write(file: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
