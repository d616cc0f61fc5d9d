"""The outline: an article's headings, indented by their level, the section of the caret marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStyleOptionViewItem, QVBoxLayout, QWidget

from reader.app.asking.fields import KeyHandler
from reader.app.keyboard.hint import Hint
from reader.app.look.caps import KeyCaps
from reader.app.look.look import TEXT_PX, Look
from reader.app.look.rows import Index
from reader.app.panels.drawing import PADDING, ROW_HEIGHT, RowDelegate, draw_elided
from reader.app.panels.lazy_rows import AnyRow, RowKey, Rows
from reader.app.panels.lists import RowList
from reader.app.wording.numbers import number_words
from reader.app.wording.tr import later, tr
from reader.frozen import dataclass
from reader.text.article import Article
from reader.text.headings import section_at
from reader.visible import shown

INDENT = 16  # px a level
EMPTY = later("This article has no headings: only Markdown says what is one.")


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A heading; `depth` counts from 0 for the highest level of this article, `here`: the caret is in its section."""

    id: str
    words: str
    depth: int
    here: bool = False

    @property
    def spoken(self) -> str:
        """The row in words."""
        words = tr("{heading}, level {depth}", heading=self.words, depth=self.depth + 1)
        return f"{words}, {tr('the caret is here')}" if self.here else words


class HeadingDelegate(RowDelegate):
    """Draws headings."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line."""
        return QSize(0, self.look.px(ROW_HEIGHT))

    def paint_row(self, painter: QPainter, box: QRectF, row: object, _chosen: bool) -> None:
        """The words at their depth; a bar at the left where the caret is."""
        if not isinstance(row, HeadingRow):
            return
        look, px = self.look, self.look.px
        if row.here:
            painter.fillRect(QRectF(box.left(), box.top() + px(3), px(3), box.height() - px(6)), look.colour("accent"))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.text(TEXT_PX, bold=row.depth == 0))
        left = box.left() + px(PADDING) + min(row.depth, 5) * px(INDENT)
        draw_elided(painter, QRectF(left, box.top(), box.right() - px(PADDING) - left, box.height()), row.words)


class HeadingList(RowList):
    """The list of headings."""

    def make_delegate(self, look: Look) -> RowDelegate:
        """What draws the rows."""
        return HeadingDelegate(look, self)


class Outline(QWidget):
    """Shows the headings of one article. `taken` tells the place of the heading that was clicked."""

    taken = Signal(str)

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget) -> None:
        super().__init__(parent)
        self._article: Article | None = None
        self._here = -1
        self._title, self._count, self._empty = QLabel(tr("Outline"), self), QLabel(self), QLabel(tr(EMPTY), self)
        self._back = KeyCaps(look, self, clickable=True)
        self._back.set_hints([Hint(("Esc",), tr("back"))])
        self.rows = HeadingList(tr("Outline"), look, key_handler, self)
        self.rows.setUniformItemSizes(True)
        self.rows.taken.connect(self.taken)
        for label in (self._count, self._empty):
            label.setProperty("soft", True)
        self._empty.setWordWrap(True)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._count)
        self._head.addWidget(self._back, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._empty)
        column.addWidget(self.rows, 1)
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        px = look.px
        self._head.setContentsMargins(px(16), px(7), px(16), px(7))
        self._head.setSpacing(px(6))
        self._title.setStyleSheet(f"font-weight: bold; font-size: {px(TEXT_PX)}px")
        self._empty.setContentsMargins(px(16), px(8), px(16), px(8))
        self._back.set_look(look)
        self.rows.set_look(look)

    def show_article(self, article: Article, position: int) -> None:
        """Show its headings, the one that `position` belongs to marked and current."""
        self._article, self._here = article, section_at(article.headings, position)
        none = not article.headings
        self._count.setText("" if none else number_words(len(article.headings)))
        self._empty.setVisible(none)
        self.rows.setAccessibleName(tr(EMPTY) if none else tr("Outline"))
        self._show_rows()
        self.rows.set_current(str(max(self._here, 0)))

    def set_position(self, position: int) -> None:
        """The caret went there: another section is marked if it left one."""
        if self._article is None:
            return
        here = section_at(self._article.headings, position)
        if here != self._here:
            self._here = here
            self._show_rows()
            if not self.rows.hasFocus():
                self.rows.set_current(str(max(here, 0)))

    def start_of(self, row_id: str) -> int | None:
        """Where that heading starts, in code points."""
        headings = self._article.headings if self._article is not None else ()
        return headings[int(row_id)].start if row_id and int(row_id) < len(headings) else None

    def _show_rows(self) -> None:
        headings, here = self._article.headings if self._article is not None else (), self._here
        top = min((heading.level for heading in headings), default=1)

        def make(key: RowKey) -> AnyRow:
            heading = headings[key[0]]
            return HeadingRow(key[1], shown(heading.words), heading.level - top, key[0] == here)

        def find(row_id: str) -> RowKey | None:
            return (int(row_id), row_id) if int(row_id) < len(headings) else None

        self.rows.show_rows(Rows([(n, str(n)) for n in range(len(headings))], make, find))
