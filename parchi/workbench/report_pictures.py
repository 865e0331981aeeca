"""Pictures of a report, as SVG: how far confidence can be trusted, and what more sentences would bring."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.languages import languages
from parchi.workbench.report import Bin

SIDE, MARGIN = 260, 44
COLOURS = ("#1f6feb", "#c2410c", "#15803d", "#7c3aed", "#a16207", "#0e7490")
"""Of the languages, in their order; after the last the first again."""
GREY = "#57606a"


def calibration_picture(bins: Sequence[Bin]) -> str:
    """Bars: the share that was right, at each confidence. On the line, confidence is honest."""
    most = max((each.messages for each in bins), default=1)
    bars = "".join(_bar(each, most) for each in bins)
    far = MARGIN + SIDE
    line = f'<line x1="{MARGIN}" y1="{far}" x2="{far}" y2="{MARGIN}" stroke="{GREY}" stroke-dasharray="4"/>'
    return _frame("Calibration: share right at each confidence", "confidence", bars + line)


def curve_picture(curve: Sequence[tuple[int, dict[str, float]]]) -> str:
    """Lines: the intent accuracy by language over the number of sentences learned from."""
    if not curve:
        return ""
    most = max(count for count, _ in curve)
    low = max(0.0, min(share for _, shares in curve for share in shares.values()) - 0.05)
    parts = []
    for index, language in enumerate(language for language in languages() if language in curve[0][1]):
        points = " ".join(
            f"{MARGIN + SIDE * count / most:.0f},{MARGIN + SIDE * (1 - (shares[language] - low) / (1 - low)):.0f}"
            for count, shares in curve
        )
        colour = COLOURS[index % len(COLOURS)]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts.append(f'<text x="{MARGIN + 10 + 70 * index}" y="{MARGIN + SIDE - 10}" fill="{colour}">{language}</text>')
    return _frame(f"Learning curve: intent accuracy, {low:.0%} to 100%", f"sentences, up to {most:,}", "".join(parts))


def _bar(each: Bin, most: int) -> str:
    width, height = SIDE * (each.high - each.low) - 3, SIDE * each.right
    x, y = MARGIN + SIDE * each.low + 1.5, MARGIN + SIDE - height
    shade = 0.35 + 0.65 * each.messages / most
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="#1f6feb"'
        f' fill-opacity="{shade:.2f}"><title>{each.messages} messages, {each.right:.0%} right</title></rect>'
    )


def _frame(title: str, below: str, inside: str) -> str:
    size = SIDE + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}" role="img"'
        f' aria-label="{title}" font-family="sans-serif" font-size="12">'
        f'<rect width="{size}" height="{size}" fill="white"/>'
        f'<text x="8" y="20" font-weight="bold">{title}</text>'
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{GREY}"/>{inside}'
        f'<text x="{size / 2:.0f}" y="{size - 14}" text-anchor="middle" fill="{GREY}">{below}</text></svg>'
    )
