"""The measures that the template and the step that places highlights must agree on. Points (1/72 inch), no code."""

from __future__ import annotations

SIZE = 11.0  # of the body; about 68 characters in the column below
LEAD = 7.7  # between the cap height of a line and the baseline above it, whatever the size of the type
CAP = 0.68  # em: what the typesetter takes for the top of every line's letters, in each face
PAGE_WIDTH = 595.28  # A4
PAGE_HEIGHT = 841.89
LEFT = 126.0
RIGHT = 113.28
TOP = 78.0
BOTTOM = 80.0
BAR_GAP = 15.0  # from the column's edge to the first claim bar
BAR_LANE = 5.0  # between the bars of claims that overlap
BAR_WIDTH = 2.2
NUMBERS = 33.0  # from the column's edge to the right end of the claim numbers
ASCENT = 0.80  # em, above the baseline, of a highlight
DESCENT = 0.25  # em, below it

FOR_TEMPLATE = {
    "size": SIZE,
    "lead": LEAD,
    "cap": CAP,
    "left": LEFT,
    "right": RIGHT,
    "top": TOP,
    "bottom": BOTTOM,
    "numbers": NUMBERS,
}
