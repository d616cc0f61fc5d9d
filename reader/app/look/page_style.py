"""`PageStyle`: how the article is set, as the user wants it. A value; the page's `Measures` follow from it."""

from __future__ import annotations

from typing import NamedTuple

from reader.resources import SHIPPED_FACE

TEXT, CHARACTERS, LINE_HEIGHT = 18, 66, 1.55


class PageStyle(NamedTuple):
    """Size in px at 100 %, characters a line, height of a line in sizes of the text, and a family (see `fonts`)."""

    text_size: int = TEXT
    line_width: int = CHARACTERS
    line_height: float = LINE_HEIGHT
    face: str = SHIPPED_FACE


DESIGNED = PageStyle()
