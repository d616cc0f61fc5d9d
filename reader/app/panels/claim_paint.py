"""Lays out and draws the rows of a claim's card. A drawing is made once and kept while row, width and look stay."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.app.keyboard.hint import Hint
from reader.app.look.caps import cap_width, draw_cap
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.look.rows import ROW_ROLE, Index
from reader.app.page.offsets import u16_length, u16_part
from reader.app.page.signs import sign
from reader.app.panels.claim_rows import CardRow, Style

LEFT, RIGHT = 16, 16  # px at 100 %: the text's edge, and the caps'
LABEL_WIDTH, VALUE_LEFT = 96, 120
PIECE_LEFT, FIELD_VALUE_LEFT = 28, 104
ROW_HEIGHT, PADDING = 30, 6
CAP_GAP, SIGN = 4, 12
MOST_LINES = 6  # of a text that can be opened
KEPT = 2_000  # drawings


@dataclass
class Drawing:
    """A row made ready for painting; places are relative to the row's top left. `value` is where its value stands."""

    height: float = 0
    value: QRectF = field(default_factory=QRectF)
    texts: list[tuple[QTextLayout, QPointF, str]] = field(default_factory=list)  # the last one: a colour's token
    caps: list[tuple[float, float, str]] = field(default_factory=list)  # left, middle, key
    sign: tuple[float, float, str] | None = None  # left, top, name
    rule: bool = False


def laid(
    text: str, font: QFont, width: float, *, bold: int = 0, most_lines: int = 0, indent: float = 0
) -> tuple[QTextLayout, float]:
    """`text` wrapped to `width`, and its height; the first `bold` code points of it bold.

    With `most_lines` it ends in dots where it goes on. The first line begins at `indent`. Each text takes its own
    direction.
    """
    metrics = QFontMetricsF(font)
    layout = _broken(text, font, width, bold, indent)
    if most_lines and layout.lineCount() > most_lines:
        last = layout.lineAt(most_lines - 1)
        head = u16_part(text, 0, last.textStart())
        tail = u16_part(text, last.textStart(), last.textStart() + last.textLength())
        room = width - metrics.horizontalAdvance(" …") - (indent if most_lines == 1 else 0)
        layout = _broken(head + metrics.elidedText(tail.rstrip() + " …", Qt.TextElideMode.ElideRight, room + 12), font,
                         width, bold, indent)  # fmt: skip
    return layout, layout.lineCount() * metrics.lineSpacing()


def reads_right_to_left(text: str) -> bool:
    """Whether its first letter with a direction is written from right to left."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"


def _broken(text: str, font: QFont, width: float, bold: int, indent: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    if reads_right_to_left(text):
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    if bold:
        span = QTextLayout.FormatRange()
        span.start, span.length = 0, u16_length(text[:bold])
        heavy = QTextCharFormat()
        heavy.setFontWeight(QFont.Weight.Bold)
        span.format = heavy
        layout.setFormats([span])
    pitch, y = QFontMetricsF(font).lineSpacing(), 0.0
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        inset = indent if y == 0 else 0
        line.setLineWidth(max(width - inset, 1))
        line.setPosition(QPointF(inset, y))
        y += pitch
    layout.endLayout()
    return layout


class CardPainter(QStyledItemDelegate):
    """Draws rows. The one named `edited` leaves the place of its value, `edited_height` high, to a field."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._kept: dict[tuple[CardRow, int], Drawing] = {}
        self.edited, self.edited_height = "", 0
        self.focused = False

    def set_look(self, look: Look) -> None:
        """Draw in another look."""
        self._look = look
        self._kept.clear()

    def drawing(self, row: CardRow, width: int) -> Drawing:
        """The row at that width."""
        if row.id and row.id == self.edited:
            return self._made(row._replace(value="", strong="", sign=""), width, self.edited_height)
        found = self._kept.get((row, width))
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[row, width] = self._made(row, width, 0)
        return found

    # -- Qt ----------------------------------------------------------------------------------------

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need."""
        return QSize(0, round(self.drawing(index.data(ROW_ROLE), self._width()).height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Texts, caps, sign, and the outline of the current row."""
        look, row, box = self._look, index.data(ROW_ROLE), QRectF(option.rect)
        drawn = self.drawing(row, self._width())
        painter.save()
        painter.translate(box.topLeft())
        if drawn.rule:
            painter.fillRect(QRectF(look.px(LEFT), 0, look.px(2), box.height()), look.colour("rule"))
        if drawn.sign is not None:
            left, top, name = drawn.sign
            mark = sign(name, look.px(SIGN), look.theme.ink, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(left, top), mark)
        for layout, place, token in drawn.texts:
            painter.setPen(look.colour(token))
            layout.draw(painter, place)
        for left, middle, key in drawn.caps:
            draw_cap(painter, look, left, middle, key)
        if self.focused and row.id and option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = look.px(7)
            outline = QRectF(edge, 1, self._width() - 2 * edge, box.height() - 2)
            painter.drawRoundedRect(outline, look.px(3), look.px(3))
        painter.restore()

    def _width(self) -> int:
        return int(self._view.viewport().width())

    # -- laying out --------------------------------------------------------------------------------

    def _made(self, row: CardRow, width: int, field_height: int) -> Drawing:
        maker = _Maker(self._look, width, field_height)
        return {
            Style.HEAD: maker.head,
            Style.WORDS: maker.words,
            Style.KEYS: maker.keys,
            Style.FACT: maker.fact,
            Style.TITLE: maker.title,
            Style.TEXT: maker.text,
            Style.PIECE: maker.piece,
            Style.FIELD: maker.field,
            Style.LINK: maker.link,
        }[row.style](row)


