"""The report as a page: one file with everything inside, to be opened in any browser without a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from parchi.workbench.confusion_picture import confusion_picture
from parchi.workbench.evaluation import COLUMNS, Evaluation, Outcome
from parchi.workbench.report import Report, Row
from parchi.workbench.report_pictures import calibration_picture, curve_picture

HEADINGS = {
    "language": "By language",
    "script": "By script",
    "length": "By length",
    "confidence": "By confidence",
    "intent": "By wish",
}
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328;
  background: #fff; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; margin: 0.5rem 0 1rem; } caption { text-align: left; font-weight: 600; }
th, td { padding: 0.2rem 0.7rem; border-bottom: 1px solid #d0d7de; text-align: right; }
th:first-child, td:first-child { text-align: left; } .words td { text-align: left; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem; }
.side { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 2.5rem; }
@media (max-width: 30rem) { th, td { padding: 0.2rem 0.3rem; font-size: 0.85rem; } }
.good { background: #dafbe1; } .bad { background: #ffebe9; }
.pictures svg { max-width: 100%; height: auto; }
.verdict { padding: 0.7rem 1rem; border-radius: 6px; } .scroll { overflow-x: auto; }
"""


def page(report: Report) -> str:
    """The whole page."""
    groups = report.groups()
    parts = [
        f"<h1>How well Parchi understands</h1><p>Model {escape(report.model)},"
        f" {len(report.evaluation.outcomes)} messages that people wrote and the model never saw.</p>",
        _verdict(report),
        f"<h2>Figures</h2>{_figures(report.evaluation)}",
        _turned("Right now, wrong before", report.turned(to_right=True)),
        _turned("Wrong now, right before", report.turned(to_right=False)),
        "<h2>Where it is good and where not</h2><div class=side>",
        *(_table(HEADINGS[name], groups[name]) for name in ("language", "script", "length", "confidence")),
        "</div><h2>Pictures</h2><div class=pictures>",
        calibration_picture(report.bins()),
        curve_picture(report.curve),
        f'</div><div class=scroll tabindex=0 role=region aria-label="Confusions">'
        f"{confusion_picture(report.evaluation.confusions())}</div>",
        f"<h2>Wishes, the worst first</h2>{_table(HEADINGS['intent'], groups['intent'])}",
        f"<h2>The surest mistakes</h2>{_mistakes(report.worst())}",
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>How well Parchi understands</title><style>{STYLE}</style></head><body><main>"
        f"{''.join(parts)}</main></body></html>"
    )


def _verdict(report: Report) -> str:
    if report.before is None:
        return "<p class='verdict good'>There is no model before it: it is in use.</p>"
    reasons = report.reasons_against()
    made = "".join(f"<li>{escape(change.text())}</li>" for change in report.changes())
    against = f"Compared with {escape(report.present or '')}:<ul>{made}</ul>"
    if reasons:
        return (
            "<p class='verdict bad'><strong>Not promoted</strong>: a language fell by more than a point, so the model"
            f" before it stays in use. {escape('; '.join(reasons))}</p>{against}"
        )
    return f"<p class='verdict good'><strong>Promoted</strong>: no language fell by more than a point.</p>{against}"


def _figures(evaluation: Evaluation) -> str:
    scores = evaluation.scores()
    head = "".join(f"<th scope=col>{escape(language)}</th>" for language in scores)
    rows = []
    for column in COLUMNS:
        cells = "".join(f"<td>{_cell(column, score.figures.get(column))}</td>" for score in scores.values())
        rows.append(f"<tr><th scope=row>{escape(column)}</th>{cells}</tr>")
    table = f"<table><tr><th scope=col>figure</th>{head}</tr>{''.join(rows)}</table>"
    return f"<div class=scroll tabindex=0 role=region aria-label='Figures'>{table}</div>"


def _table(title: str, rows: Iterable[Row]) -> str:
    lines = "".join(
        f"<tr><td>{escape(row.name)}</td><td>{row.messages}</td><td>{row.intent:.1%}</td><td>{row.exact:.1%}</td></tr>"
        for row in rows
    )
    return (
        f"<table><caption>{title}</caption><tr><th scope=col>group</th><th scope=col>messages</th>"
        f"<th scope=col>wish right</th><th scope=col>all right</th></tr>{lines}</table>"
    )


def _turned(title: str, outcomes: Sequence[Outcome]) -> str:
    return f"<h2>{title}: {len(outcomes)}</h2>{_mistakes(outcomes)}" if outcomes else ""


def _mistakes(outcomes: Sequence[Outcome]) -> str:
    lines = "".join(
        f"<tr><td>{escape(outcome.example.text)}</td><td>{escape(_told(outcome.example.expected))}</td>"
        f"<td>{escape(_told(outcome.got))}</td><td>{float(outcome.got.get('confidence') or 0):.0%}</td></tr>"
        for outcome in outcomes
    )
    return (
        "<div class=scroll tabindex=0 role=region aria-label='Messages'><table class=words><tr>"
        "<th scope=col>message</th>"
        f"<th scope=col>meant</th><th scope=col>read</th><th scope=col>sure</th></tr>{lines}</table></div>"
    )


def _told(reading: dict[str, object]) -> str:
    lines = reading.get("lines")
    things = [_thing(line) for line in lines] if isinstance(lines, list) else []
    return f"{reading['intent']}: {', '.join(things)}" if things else str(reading["intent"])


def _thing(line: dict[str, object]) -> str:
    parts = (line.get("quantity"), line.get("unit"), line.get("item") or f"“{line.get('words') or ''}”")
    price = f" for ₹{line['price']}" if line.get("price") is not None else ""
    return " ".join(str(part) for part in parts if part is not None) + price


def _cell(column: str, figure: float | None) -> str:
    if figure is None:
        return "–"
    return f"{figure:.2f}" if column.startswith("ms") else f"{figure:.3f}" if "error" in column else f"{figure:.1%}"
