"""Warnings: of what the libraries behind Rasa warn at every start, and what a trainer should hear."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

OF_LIBRARIES = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, ImportWarning, ResourceWarning)
ALWAYS_SAID = "Slot auto-fill has been removed"
"""Rasa 3.6 says so of every domain with a slot."""


@contextmanager
def only_useful_warnings(tell: Callable[[str], None]) -> Iterator[None]:
    """Hand on what concerns our own data. Filters would not do: TensorFlow lifts them all when it is imported."""
    with warnings.catch_warnings():
        warnings.showwarning = _telling(tell)
        yield


def _telling(tell: Callable[[str], None]) -> Callable[..., None]:
    def show(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        is_of_library = issubclass(category, OF_LIBRARIES) or category.__module__.startswith("sqlalchemy")
        if not is_of_library and not str(message).startswith(ALWAYS_SAID):
            tell(str(message))

    return show