class _Maker:
    """Makes the drawing of one row."""

    def __init__(self, look: Look, width: int, field_height: int) -> None:
        self._look, self._width, self._field_height = look, width, field_height
        self._font, self._small = look.text(TEXT_PX), look.text(SMALL_PX)
        self._drawn = Drawing()
        self._right = width - look.px(RIGHT)

    def head(self, row: CardRow) -> Drawing:
        """The claim's number, and the way out."""
        px = self._look.px
        top = px(10)
        self._text(f"{row.name} {row.value}", px(LEFT), top, self._right - px(LEFT), bold=len(row.name))
        x = float(self._right)
        for hint in row.hints:
            wide = QFontMetricsF(self._small).horizontalAdvance(hint.words)
            self._text(hint.words, x - wide, top + px(1), wide + 2, small=True, token="soft")
            x = self._caps(hint.keys, x - wide - px(6), top + self._line() / 2)
        self._drawn.height = top + self._line() + px(6)
        return self._drawn

    def words(self, row: CardRow) -> Drawing:
        """A fragment, with its number where there are several."""
        px, font = self._look.px, self._look.quote()
        left, top = px(LEFT), float(px(4))
        if row.name:
            self._text(row.name, left, top + px(1), px(18), small=True, bold=len(row.name))
            left += px(18)
        if row.sign:
            self._drawn.sign = (left, top + px(3), row.sign)
            left += px(SIGN + 6)
        layout, height = laid(row.value, font, self._right - left, most_lines=2 * MOST_LINES)
        self._drawn.texts.append((layout, QPointF(left, top), "soft" if row.sign else "ink"))
        top += height
        if row.detail:
            top += self._text(row.detail, left, top, self._right - left, small=True, token="soft")
        if row.hints:
            top += px(2) + self._hints(row.hints, left, top + px(2))
        self._drawn.height = top + px(4)
        return self._drawn

    def keys(self, row: CardRow) -> Drawing:
        """Keys with a word each."""
        self._drawn.height = self._hints(row.hints, self._look.px(LEFT), self._look.px(2)) + self._look.px(8)
        return self._drawn

    def fact(self, row: CardRow) -> Drawing:
        """Name, value, key; the detail below the value."""
        px = self._look.px
        return self._beside(row, px(LEFT), px(LABEL_WIDTH), px(VALUE_LEFT), small=False)

    def field(self, row: CardRow) -> Drawing:
        """The same a little further in, behind the rule of evidence."""
        px = self._look.px
        self._drawn.rule = True
        return self._beside(
            row, px(PIECE_LEFT), px(FIELD_VALUE_LEFT - PIECE_LEFT - 6), px(FIELD_VALUE_LEFT), small=True
        )

    def _beside(self, row: CardRow, left: float, name_width: float, value_left: float, *, small: bool) -> Drawing:
        px = self._look.px
        top = float(px(PADDING if not small else PADDING - 2))
        caps_left = self._caps(row.keys, self._right, top + self._line() / 2) if row.keys else float(self._right)
        name = self._text(row.name, left, top, name_width, token="soft")
        if row.sign and row.strong:
            self._drawn.sign = (value_left, top + (self._line() - px(SIGN)) / 2, row.sign)
            value_left += px(SIGN + 5)
        room = caps_left - px(8) - value_left
        self._drawn.value = QRectF(value_left - px(8), top - px(4), room + px(8), 0)
        if self._field_height:
            high = float(self._field_height - px(8))
        else:
            shown = f"{row.strong} {row.value}".strip() or "—"
            high = self._text(shown, value_left, top, room, bold=len(row.strong))
        if row.detail:
            high += self._text(row.detail, value_left, top + high, self._right - value_left, small=True, token="soft")
        least = px(ROW_HEIGHT if not small else ROW_HEIGHT - 4)
        self._drawn.height = max(top + max(name, high) + top, least)
        return self._drawn

    def title(self, row: CardRow) -> Drawing:
        """What the rows below it are, and the key that adds one."""
        px = self._look.px
        top = px(14)
        self._text(row.name, px(LEFT), top, self._right - px(LEFT), bold=len(row.name))
        self._caps(row.keys, self._right, top + self._line() / 2)
        self._drawn.height = top + self._line() + px(5)
        return self._drawn

    def text(self, row: CardRow) -> Drawing:
        """A title with a text in the reading face below it."""
        px = self._look.px
        top = float(px(10))
        self._text(row.name, px(LEFT), top, self._right - px(LEFT), bold=len(row.name))
        self._caps(row.keys, self._right, top + self._line() / 2)
        top += self._line() + px(2)
        self._drawn.value = QRectF(px(LEFT - 8), top, self._right - px(LEFT - 8), 0)
        if self._field_height:
            top += self._field_height
        else:
            layout, height = laid(row.value or "—", self._look.quote(), self._right - px(LEFT))
            self._drawn.texts.append((layout, QPointF(px(LEFT), top), "ink"))
            top += height
        self._drawn.height = top + px(6)
        return self._drawn

    def piece(self, row: CardRow) -> Drawing:
        """Evidence: the question, the answer or the words, where it comes from and which way it weighs."""
        px = self._look.px
        self._drawn.rule = True
        left, top = px(PIECE_LEFT), float(px(3))
        room = self._right - left
        if row.strong:
            top += self._text(row.strong, left, top, room, bold=len(row.strong), most_lines=MOST_LINES)
        if row.value:
            top += self._text(row.value, left, top, room, most_lines=MOST_LINES)
        if row.detail:
            top += self._text(row.detail, left, top, room, small=True, token="soft")
        self._drawn.height = top + px(4)
        return self._drawn

    def link(self, row: CardRow) -> Drawing:
        """A claim or an entity: how it stands to this one, which it is, its words."""
        px = self._look.px
        left, top = float(px(LEFT)), float(px(4))
        metrics = QFontMetricsF(self._font)
        indent = 0.0
        if row.name:
            self._text(row.name, left, top, self._right - left)
            indent = metrics.horizontalAdvance(row.name + " ")
        room = self._right - left
        layout, high = laid(
            f"{row.strong} {row.value}".strip(), self._font, room, bold=len(row.strong), most_lines=2, indent=indent
        )
        self._drawn.texts.append((layout, QPointF(left, top), "ink"))
        if row.detail:
            high += self._text(row.detail, left, top + high, room, small=True, token="soft")
        self._drawn.height = top + high + px(4)
        return self._drawn

    # -- pieces ------------------------------------------------------------------------------------

    def _line(self) -> float:
        return float(QFontMetricsF(self._font).lineSpacing())

    def _text(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        *,
        bold: int = 0,
        small: bool = False,
        token: str = "ink",
        most_lines: int = 0,
    ) -> float:
        """Add a text; returns its height."""
        layout, height = laid(text, self._small if small else self._font, width, bold=bold, most_lines=most_lines)
        self._drawn.texts.append((layout, QPointF(left, top), token))
        return height

    def _caps(self, keys: tuple[str, ...], right: float, middle: float) -> float:
        """Add caps that end at `right`; returns where they begin."""
        x = right
        for key in reversed(keys):
            x -= cap_width(self._look, key)
            self._drawn.caps.append((x, middle, key))
            x -= self._look.px(CAP_GAP)
        return x

    def _hints(self, hints: tuple[Hint, ...], left: float, top: float) -> float:
        """Add caps with their words, line after line; returns the height."""
        px, metrics = self._look.px, QFontMetricsF(self._small)
        x, line = float(left), px(22)
        middle = top + line / 2
        for hint in hints:
            words = metrics.horizontalAdvance(hint.words)
            caps = sum(cap_width(self._look, key) + px(CAP_GAP) for key in hint.keys)
            if x > left and x + caps + words > self._right:
                x, middle = float(left), middle + line
            for key in hint.keys:
                self._drawn.caps.append((x, middle, key))
                x += cap_width(self._look, key) + px(CAP_GAP)
            self._text(hint.words, x, middle - metrics.lineSpacing() / 2, words + 2, small=True, token="soft")
            x += words + px(12)
        return middle + line / 2 - top
