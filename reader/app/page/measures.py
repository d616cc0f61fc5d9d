"""`Measures`: where the column stands in a view of some width at some zoom. Numbers only, no drawing."""

from __future__ import annotations

from typing import NamedTuple

COLUMN = 580  # px at 100 %: about 66 characters of the reading face at 18 px
LEFT, LEFT_NARROW = 126, 56
RIGHT, RIGHT_CLOSE, RIGHT_NARROW = 220, 12, 24  # free for notes; of the document itself, and where it is all there is
NOTES_NEED = 155  # right of the document: a page of 900 has 168
NARROW_BELOW = 700
TEXT, LINE, LINE_TALL = 18, 28, 34


class Measures(NamedTuple):
    """Pixels of a laid-out page.

    `shift` is the bare ground left of the document, which does not lay it out anew; the document is
    `left + column + right` wide. `scale` is the zoom as a factor; `signs`: verdict signs have room.
    """

    scale: float
    shift: int
    left: int
    column: int
    right: int
    signs: bool
    line: float

    def px(self, at_full_size: float) -> float:
        """A length given for 100 %, at this zoom."""
        return at_full_size * self.scale

    @property
    def width(self) -> int:
        """Width of the document."""
        return self.left + self.column + self.right


def measure(width: int, zoom_percent: int, *, tall_lines: bool = False) -> Measures:
    """Measures for a viewport `width` pixels wide.

    The column stands in the middle, as long as 220 px stay free for notes right of it, and never
    nearer to the left edge than the bars and numbers of claims need. It is never wider than COLUMN.
    """
    scale = zoom_percent / 100
    narrow = width < NARROW_BELOW * scale
    column, right = round(COLUMN * scale), round((RIGHT_NARROW if narrow else RIGHT_CLOSE) * scale)
    left = round((LEFT_NARROW if narrow else LEFT) * scale)
    column = max(min(column, width - left - right), round(80 * scale))
    place = min((width - column) // 2, width - column - round(RIGHT * scale))
    shift = 0 if narrow else max(place - left, 0)
    line = (LINE_TALL if tall_lines else LINE) * scale
    return Measures(scale, shift, left, column, right, not narrow, line)
