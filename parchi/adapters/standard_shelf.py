"""The standard shelf: what a new shop of a size has to start from, from data/shop/standard_shelf.csv."""

from __future__ import annotations

import csv
from pathlib import Path

from parchi.domain.errors import DataError


def read_standard_shelf(file: Path, size: str) -> dict[str, int]:
    """Stock by sku, in packs (kg, piece or bunch for loose goods); DataError names a wrong row."""
    shelf = {}
    with file.open(encoding="utf-8-sig", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows), start=2):
            try:
                stock = int(row["stock"])
                row_size, sku = row["size"], row["sku"]
            except (KeyError, TypeError, ValueError) as error:
                raise DataError(
                    file=file.name, line=number, reason=f"size, sku and stock are needed: {error}"
                ) from error
            if row_size == size:
                shelf[sku] = stock
    return shelf
