"""`Sheet`: the formats of a QTextDocument for one theme at one zoom. Makes formats, fills nothing."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFrameFormat,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)

from reader.app.look.fonts import code_font, reading_font
from reader.app.look.page_style import TEXT
from reader.app.look.theme import Theme
from reader.app.page.measures import Measures
from reader.app.page.plan import Setting
from reader.text.blocks import Style

CODE_SHARE = 0.86  # of the size around it: faces of fixed width look larger
TOP, BOTTOM = 34, 160
TAB = 9  # px: about a digit
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_AT_LEAST = QTextBlockFormat.LineHeightTypes.MinimumHeight.value


class Sheet:
    """Formats by setting and style; each is made once."""

    def __init__(self, theme: Theme, measures: Measures) -> None:
        self.theme = theme
        self.measures = measures
        self.font = reading_font(measures.px(TEXT), face=measures.face)
        self.block = lru_cache(maxsize=None)(self._block)
        self.char = lru_cache(maxsize=None)(self._char)

    def _block(self, setting: Setting) -> QTextBlockFormat:
        px = self.measures.px
        made = QTextBlockFormat()
        made.setLineHeight(self.measures.pitch(setting.size, setting.line), _AT_LEAST if setting.pictures else _FIXED)
        made.setTopMargin(self.measures.gap(setting.top))
        made.setLeftMargin(px(setting.left))
        made.setRightMargin(px(setting.right))
        return made

    def _char(self, setting: Setting, style: Style = Style.PLAIN) -> QTextCharFormat:
        made = QTextCharFormat()
        size = self.measures.px(setting.size)
        code = setting.code or Style.CODE in style
        bold = setting.bold or Style.STRONG in style
        italic = Style.EMPHASIS in style or Style.IMAGE in style
        if code:
            font = code_font(size if setting.code else size * CODE_SHARE)
            font.setBold(bold)
            font.setItalic(italic)
            made.setFont(font)
        elif bold or italic or setting.size != TEXT:
            made.setFont(reading_font(size, bold=bold, italic=italic, face=self.measures.face))
        if Style.STRIKE in style:
            made.setFontStrikeOut(True)
        if Style.LINK in style:
            made.setFontUnderline(True)
            made.setUnderlineColor(QColor(self.theme.edge))
        return made

    def option(self) -> QTextOption:
        """How lines wrap, and how wide a tab is."""
        made = QTextOption()
        made.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setTabStopDistance(4 * self.measures.px(TAB))
        return made

    def mark(self, setting: Setting) -> QTextCharFormat:
        """The raised number of a footnote, in ink: it may stand on any mark's ground."""
        made = QTextCharFormat()
        made.setFont(reading_font(self.measures.px(setting.size), bold=setting.bold, face=self.measures.face))
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return made

    def filler(self) -> QTextBlockFormat:
        """A block that a table needs beside it and nobody should see."""
        made = QTextBlockFormat()
        made.setLineHeight(1, _FIXED)
        return made

    def table(self, above: float, below: float) -> QTextTableFormat:
        """A table with this much space above and below; its lines are the cells'."""
        made = QTextTableFormat()
        made.setBorder(0)
        made.setCellSpacing(0)
        made.setCellPadding(0)
        made.setTopMargin(self.measures.gap(above))
        made.setBottomMargin(self.measures.gap(below))
        made.setBorderCollapse(True)  # else a cell's own border is not drawn
        return made

    def cell(self, head: bool) -> QTextTableCellFormat:
        """A cell with a thin line under it, a stronger one under the head."""
        made = QTextTableCellFormat()
        made.setTopPadding(self.measures.px(5))
        made.setBottomPadding(self.measures.px(6))
        made.setRightPadding(self.measures.px(18))
        made.setBottomBorder(max(round(self.measures.px(1)), 1))
        made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBottomBorderBrush(QColor(self.theme.edge if head else self.theme.rule))
        return made

    def frame(self) -> QTextFrameFormat:
        """The page's margins."""
        made = QTextFrameFormat()
        made.setLeftMargin(self.measures.left)
        made.setRightMargin(self.measures.right)
        made.setTopMargin(self.measures.px(TOP))
        made.setBottomMargin(self.measures.px(BOTTOM))
        return made
