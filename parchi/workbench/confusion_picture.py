"""A confusion picture: which intents were taken for which others, as an SVG."""

from __future__ import annotations

from collections import Counter


def confusion_picture(confusions: Counter[tuple[str, str]]) -> str:
    """An SVG of the confusions; only intents that were confused appear."""
    names = sorted({name for pair in confusions for name in pair})
    cell, margin = 22, 190
    size = margin + cell * len(names) + 10
    most = max(confusions.values(), default=1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"',
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{size}" height="{size}" fill="white"/>',
        '<text x="6" y="14">expected ↓  got →</text>',
    ]
    for index, name in enumerate(names):
        at = margin + cell * index
        parts.append(f'<text x="{margin - 6}" y="{at + 15}" text-anchor="end">{name}</text>')
        parts.append(f'<text transform="translate({at + 15},{margin - 6}) rotate(-90)">{name}</text>')
    for (expected, got), count in confusions.items():
        x, y = margin + cell * names.index(got), margin + cell * names.index(expected)
        shade = 0.25 + 0.75 * count / most
        parts.append(
            f'<rect x="{x}" y="{y}" width="{cell}" height="{cell}" fill="crimson" fill-opacity="{shade:.2f}"/>'
        )
        ink = "white" if shade > 0.6 else "black"
        parts.append(f'<text x="{x + cell / 2}" y="{y + 15}" text-anchor="middle" fill="{ink}">{count}</text>')
    return "\n".join([*parts, "</svg>", ""])
