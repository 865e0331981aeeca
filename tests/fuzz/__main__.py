"""`make fuzz`: ten minutes (or so many seconds) of what nobody would write, from a seed that is told."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from parchi.bootstrap import newest_model
from parchi.language.understanding import Understanding
from tests.fuzz.firing import fire


def main(seconds: float, seed: int) -> None:
    """Ends with an error at the first example that breaks something, made as small as it can be."""
    print(f"{seconds:.0f} s, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="parchi-fuzz-") as folder:
        for name, stood in fire(Path(folder), Understanding.load(newest_model()), seconds, seed).items():
            seen = ", ".join(f"{what} {count}" for what, count in stood.seen.most_common(12))
            print(f"{name}: {stood.examples} examples, none broke anything ({seen})")


if __name__ == "__main__":
    main(
        float(sys.argv[1]) if len(sys.argv) > 1 else 600,
        int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6),
    )
