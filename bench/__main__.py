"""Runs the measurements named, or all of them, and fails where a promise is not kept."""

from __future__ import annotations

import sys
from importlib import import_module

ALL = ("classifiers", "lookup", "nearest", "reading", "orders", "machines", "replay", "flat", "lean", "sides")


def main(chosen: list[str]) -> int:
    """Exit code 0 where every promise is kept, 1 where one is short, 2 for a name that is none."""
    if unknown := [name for name in chosen if name not in ALL]:
        print(f"no such measurement: {', '.join(unknown)}; there are {', '.join(ALL)}")
        return 2
    is_kept = True
    for name in chosen or ALL:
        for table in import_module(f"bench.{name}").run():
            print(table, flush=True)
            is_kept &= all(kept for _, _, kept in table.promises)
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
