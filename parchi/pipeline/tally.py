"""A tally: what one process has done since it last told the others, counted and timed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)
SHARES = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Upper ends of the classes into which seconds, and confidence from 0 to 1, are sorted."""
Labels = tuple[tuple[str, str], ...]
Figure = tuple[str, Labels]
"""What is counted: a name with its labels, sorted."""


class Tally:
    """Sums by figure; many threads may count at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sums: Counter[Figure] = Counter()

    def count(self, name: str, /, amount: float = 1, **labels: str) -> None:
        """Add to a sum."""
        with self._lock:
            self._sums[name, tuple(sorted(labels.items()))] += amount  # type: ignore[assignment]

    def observe(self, name: str, value: float, classes: tuple[float, ...] = SECONDS, **labels: str) -> None:
        """Sort one value into its class, and add it to the sum of all."""
        highest = next((str(end) for end in classes if value <= end), "+Inf")
        self.count(name + "_class", 1, le=highest, **labels)
        self.count(name + "_sum", value, **labels)

    @contextmanager
    def handed_over(self) -> Iterator[Mapping[Figure, float]]:
        """All sums, which begin again at nothing; if what is done with them fails they are not lost."""
        with self._lock:
            taken, self._sums = self._sums, Counter()
        try:
            yield taken
        except BaseException:
            with self._lock:
                self._sums.update(taken)
            raise


tally = Tally()
"""That of this process."""
