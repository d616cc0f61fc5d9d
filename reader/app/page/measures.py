"""`Measures`: where the column stands in a view of some width, how large type and marks are. Numbers, no drawing."""

from __future__ import annotations

from typing import NamedTuple

from reader.app.look.page_style import CHARACTERS, DESIGNED, TEXT, PageStyle
from reader.resources import SHIPPED_FACE

COLUMN = 580  # px at 100 %: about 66 characters of the reading face at 18 px
LEFT, LEFT_NARROW = 126, 56
RIGHT, RIGHT_CLOSE, RIGHT_NARROW = 220, 12, 24  # free for notes; of the document itself, and where it is all there is
NOTES_NEED = 155  # right of the document: a page of 900 has 168
NARROW_BELOW = 700
LINE, TALLER = 28, 6
MARK, CODE = 22, 11  # how high a mark is with its line, and the code above it
TIGHTEST = 1.2  # of the type's size: lines nearer to each other would touch

# from the baseline, at 100 %
CLAIM_BELOW, FILL_BELOW_IT = 11.0, 17.0  # a claim's line; where the fills of the line below begin, with some air
BAR_ABOVE, BAR_BELOW = 17.0, 9.0  # how far a claim's bar reaches past its first and last line
LEVEL_STEP = 3.0


class Measures(NamedTuple):
    """Pixels of a laid-out page.

    `shift` is the bare ground left of the document, which does not lay it out anew; the document is
    `left + column + right` wide. `scale` is how large type is, 1 for 18 px; `ui_scale` the same for what stands
    beside it, which never gets smaller than the window's zoom; `spread`: how far lines stand apart, 1 for 28 px at
    18 px; `taller`: what is added where codes stand above lines; `signs`: verdict signs have room.
    """

    scale: float
    shift: int
    left: int
    column: int
    right: int
    signs: bool
    ui_scale: float
    spread: float = 1.0
    taller: float = 0.0
    face: str = SHIPPED_FACE

    def px(self, at_full_size: float) -> float:
        """A length that goes with the type."""
        return at_full_size * self.scale

    def ui_px(self, at_full_size: float) -> float:
        """A length of numbers, signs and codes, which have to be read however small the article is set."""
        return at_full_size * self.ui_scale

    def gap(self, at_full_size: float) -> float:
        """A space between blocks; it goes with the lines."""
        return at_full_size * self.scale * self.spread

    def pitch(self, size: float, line: float) -> float:
        """From line to line where type of `size` stands on lines of `line`, both at 100 %."""
        if line < size:  # a blank line between paragraphs
            return self.gap(line)
        spread = self.spread if size <= TEXT else 1 + (self.spread - 1) / 2  # a headline's lines hold together
        pitch = max(self.px(line) * spread, self.px(size * TIGHTEST) if spread < 1 else 0.0)
        return pitch + (self.taller if line >= LINE else 0.0)

    @property
    def line(self) -> float:
        """From line to line of the article's text."""
        return self.pitch(TEXT, LINE)

    @property
    def width(self) -> int:
        """Width of the document."""
        return self.left + self.column + self.right

    @property
    def _pitch_at_full_size(self) -> float:
        return self.line / self.scale

    @property
    def claim_below(self) -> float:
        """How far below the baseline a claim's line is drawn, at 100 %: clear of the line below."""
        return min(CLAIM_BELOW, self._pitch_at_full_size - FILL_BELOW_IT)

    @property
    def bar_below(self) -> float:
        """How far a claim's bar reaches below its last baseline, at 100 %: not to the next line's bar."""
        return min(BAR_BELOW, self._pitch_at_full_size - BAR_ABOVE - 2)

    @property
    def level_step(self) -> float:
        """How much lower the line of a mark around another one is, at 100 %."""
        return min(LEVEL_STEP, max(1.0, (self._pitch_at_full_size - 20) * LEVEL_STEP / 8))


def measure(
    width: int, zoom_percent: int, *, tall_lines: bool = False, style: PageStyle = DESIGNED, breadth: float = 1.0
) -> Measures:
    """Measures for a viewport `width` pixels wide; `breadth`: of the style's face, in that of the shipped one.

    The column stands in the middle, as long as 220 px stay free for notes right of it, and never
    nearer to the left edge than the bars and numbers of claims need. It is never wider than the style wants it.
    """
    zoom = zoom_percent / 100
    scale = zoom * style.text_size / TEXT
    ui_scale = max(scale, zoom)
    wanted = round(COLUMN * scale * breadth * style.line_width / CHARACTERS)
    narrow = width < NARROW_BELOW * ui_scale
    right = round((RIGHT_NARROW if narrow else RIGHT_CLOSE) * ui_scale)
    left = round((LEFT_NARROW if narrow else LEFT) * ui_scale)
    column = max(min(wanted, width - left - right), round(80 * scale))
    place = min((width - column) // 2, width - column - round(RIGHT * ui_scale))
    shift = 0 if narrow else max(place - left, 0)
    spread = round(style.text_size * style.line_height) / style.text_size * TEXT / LINE
    codes_need = MARK * scale + CODE * ui_scale - LINE * scale * spread
    taller = max(TALLER * ui_scale, codes_need) if tall_lines else 0.0
    return Measures(scale, shift, left, column, right, not narrow, ui_scale, spread, taller, style.face)
