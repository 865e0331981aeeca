"""Compiled: the language layer as machine code where it was built from exactly these sources, else as plain Python.

A folder of `.compiled` holds all modules of parchi.language, built by `parchi compile`; its name is a digest of what
they were built from. Nothing in it ever changes, and a process takes all modules from it or none: what was edited is
plain Python again until it is built anew.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path

from parchi.project import ROOT

SWITCH = "PARCHI_COMPILED"
"""The environment's word on it: `off` for plain Python. No setting of a shop: it counts before any is read."""
FOLDER = ".compiled"
SUFFIX = EXTENSION_SUFFIXES[0]
ALSO = ("parchi/domain/reading.py", "parchi/workbench/compiling.py", "requirements.lock")
"""What shapes the machine code beside the modules: the types they share, the options, the compiler's version."""


def where_modules_are(plain: Iterable[str], environ: Mapping[str, str], root: Path = ROOT) -> list[str]:
    """The `__path__` of parchi.language: the compiled folder and nothing else, or the plain one it has anyway."""
    if environ.get(SWITCH, "").lower() == "off" or not (root / FOLDER).is_dir():
        return list(plain)
    digest = digest_of(root)
    folder = root / FOLDER / digest
    if not folder.is_dir():
        return list(plain)
    try:
        _load(shared_name(digest), folder)
    except ImportError as error:
        warnings.warn(f"plain Python is used, {folder} cannot be: {error}", RuntimeWarning, stacklevel=2)
        return list(plain)
    return [str(folder)]


def digest_of(root: Path = ROOT) -> str:
    """One digest over all that the machine code is made of, and the interpreter that it is made for."""
    total = sha256(f"{sys.version} {SUFFIX}".encode())
    for path in [*sources(root), *(root / name for name in ALSO)]:
        content = path.read_bytes() if path.is_file() else b""
        total.update(f"{path.name} {len(content)} ".encode())
        total.update(content)
    return total.hexdigest()[:20]


def sources(root: Path = ROOT) -> list[Path]:
    """The modules that are compiled: all of parchi.language."""
    return sorted(path for path in (root / "parchi" / "language").glob("*.py") if path.name != "__init__.py")


def shared_name(digest: str) -> str:
    """The name of the module that holds the machine code of all others, which only lead to it."""
    return f"{group_name(digest)}__mypyc"


def group_name(digest: str) -> str:
    """What the compiler calls the modules of one digest; another digest's can never be taken for it."""
    return f"language_{digest}"


def _load(name: str, folder: Path) -> None:
    """Load the shared module, which the others import by this name and which lies where Python does not look."""
    loader = ExtensionFileLoader(name, str(folder / f"{name}{SUFFIX}"))
    module = module_from_spec(ModuleSpec(name, loader, origin=loader.path))
    loader.exec_module(module)
    sys.modules[name] = module
