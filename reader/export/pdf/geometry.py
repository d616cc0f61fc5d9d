"""From the typesetter's boxes to quads: which fragments are one piece of a line, and how high a highlight is. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from reader.export.pdf.measure import ASCENT, CAP, DESCENT
from reader.frozen import dataclass

_TOUCH_PT = 0.75  # fragments of one line closer than this are one piece (rounding of justified spaces)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box on a page in PDF points, y upwards; `base` is the baseline of the words in it."""

    left: float
    bottom: float
    right: float
    top: float
    base: float

    def in_tenths(self, x: float, y: float) -> Box:
        """The same box in whole tenths of a point from this place."""
        left, right = (round(10 * (each - x)) for each in (self.left, self.right))
        bottom, top, base = (round(10 * (each - y)) for each in (self.bottom, self.top, self.base))
        return Box(left, bottom, right, top, base)

    @property
    def quad(self) -> tuple[float, ...]:
        """Top left, top right, bottom left, bottom right: the order that viewers expect, not the standard's."""
        return (self.left, self.top, self.right, self.top, self.left, self.bottom, self.right, self.bottom)


def word_box(left: float, bottom: float, right: float, top: float, lead: float) -> Box:
    """The box to highlight for the link box that the typesetter gave a run of words; `lead` as in `measure.lead_of`.

    A link box reaches from half the leading below the baseline to half the leading above the cap height,
    which the template fixes at CAP em for every face; so the size of the type follows from its height.
    """
    base = bottom + lead / 2
    em = max(1.0, (top - bottom - lead) / CAP)
    return Box(left, base - DESCENT * em, right, base + ASCENT * em, base)


def joined(boxes: Iterable[Box]) -> list[Box]:
    """Fragments in the order of their words, those that touch on one line made one; empty ones left out.

    Also right-to-left words and changes of direction: a piece grows on either side.
    """
    found: list[Box] = []
    for box in boxes:
        if box.right - box.left < 0.01:
            continue
        for n in range(len(found) - 1, max(-1, len(found) - 6), -1):  # a line has few pieces, the last ones
            other = found[n]
            near = box.left <= other.right + _TOUCH_PT and other.left <= box.right + _TOUCH_PT
            if near and abs(box.base - other.base) < 0.5:
                found[n] = Box(
                    min(box.left, other.left),
                    min(box.bottom, other.bottom),
                    max(box.right, other.right),
                    max(box.top, other.top),
                    other.base,
                )
                break
        else:
            found.append(box)
    return found


def around(boxes: Iterable[Box]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the smallest box around all; ValueError when there is none."""
    all_of = list(boxes)
    return (
        min(b.left for b in all_of),
        min(b.bottom for b in all_of),
        max(b.right for b in all_of),
        max(b.top for b in all_of),
    )
