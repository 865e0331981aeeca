"""The report tells how well a model understands, and a model under which a language falls is not used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from parchi.bot.loading import ModelUnusable, usable_model
from parchi.bot.training import judge, latest_model, model_in_use, note_of
from parchi.cli import app
from parchi.commands.report import judge_trained
from parchi.workbench.evaluation import Evaluation, Example, Outcome
from parchi.workbench.learning_curve import learning_curve, part_of
from parchi.workbench.promotion import changes, reasons_against
from parchi.workbench.report import Report, length_of, rows_by, script_of
from parchi.workbench.report_page import page
from parchi.workbench.report_pictures import calibration_picture, curve_picture
from parchi.workbench.sentences import Sentence

SENTENCES = Path("data/nlu/en/talk.yml")


def outcome(text: str, language: str, *, right: bool = True, confidence: float = 0.95) -> Outcome:
    expected = {"language": language, "intent": "greet", "lines": []}
    got = {"language": language, "intent": "greet" if right else "help", "lines": [], "confidence": confidence}
    return Outcome(Example(text, "customer", expected), got, 1.0)


def evaluation(**wrong: int) -> Evaluation:
    """A hundred messages a language, of which so many are wrong."""
    names = {"en": "en", "hi": "hi", "latn": "hi-Latn"}
    return Evaluation(
        [outcome(f"{name} {n}", name, right=n >= wrong.get(key, 0)) for key, name in names.items() for n in range(100)]
    )


def test_a_model_is_promoted_where_no_language_falls_by_more_than_a_point() -> None:
    assert reasons_against(changes(evaluation(hi=2), evaluation(hi=3, en=1))) == []


def test_a_language_that_falls_by_two_points_refuses_the_model_though_the_others_rise() -> None:
    reasons = reasons_against(changes(evaluation(hi=1, en=9), evaluation(hi=3)))
    assert reasons == [
        "hi: intent accuracy 99.0% → 97.0% (-2.0 points)",
        "hi: exact match 99.0% → 97.0% (-2.0 points)",
    ]


def test_messages_are_cut_by_language_script_length_confidence_and_wish() -> None:
    groups = Report("m", evaluation(hi=10)).groups()
    assert [row.name for row in groups["language"]] == ["hi", "en", "hi-Latn"]
    assert (groups["language"][0].messages, groups["language"][0].exact) == (100, 0.9)
    assert {row.name for row in groups["confidence"]} == {"90 % and more"}
    assert [row.name for row in groups["intent"]] == ["greet"]


@pytest.mark.parametrize(
    ("text", "script", "length"),
    [
        ("2 kg atta", "Latin", "3–5 words"),
        ("आटा", "Devanagari", "1–2 words"),
        ("2 kg आटा aur do packet doodh", "both", "6–10 words"),
        ("👍", "no letters", "1–2 words"),
        ("one two three four five six seven eight nine ten eleven", "Latin", "more than 10 words"),
    ],
)
def test_script_and_length_are_told(text: str, script: str, length: str) -> None:
    assert (script_of(text), length_of(text)) == (script, length)


def test_the_worst_group_comes_first() -> None:
    rows = rows_by([outcome("a", "en"), outcome("b", "hi", right=False)], lambda each: each.example.language)
    assert [row.name for row in rows] == ["hi", "en"]


def test_what_turned_right_and_wrong_is_told() -> None:
    before = Evaluation([outcome("a", "en", right=False), outcome("b", "en"), outcome("c", "en")])
    now = Evaluation([outcome("a", "en"), outcome("b", "en", right=False), outcome("c", "en")])
    report = Report("new", now, "old", before)
    assert [each.example.text for each in report.turned(to_right=True)] == ["a"]
    assert [each.example.text for each in report.turned(to_right=False)] == ["b"]


def test_the_page_stands_alone_and_bears_what_people_write() -> None:
    wrong = outcome("<script>alert(1)</script>", "en", right=False)
    shown = page(Report("m", Evaluation([wrong, outcome("b", "hi")]), curve=[(10, {"en": 0.5}), (20, {"en": 0.9})]))
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert re.findall(r"(?:src|href)=", shown) == []
    assert shown.count("<svg") == 3
    assert "https://" not in shown


def test_the_page_says_whether_the_model_is_in_use() -> None:
    assert "Not promoted" in page(Report("new", evaluation(hi=5), "old", evaluation()))
    assert "<strong>Promoted</strong>" in page(Report("new", evaluation(), "old", evaluation(hi=5)))
    assert "no model before it" in page(Report("new", evaluation()))


def test_json_has_all_figures() -> None:
    told: dict[str, Any] = json.loads(json.dumps(Report("new", evaluation(hi=5), "old", evaluation()).to_json()))
    assert told["promoted"] is False
    assert told["confusions"] == [{"expected": "greet", "got": "help", "messages": 5}]
    assert told["calibration"][0]["messages"] == 300
    assert len(told["now_wrong"]) == 5


def test_pictures_show_how_honest_confidence_is_and_what_more_sentences_bring() -> None:
    report = Report("m", evaluation(hi=50))
    assert "300 messages, 83% right" in calibration_picture(report.bins())
    assert curve_picture([]) == ""
    assert "polyline" in curve_picture([(10, {"en": 0.5, "hi": 0.6}), (20, {"en": 0.9, "hi": 0.7})])


def test_a_part_of_the_sentences_has_some_of_every_wish_and_language() -> None:
    every = [Sentence(f"{n}", intent, lang, SENTENCES) for n in range(8) for intent in "ab" for lang in ("en", "hi")]
    part = part_of(every, 0.25)
    assert len(part) == 8
    assert {(sentence.intent, sentence.language) for sentence in part} == {(i, x) for i in "ab" for x in ("en", "hi")}


def test_the_learning_curve_has_a_point_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[int] = []
    monkeypatch.setattr(
        "parchi.workbench.learning_curve.IntentModel.train", lambda pairs, lexicon: learned.append(len(pairs))
    )
    monkeypatch.setattr("parchi.workbench.learning_curve.Understanding", lambda model, lexicon: Anything())
    every = [Sentence(f"{n}", "greet", "en", SENTENCES) for n in range(8)]
    lexicon: Any = None
    curve = learning_curve(every, [outcome("hello", "en").example], lexicon, (0.5, 1.0))
    assert [count for count, _ in curve] == learned == [4, 8]
    assert curve[0][1] == {"en": 1.0}


class Anything:
    """Reads every message as a greeting."""

    def read(self, text: str, speaker: str) -> Any:
        from parchi.domain.reading import Reading

        return Reading(text, "en", "greet", confidence=1.0)


@pytest.fixture
def models(tmp_path: Path) -> list[Path]:
    """Three models, oldest first."""
    import os

    made = [tmp_path / f"2026112{day}-000000.tar.gz" for day in range(3)]
    for age, model in enumerate(made):
        model.write_bytes(b"a model")
        os.utime(model, (1000 + age, 1000 + age))
    return made


def test_a_refused_model_is_not_used_until_it_is_promoted(models: list[Path]) -> None:
    folder = models[0].parent
    judge(models[2], ["hi fell"])
    assert latest_model(folder) == models[2]
    assert usable_model(folder) == models[1]
    assert note_of(models[2])["refused"] == "hi fell"
    judge(models[2], [])
    assert usable_model(folder) == models[2]


def test_the_present_model_is_the_newest_before_that_was_not_refused(models: list[Path]) -> None:
    judge(models[1], ["en fell"])
    assert model_in_use(models[0].parent, before=models[2]) == models[0]
    assert model_in_use(models[0].parent, before=models[0]) is None


def test_where_every_model_is_refused_there_is_none(models: list[Path]) -> None:
    for model in models:
        judge(model, ["en fell"])
    with pytest.raises(ModelUnusable):
        usable_model(models[0].parent)


def test_the_command_says_that_there_is_no_model(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", "--models", str(tmp_path)])
    assert result.exit_code == 2
    assert "run `parchi train`" in result.output


def test_the_command_refuses_a_model_under_which_a_language_falls(
    models: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = {models[2]: evaluation(hi=4), models[1]: evaluation()}
    monkeypatch.setattr("parchi.commands.report._read_by", lambda model, examples: read[model])
    result = CliRunner().invoke(app, ["report", "--no-curve", "--models", str(models[0].parent)])
    assert result.exit_code == 1
    assert f"not promoted, {models[1].name} stays in use" in result.output
    assert usable_model(models[0].parent) == models[1]
    assert "Not promoted" in (models[0].parent / "report.html").read_text(encoding="utf-8")
    assert json.loads((models[0].parent / "report.json").read_text(encoding="utf-8"))["promoted"] is False


def test_training_uses_a_new_model_only_where_no_language_falls(
    models: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = {models[2]: evaluation(hi=4), models[1]: evaluation()}
    monkeypatch.setattr("parchi.commands.report._read_by", lambda model, examples: read[model])
    judge_trained(models[2])
    told = capsys.readouterr().out
    assert f"not promoted, {models[1].name} stays in use" in told
    assert "✗ hi: intent accuracy 100.0% → 96.0% (-4.0 points)" in told
    assert usable_model(models[0].parent) == models[1]
    read[models[2]] = evaluation()
    judge_trained(models[2])
    assert f"promoted in place of {models[1].name}" in capsys.readouterr().out
    assert usable_model(models[0].parent) == models[2]


def test_a_model_of_another_time_is_nothing_to_compare_with(
    models: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read_by(model: Path, examples: object) -> Evaluation:
        if model != models[2]:
            raise KeyError("intents.npz")
        return evaluation()

    monkeypatch.setattr("parchi.commands.report._read_by", read_by)
    judge_trained(models[2])
    assert "cannot be read" in capsys.readouterr().out
    assert usable_model(models[0].parent) == models[2]


def test_the_train_command_judges_what_it_trained_and_repeats_a_refusal(
    models: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[Path] = []
    monkeypatch.setattr("parchi.bootstrap.MODELS", models[0].parent)
    monkeypatch.setattr("parchi.bot.training.train", lambda progress, root: models[2])
    monkeypatch.setattr("parchi.commands.report.judge_trained", judged.append)
    monkeypatch.setattr("parchi.bot.training.latest_model", lambda folder: models[1])
    assert CliRunner().invoke(app, ["train"]).exit_code == 0
    assert judged == [models[2]]
    judge(models[2], ["hi fell"])
    monkeypatch.setattr("parchi.bot.training.latest_model", lambda folder: models[2])
    assert "not promoted, and the model before it is in use: hi fell" in CliRunner().invoke(app, ["train"]).output
    assert judged == [models[2]]
