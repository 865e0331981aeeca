"""The demo shop: products, kiranas and shelves of Navi Mumbai, Thane and Kalyan, the same at every making."""

from __future__ import annotations

import csv
from pathlib import Path

from parchi.workbench.demo_products import DemoProduct, read_products

PRODUCT_COLUMNS = ("sku", "item", "brand", "name", "pack", "mrp_paise")


def write_products(products: list[DemoProduct], file: Path) -> None:
    """Write products.csv."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(PRODUCT_COLUMNS)
        writer.writerows([p.sku, p.item, p.brand, p.name, p.pack, p.mrp_paise] for p in products)
