"""What stands where the page will be while there is no article: those that were opened last, to open one again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.app.article.recents import RecentRow
from reader.app.keyboard.keys import Press, names_of
from reader.app.look.caps import cap_width, draw_cap
from reader.app.look.emphasis import draw_line, line_width
from reader.app.look.fonts import reading_font
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.look.rows import ROW_ROLE, Index, RowModel, paint_ground
from reader.app.wording.recent import folder_words, when_words
from reader.app.wording.tr import tr
from reader.visible import shown

COLUMN, MARGIN = 580, 24  # px at 100 %; the column of an article's words
ROW_HEIGHT, HEAD = 36, 36
CAP, INDENT = 34, 12  # px at 100 %: the room of a row's digit, and of the ground beside it
DIGITS = 9
_MOVES = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
GAP = 16
NAME_SHARE = 0.6  # of a row, which a long name has at least beside a long folder


class StartRow(QStyledItemDelegate):
    """Draws a row: its digit, the name, the folder, and when it was opened."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.home = look, Path.home()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line."""
        return QSize(0, self.look.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, digit, name, folder; the time at the right edge."""
        row, number = index.data(ROW_ROLE)
        look, px, box = self.look, self.look.px, QRectF(option.rect)
        painter.save()
        soft = look.colour("ink" if paint_ground(painter, option, look) else "soft")
        ink = look.colour("ink")
        left, right = box.left() + px(INDENT), box.right() - px(INDENT)
        if number:
            draw_cap(painter, look, left + (px(20) - cap_width(look, number)) / 2, box.center().y(), number)
        left += px(CAP)
        small, name_font = look.text(SMALL_PX), look.text(TEXT_PX + 1)
        if row is None:
            self._line(
                painter, QRectF(left, box.top(), right - left, box.height()), tr("The sample article"), ink, name_font
            )
            painter.restore()
            return
        when = tr("gone") if row.is_gone else when_words(row.opened_s)
        wide = line_width(small, when)
        self._line(painter, QRectF(right - wide, box.top(), wide + 2, box.height()), when, soft, small)
        right -= wide + px(GAP)
        name_box = QRectF(left, box.top(), right - left, box.height())
        name, folder = shown(row.path.name), shown(folder_words(row.path, self.home))
        if line_width(name_font, name) + px(GAP) + line_width(small, folder) > name_box.width():
            left_over = name_box.width() - px(GAP) - line_width(small, folder)
            name_box.setWidth(max(name_box.width() * NAME_SHARE, left_over))
        used = self._line(painter, name_box, name, soft if row.is_gone else ink, name_font)
        at = left + used + px(GAP)
        room = right - at
        # of a folder the end says more than the beginning
        cut = QFontMetricsF(small).elidedText(folder, Qt.TextElideMode.ElideMiddle, room)
        if room >= min(px(24), line_width(small, folder)):
            self._line(painter, QRectF(at, box.top(), room + 2, box.height()), cut, soft, small)
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, words: str, ink: QColor, font: object) -> float:
        painter.setPen(ink)
        return draw_line(painter, font, words, (), box)  # type: ignore[arg-type]


class StartModel(RowModel):
    """Recent articles, and the sample behind them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[RecentRow] = ()
        self._home = Path.home()

    def show(self, rows: Sequence[RecentRow], home: Path) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows, self._home = rows, home
        self.endResetModel()

    def count(self) -> int:
        """The sample's row too."""
        return len(self.rows) + 1

    def row(self, number: int) -> object:
        """The article (None: the sample), and its digit."""
        digit = str(number + 1) if number < min(DIGITS, len(self.rows)) else ""
        return (self.rows[number] if number < len(self.rows) else None), digit

    def spoken(self, number: int) -> str:
        """Name, folder, when."""
        if number >= len(self.rows):
            return tr("The sample article")
        row = self.rows[number]
        when = tr("gone") if row.is_gone else when_words(row.opened_s)
        return ", ".join((shown(row.path.name), shown(folder_words(row.path, self._home)), when))


class StartList(QListView):
    """The rows. Takes the page's keys besides its own."""

    def __init__(self, key: Callable[[QKeyEvent], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What moves is Qt's, which would look for rows by letters too; all else is ours."""
        if event.key() in _MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()


class StartPage(QWidget):
    """Recent articles to choose from.

    `taken` tells the path of the one that is wanted, `sample_wanted` and `open_wanted` what is wanted instead, and
    `taken_off` the path of one that is to be forgotten.
    """

    taken = Signal(Path)
    taken_off = Signal(Path)
    sample_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, look: Look, key_handler: Callable[[QKeyEvent], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._key_handler = key_handler
        self.title = QLabel(tr("Open an article"), self)
        self.title.setAccessibleName(self.title.text())
        self.another = OpenButton(look, self)
        self.another.clicked.connect(self.open_wanted)
        self._model = StartModel(self)
        self._delegate = StartRow(look, self)
        self.view = StartList(self._key, self)
        self.view.setAccessibleName(tr("Recent articles"))
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(lambda index: self._take(index.row()))
        self.setFocusProxy(self.view)
        self.are_more = False  # than there are digits for
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self.look = self._delegate.look = look
        theme = look.theme
        self.setStyleSheet(
            f"#start, #start QListView {{ background: {theme.page}; }}"
            f"#start QLabel {{ color: {theme.ink}; background: transparent; }}"
        )
        self.title.setFont(reading_font(look.px(22), bold=True, face=look.style.face))
        self.title.setStyleSheet(f"font-size: {look.px(22)}px")
        self.another.set_look(look)
        self._arrange()

    def show_rows(self, rows: Sequence[RecentRow], home: Path) -> None:
        """Show the first of these, folders as seen from `home`; what was current stays so, or what is in its place."""
        self._delegate.home = home
        self.are_more, rows = len(rows) > DIGITS, rows[:DIGITS]
        if tuple(rows) == tuple(self._model.rows):
            return
        at = max(0, self.view.currentIndex().row())
        known = self._model.rows[at].path if at < len(self._model.rows) else None
        self._model.show(tuple(rows), home)
        again = next((n for n, row in enumerate(rows) if row.path == known), min(at, self._model.count() - 1))
        self.view.setCurrentIndex(self._model.index(again))
        self._arrange()

    @property
    def rows(self) -> Sequence[RecentRow]:
        """What is shown."""
        return self._model.rows

    @property
    def current(self) -> int:
        """The number of the current row, from 0; the last one is the sample."""
        return self.view.currentIndex().row()

    def _key(self, event: QKeyEvent) -> bool:
        name = (*names_of(Press.of(event)), "")[0]
        at = self.current
        if name == "Enter":
            self._take(at)
        elif name.isdecimal() and 1 <= int(name) <= min(DIGITS, len(self._model.rows)):
            self._take(int(name) - 1)
        elif name == "Delete" and 0 <= at < len(self._model.rows):
            self.taken_off.emit(self._model.rows[at].path)
        else:
            return self._key_handler(event)
        return True

    def _take(self, number: int) -> None:
        if 0 <= number < len(self._model.rows):
            self.taken.emit(self._model.rows[number].path)
        elif number == len(self._model.rows):
            self.sample_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Of a button that does not want it."""
        if not self._key_handler(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column stays in the middle."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """A column of an article's width, a little above the middle; the list scrolls where it is too long."""
        px = self.look.px
        width = max(0, min(px(COLUMN), self.width() - 2 * px(MARGIN)))
        head, row = px(HEAD), px(ROW_HEIGHT)
        room = self.height() - head - px(12) - 2 * px(MARGIN)
        rows = max(1, min(self._model.count(), room // row))
        whole = head + px(12) + rows * row
        top = max(px(MARGIN), (self.height() - whole) * 2 // 5)
        left = (self.width() - width) // 2
        button = self.another.sizeHint()
        self.title.setGeometry(left + px(INDENT), top, max(0, width - button.width() - px(INDENT + 8)), head)
        place = QRect(
            left + width - button.width(), top + (head - button.height()) // 2, button.width(), button.height()
        )
        self.another.setGeometry(place)
        self.view.setGeometry(left, top + head + px(12), width, rows * row)

    def current_index(self) -> QModelIndex:
        """As Qt has it."""
        return self.view.currentIndex()


class OpenButton(QPushButton):
    """Asks for another article; shows its key."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = "Ctrl+O"
        self._words = tr("another ...")
        self.setAccessibleName(tr("Open an article ..."))
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self.setStyleSheet("")

    def sizeHint(self) -> QSize:
        """Room for cap and words."""
        look = self._look
        words = QFontMetricsF(look.text(TEXT_PX)).horizontalAdvance(self._words)
        return QSize(round(cap_width(look, self._key) + look.px(7) + words) + look.px(24), look.px(28))

    def paintEvent(self, event: object) -> None:
        """The frame by the style sheet, cap and words by us."""
        super().paintEvent(event)  # type: ignore[arg-type]
        look, painter = self._look, QPainter(self)
        left: float = draw_cap(painter, look, look.px(11), self.height() / 2, self._key) + look.px(7)
        painter.setPen(QPen(look.colour("ink")))
        painter.setFont(look.text(TEXT_PX))
        box = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._words)
