"""`parchi templates` prints every text that WhatsApp must see; `parchi unlock` refuses what cannot be unlocked."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from parchi import bootstrap
from parchi.cli import app
from parchi.language.languages import languages
from parchi.settings import content_setting

RUN = CliRunner()


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env of anybody's, and a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARCHI_DATABASE_URL", f"sqlite:///{tmp_path / 'parchi.db'}")


def test_every_template_is_printed_in_every_language_with_its_setting() -> None:
    told = RUN.invoke(app, ["templates"]).output
    for name, template in bootstrap.templates().templates.items():
        for language in languages():
            assert f"\n{content_setting(name, language)} is not set\n" in told
            assert f"  {template.body[language]}\n" in told


def test_what_is_configured_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sid = "HX" + "0" * 32
    monkeypatch.setenv("PARCHI_CONTENT_OFFER_HI_LATN", sid)
    assert f"\nPARCHI_CONTENT_OFFER_HI_LATN = {sid}\n" in RUN.invoke(app, ["templates"]).output
