"""Compiling: machine code of the language layer, by mypyc and the C compiler of this machine: `parchi compile`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path

from parchi.compiled import FOLDER, SUFFIX, digest_of, group_name, shared_name, sources
from parchi.project import ROOT

KEPT = 3
"""How many builds stay: a process that runs may still be asking for modules of an older one."""
CORES = 2
OPTIMISED = "1"
"""More takes longer here and gives nothing in return: reading is calls of Python's own objects."""

Progress = Callable[[str], None]


class NotCompiled(Exception):
    """The compiler refused the sources; its last words."""


def compile_language(progress: Progress, root: Path = ROOT) -> Path | None:
    """The folder of what the sources are now: the one that is there, or a new one; None without a C compiler."""
    digest = digest_of(root)
    folder = root / FOLDER / digest
    if folder.is_dir():
        progress(f"{folder.relative_to(root)} is up to date: nothing to compile.")
        return folder
    if not has_compiler():
        progress("No C compiler for this Python here: the language layer goes on uncompiled, slower and else the same.")
        return None
    progress("Compiling the language layer (about a minute) …")
    folder.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="making-") as making:
        _build(digest, root, Path(making))
        built = _gathered(digest, root, Path(making))
        if digest_of(root) != digest:
            raise NotCompiled("the sources were changed meanwhile: run it again")
        if not folder.is_dir():
            built.rename(folder)
    _drop_old(folder)
    progress(f"{folder.relative_to(root)} is compiled.")
    return folder


def has_compiler() -> bool:
    """Whether C can be compiled here for this Python."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    return shutil.which(compiler) is not None and (Path(sysconfig.get_path("include")) / "Python.h").is_file()


def _build(digest: str, root: Path, making: Path) -> None:
    """In a process of its own: mypyc ends the process where it does not like something, and says why as it goes."""
    command = [sys.executable, "-m", "parchi.workbench.compiling", group_name(digest), str(making)]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise NotCompiled("\n".join((ran.stdout + ran.stderr).splitlines()[-20:]))


def _gathered(digest: str, root: Path, making: Path) -> Path:
    """All built modules in one folder, as parchi.language looks for them."""
    built = making / "built"
    built.mkdir()
    for path in (making / "lib").rglob(f"*{SUFFIX}"):
        path.rename(built / path.name)
    names = {path.name.removesuffix(SUFFIX) for path in built.iterdir()}
    missing = {path.stem for path in sources(root)} | {shared_name(digest)}
    if missing - names:
        raise NotCompiled(f"not built: {', '.join(sorted(missing - names))}")
    return built


def _drop_old(newest: Path) -> None:
    builds = sorted(newest.parent.glob("[0-9a-f]*"), key=lambda path: path.stat().st_mtime)
    for old in builds[:-KEPT]:
        if old != newest:
            shutil.rmtree(old)


def build_extensions(group: str, making: Path) -> None:
    """Let mypyc write C and the C compiler compile it, all below `making`; the working folder is the project's."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    extensions = mypycify(
        [f"--cache-dir={making / 'types'}", *(path.relative_to(ROOT).as_posix() for path in sources())],
        opt_level=OPTIMISED,
        debug_level="0",
        multi_file=True,
        target_dir=str(making / "c"),
        group_name=group,
    )
    command = Distribution({"name": group, "ext_modules": extensions}).get_command_obj("build_ext")
    command.build_lib, command.build_temp, command.parallel = str(making / "lib"), str(making / "objects"), CORES
    command.ensure_finalized()
    command.run()


if __name__ == "__main__":
    build_extensions(sys.argv[1], Path(sys.argv[2]))
