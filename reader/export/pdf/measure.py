"""The measures that the template and the step that places highlights must agree on. Points (1/72 inch), no drawing."""

from __future__ import annotations

from typing import NamedTuple

from reader.export.pdf.options import Paper
from reader.text.languages import base_of, is_right_to_left

SIZE = 11.0  # of the body; about 68 characters in the column below
LEAD = 7.7  # between the cap height of a line and the baseline above it, whatever the size of the type
_LEAD_CJK = 9.9  # full squares want more air between lines
_SIZE_ARABIC = 12.4  # its letters are drawn smaller
CAP = 0.68  # em: what the typesetter takes for the top of every line's letters, in each face
BAR_GAP = 15.0  # from the column's edge to the first claim bar
BAR_LANE = 5.0  # between the bars of claims that overlap
BAR_WIDTH = 2.2
NUMBERS = 33.0  # from the column's edge to the right end of the claim numbers
ASCENT = 0.80  # em, above the baseline, of a highlight
DESCENT = 0.25  # em, below it

_COLUMN = 356.0  # wide where there is room
_OFF_CENTRE = 6.36  # to the right, so that bars and numbers have a little more room than the other side
_LEAST_LEFT, _LEAST_RIGHT = 58.0, 44.0  # numbers of three digits fit


class Column(NamedTuple):
    """Where the words of the article stand: the size of the page and the margins around them.

    `rtl`: its lines begin on the right, and so bars and numbers stand on that side.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    rtl: bool = False

    def beside(self, away: float) -> float:
        """The place in the margin where lines begin that is `away` points from the column's edge."""
        return self.width - self.right + away if self.rtl else self.left - away

    @property
    def margin(self) -> float:
        """The width of that margin."""
        return self.right if self.rtl else self.left


def column_on(paper: Paper, rtl: bool = False) -> Column:
    """The column on this paper. Where there is room it stands where it would in the other direction."""
    free = max(_LEAST_LEFT + _LEAST_RIGHT, paper.width - _COLUMN)
    left = max(_LEAST_LEFT, free / 2 + _OFF_CENTRE)
    right = free - left
    if rtl and right < _LEAST_LEFT:
        left, right = right, left
    top = 78.0 if paper.height > 780 else 60.0
    return Column(paper.width, paper.height, round(left, 2), round(right, 2), top, top + 2, rtl)


def lead_of(language: str) -> float:
    """The leading of an article in `language`."""
    return _LEAD_CJK if base_of(language) in ("zh", "ja", "ko") else LEAD


def for_template(paper: Paper, language: str) -> dict[str, float | str]:
    """What the template needs of all this, for an article in `language`."""
    column = column_on(paper, is_right_to_left(language))
    return {
        "paper": paper.typst,
        "width": column.width,
        "height": column.height,
        "size": _SIZE_ARABIC if base_of(language) in ("ar", "fa", "ur", "ps", "ckb", "sd", "ug") else SIZE,
        "lead": lead_of(language),
        "cap": CAP,
        "left": column.left,
        "right": column.right,
        "top": column.top,
        "bottom": column.bottom,
        "numbers": NUMBERS,
    }
