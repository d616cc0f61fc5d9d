"""What is drawn on the page itself, as PDF operators: patterned lines under words and claim bars in the margin.

It stays when a viewer hides annotations or a printer leaves them out. Pure: bytes from boxes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from reader.export.pdf.colours import Look, rgb
from reader.export.pdf.geometry import Box
from reader.export.pdf.measure import BAR_GAP, BAR_LANE, BAR_WIDTH, Column

_LINE_BELOW_PT = 2.5  # of a mention's line, below the baseline
_LEVEL_PT = 1.7  # lower for each level of nesting
_CLAIM_BELOW_PT = 5.3
_NEXT_LINE_PT = 24.0  # baselines further apart than this have other words between them
_LANES = 3
_BROKEN = (4.0, 2.4)  # of bars and lines of what is uncertain
_EDGE = (2.0, 1.4)
LINE_INSET_PT = 0.3  # of a line, from its words' edges
_DASHED, _STROKE = "] 0 d ", " S\n"  # end of a line's look, and of the line


def number(value: float) -> str:
    """A number as short as PDF allows, to a hundredth of a point."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def place(value: float) -> str:
    """A place on the page, to a tenth of a point (0.035 mm): more is not seen, and makes files large."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def line_below(level: int) -> float:
    """How far below the baseline a mention's line lies; `level` 0 is the innermost of nested mentions."""
    return _LINE_BELOW_PT + _LEVEL_PT * level


def mention_line(boxes: Sequence[Box], look: Look, level: int, room: float = 0, *, rtl: bool = False) -> str:
    """The type's line under words.

    `room` is left out where it begins (`rtl`: on the right), as far as there is so much.
    """
    if room:
        first = boxes[0]
        ends = {"right": max(first.left, first.right - room)} if rtl else {"left": min(first.right, first.left + room)}
        boxes = [replace(first, **ends), *boxes[1:]]
    return _line((box for box in boxes if box.right - box.left > 1), look, line_below(level))


def claim_line(boxes: Iterable[Box], look: Look, unsure: bool = False) -> str:
    """The thin line under a claim's words, below every mention's."""
    return _line(boxes, replace(look, dash=_BROKEN) if unsure else look, _CLAIM_BELOW_PT)


def unsure_edge(boxes: Iterable[Box], look: Look) -> str:
    """A broken edge around words of which nobody has said yet that they are the right ones."""
    shapes = " ".join(
        f"{number(b.left)} {number(b.bottom)} {number(b.right - b.left)} {number(b.top - b.bottom)} re" for b in boxes
    )
    return f"{colour_parts(look.line)} RG 0.6 w {_dashed(_EDGE)}{shapes}{_STROKE}"


def gathered(lines: Iterable[str]) -> str:
    """Lines of one look drawn with one stroke, which says it once."""
    alike: dict[str, list[str]] = {}
    for line in lines:
        look, dashed, paths = line.partition(_DASHED)
        if paths:
            alike.setdefault(look + dashed, []).append(paths.removesuffix(_STROKE))
    return "".join(f"{look}{' '.join(paths)}{_STROKE}" for look, paths in alike.items())


def _line(boxes: Iterable[Box], look: Look, below: float) -> str:
    if look.pattern == "none":
        return ""
    paths = []
    for box in boxes:
        left, right, y = box.left + LINE_INSET_PT, box.right - LINE_INSET_PT, box.base - below
        if look.pattern == "wave":
            paths.append(_wave(left, right, y))
        elif look.pattern == "double":
            paths += [_straight(left, right, y + 0.6), _straight(left, right, y - 0.8)]
        else:
            paths.append(_straight(left, right, y))
    thick = 0.5 if look.pattern == "double" else look.thickness
    return f"{colour_parts(look.line)} RG {number(thick)} w {_dashed(look.dash)}{' '.join(paths)}{_STROKE}"


def _dashed(dash: Iterable[float]) -> str:
    return f"[{' '.join(map(number, dash))}{_DASHED}"


def _straight(left: float, right: float, y: float) -> str:
    return f"{place(left)} {place(y)} m {place(right)} {place(y)} l"


def _wave(left: float, right: float, y: float) -> str:
    steps = max(1, int((right - left) / 1.6))
    points = [f"{place(left)} {place(y)} m"]
    for n in range(1, steps + 1):
        x = left + (right - left) * n / steps
        points.append(f"{place(x)} {place(y - 0.6 if n % 2 else y + 0.6)} l")
    return " ".join(points)


def claim_bars(claims: Sequence[Sequence[Box]], look: Look, column: Column, unsure: Collection[int] = ()) -> str:
    """The bars of a page's claims, beside the column where lines begin; `unsure` says which are broken, counted from 0.

    The parts of a discontinuous one are joined by dots, overlapping ones take lanes.
    """
    drawn: list[str] = []
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_LANES)]
    for count, boxes in enumerate(claims):
        parts = _parts(boxes)
        top, bottom = parts[0][0], parts[-1][1]
        lane = next((n for n in range(_LANES) if all(bottom >= t or b >= top for t, b in taken[n])), _LANES - 1)
        taken[lane].append((top, bottom))
        x = column.beside(BAR_GAP + lane * BAR_LANE)
        drawn.append(f"{number(BAR_WIDTH)} w {_dashed(_BROKEN if count in unsure else ())}{_uprights(x, parts)} S")
        if len(parts) > 1:
            gaps = [(above[1], below[0]) for above, below in pairwise(parts)]
            drawn.append(f"0.8 w [0.8 2] 0 d {_uprights(x, gaps)} S")
    return f"{colour_parts(look.line)} RG {' '.join(drawn)}\n" if drawn else ""


def _uprights(x: float, stretches: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{place(x)} {place(t)} m {place(x)} {place(b)} l" for t, b in stretches)


def _parts(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Top and bottom of each stretch of neighbouring lines, from above."""
    found: list[tuple[float, float]] = []
    last = 0.0
    for box in sorted(boxes, key=lambda b: -b.base):
        top, bottom = box.top - 0.8, box.bottom + 0.3
        if found and last - box.base < _NEXT_LINE_PT:
            found[-1] = (max(found[-1][0], top), min(found[-1][1], bottom))
        else:
            found.append((top, bottom))
        last = box.base
    return found


def fill(boxes: Iterable[Box], colour: str) -> str:
    """Boxes filled with one colour."""
    shapes = " ".join(
        f"{place(b.left)} {place(b.bottom)} {place(b.right - b.left)} {place(b.top - b.bottom)} re" for b in boxes
    )
    return f"{colour_parts(colour)} rg {shapes} f"


@lru_cache(maxsize=256)
def colour_parts(colour: str) -> str:
    """Red, green and blue as PDF writes them, to a thousandth."""
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") or "0" for part in rgb(colour))
