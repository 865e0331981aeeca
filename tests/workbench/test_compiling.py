"""Compiling the language layer: once for the same sources, whole or not at all; no compiler is no reason to stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from parchi.compiled import ALSO, FOLDER, SUFFIX, digest_of, shared_name, sources
from parchi.workbench import compiling
from parchi.workbench.compiling import KEPT, NotCompiled, compile_language


@pytest.fixture
def project(copied_sources: Path) -> Path:
    return copied_sources


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was built, by a compiler that only lays files down, as mypyc does."""
    built: list[str] = []

    def build(digest: str, root: Path, making: Path) -> None:
        folder = making / "lib" / "parchi" / "language"
        folder.mkdir(parents=True)
        for path in sources(root):
            (folder / f"{path.stem}{SUFFIX}").touch()
        (making / "lib" / f"{shared_name(digest)}{SUFFIX}").touch()
        built.append(digest)

    monkeypatch.setattr(compiling, "_build", build)
    monkeypatch.setattr(compiling, "has_compiler", lambda: True)
    return built


def edit(project: Path, text: str) -> None:
    with (project / "parchi" / "language" / "acts.py").open("a", encoding="utf-8") as file:
        file.write(text)


def test_the_same_sources_are_compiled_once(project: Path, built: list[str]):
    said: list[str] = []
    folder = compile_language(said.append, project)
    assert folder == project / FOLDER / digest_of(project)
    assert {path.name.removesuffix(SUFFIX) for path in folder.iterdir()} == {
        *(path.stem for path in sources(project)),
        shared_name(folder.name),
    }
    assert compile_language(said.append, project) == folder
    assert built == [folder.name]
    assert "nothing to compile" in said[-1]


def test_some_older_builds_stay(project: Path, built: list[str]):
    for turn in range(KEPT + 2):
        edit(project, f"# {turn}\n")
        compile_language(lambda _: None, project)
    assert {path.name for path in (project / FOLDER).iterdir()} == set(built[-KEPT:])


def test_without_a_compiler_it_says_so_in_one_line(project: Path, built: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(compiling, "has_compiler", lambda: False)
    said: list[str] = []
    assert compile_language(said.append, project) is None
    assert len(said) == 1
    assert "No C compiler" in said[0]
    assert built == []
    assert not (project / FOLDER).exists()


def test_sources_that_change_meanwhile_are_not_taken_for_others(
    project: Path, built: list[str], monkeypatch: pytest.MonkeyPatch
):
    build = compiling._build

    def build_and_edit(digest: str, root: Path, making: Path) -> None:
        build(digest, root, making)
        edit(root, "# meanwhile\n")

    monkeypatch.setattr(compiling, "_build", build_and_edit)
    with pytest.raises(NotCompiled, match="changed meanwhile"):
        compile_language(lambda _: None, project)
    assert list((project / FOLDER).iterdir()) == []


def test_half_a_build_is_none(project: Path, built: list[str], monkeypatch: pytest.MonkeyPatch):
    build = compiling._build

    def build_less(digest: str, root: Path, making: Path) -> None:
        build(digest, root, making)
        (making / "lib" / "parchi" / "language" / f"acts{SUFFIX}").unlink()

    monkeypatch.setattr(compiling, "_build", build_less)
    with pytest.raises(NotCompiled, match="not built: acts"):
        compile_language(lambda _: None, project)
    assert list((project / FOLDER).iterdir()) == []


def test_the_compilers_last_words_are_told(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(compiling, "has_compiler", lambda: True)
    (project / ALSO[1]).write_text("raise SystemExit('no such option')", encoding="utf-8")
    with pytest.raises(NotCompiled, match="no such option"):
        compile_language(lambda _: None, project)
    assert list((project / FOLDER).iterdir()) == []
