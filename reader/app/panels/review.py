"""The list of places to choose from, in the panel's column. What it shows and does is `reviewing`'s affair."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.app.asking.fields import KeyHandler
from reader.app.look.emphasis import draw_line
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.look.plain_tip import plain_tip
from reader.app.look.rows import ROW_ROLE, SPOKEN_ROLES, Index
from reader.app.look.toggle import Toggle
from reader.app.modes.reviewing import Hit, Review, Scope, context_of
from reader.app.page.signs import sign
from reader.app.window.status import Elided
from reader.app.wording.tr import tr
from reader.visible import in_a_line

ROW_HEIGHT = 52
PADDING = 16
BOX = 16
WORDS_LEFT = PADDING + BOX + 10


class HitModel(QStandardItemModel):
    """The places of a review, of which Qt keeps no more than the number; see `LazyRowModel`.

    Their words are looked up when they are to be seen.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 1, parent)
        self.hits: Sequence[Hit] = ()
        self.chosen: set[int] = set()
        self.text = ""
        self.paragraph: Callable[[int], int] = lambda _position: 1

    def spoken(self, number: int) -> str:
        """Whether it is chosen, its words and where they stand."""
        hit = self.hits[number]
        words, _, _ = context_of(self.text, hit.span)
        return f"{tr('chosen') if number in self.chosen else tr('not chosen')}: {words}, {self.detail(hit)}"

    def show(self, review: Review, text: str, paragraph: Callable[[int], int]) -> None:
        """Show the places of `review`."""
        if self.hits is not review.hits or self.text is not text:
            self.setRowCount(0)
            self.hits, self.text, self.chosen = review.hits, text, set(review.chosen)
            self.paragraph = paragraph
            self.setRowCount(len(review.hits))
        else:  # `dataChanged` has a list of 20,000 rows laid out anew, which takes 45 ms
            self.chosen = set(review.chosen)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The place and whether it is chosen, in words too."""
        number = index.row()
        if number >= len(self.hits):  # Qt may ask for one that is just going
            return None
        if role == ROW_ROLE:
            return self.hits[number], number in self.chosen
        if role == int(Qt.ItemDataRole.CheckStateRole):
            return Qt.CheckState.Checked if number in self.chosen else Qt.CheckState.Unchecked
        return self.spoken(number) if role in SPOKEN_ROLES else None

    def detail(self, hit: Hit) -> str:
        """Where it stands, and what it is tagged as."""
        where = tr("Paragraph {number}", number=self.paragraph(hit.span.start))
        return f"{where} · {hit.taken}" if hit.taken else where


class HitDelegate(QStyledItemDelegate):
    """Draws a place: a box with a tick, the words in their context, paragraph and tag below."""

    def __init__(self, look: Look, model: HitModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self._model = look, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Two lines."""
        return QSize(0, self.look.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, box, words, detail, and the outline of the current one."""
        (hit, chosen), look, px = index.data(ROW_ROLE), self.look, self.look.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current:
            painter.fillRect(box, look.colour("select"))
        top = box.top() + px(7)
        self._paint_box(painter, QRectF(box.left() + px(PADDING), top + px(2), px(BOX), px(BOX)), chosen)
        words, start, end = context_of(self._model.text, hit.span)
        left, width = box.left() + px(WORDS_LEFT), box.width() - px(WORDS_LEFT) - px(PADDING)
        painter.setPen(look.colour("ink"))
        draw_line(painter, look.quote(), words, [(start, end)], QRectF(left, top, width, px(20)), aligned=True)
        painter.setPen(look.colour("ink" if current else "soft"))
        detail_box = QRectF(left, top + px(20), width, px(18))
        draw_line(painter, look.text(SMALL_PX), self._model.detail(hit), [], detail_box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(look.colour("rule"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, chosen: bool) -> None:
        look = self.look
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("field"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.px(3), look.px(3))
        if chosen:
            size = look.px(BOX - 4)
            mark = sign("true", size, look.theme.ink, painter.device().devicePixelRatioF())
            painter.drawPixmap(round(box.left() + look.px(2)), round(box.top() + look.px(2)), mark)


class HitView(QListView):
    """The list. Keys go to `key_handler`; a click on a box chooses, one on the words goes there."""

    clicked_at = Signal(int, bool)

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget) -> None:
        super().__init__(parent)
        self._key_handler = key_handler
        self.hits = HitModel(self)
        self.delegate = HitDelegate(look, self.hits, self)
        self.setModel(self.hits)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose or go there."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            on_box = event.position().x() < self.delegate.look.px(WORDS_LEFT - 4)
            self.clicked_at.emit(index.row(), on_box)

    def event(self, event: QEvent) -> bool:
        """The review's keys first; Tab and what opens a menu are keys like any other here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key_handler(event):
            return True
        return super().event(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters are commands, not the beginning of a row."""


class ReviewPanel(QWidget):
    """Shows a `Review`; the signals tell what the user does with the mouse."""

    went_to = Signal(int)
    toggled = Signal(int)
    all_wanted = Signal()
    scope_wanted = Signal(object)
    case_wanted = Signal()
    endings_wanted = Signal()
    taken = Signal()
    left = Signal()

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Places to choose from"))
        self._look = look
        self._title, self._count = Elided(self), QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setProperty("soft", True)
        self._scopes = [Toggle(tr(scope.value), self) for scope in Scope]
        for scope, button in zip(Scope, self._scopes, strict=True):
            button.clicked.connect(lambda _=False, scope=scope: self.scope_wanted.emit(scope))
        self._case, self._endings = Toggle(tr("Any case"), self), Toggle(tr("Other endings"), self)
        self._case.clicked.connect(lambda: self.case_wanted.emit())
        self._endings.clicked.connect(lambda: self.endings_wanted.emit())
        self.view = HitView(look, key_handler, self)
        self.view.clicked_at.connect(self._clicked)
        self._nothing = QLabel(self)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("soft", True)
        self._take, self._all = self._button(tr("Tag")), self._button(tr("All or none"))
        self._leave = self._button(tr("Leave"))
        self._take.clicked.connect(lambda: self.taken.emit())
        self._all.clicked.connect(lambda: self.all_wanted.emit())
        self._leave.clicked.connect(lambda: self.left.emit())
        self._lay_out()
        self.hide()
        self.set_look(look)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _lay_out(self) -> None:
        self._head, self._where, self._how, self._foot = (QHBoxLayout() for _ in range(4))
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._count)
        for button in self._scopes:
            self._where.addWidget(button)
        self._where.addStretch(1)
        for button in (self._case, self._endings):
            self._how.addWidget(button)
        self._how.addStretch(1)
        for push in (self._take, self._all):
            self._foot.addWidget(push)
        self._foot.addStretch(1)
        self._foot.addWidget(self._leave)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for row in (self._head, self._where, self._how):
            self._column.addLayout(row)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self._nothing, 1)
        self._column.addLayout(self._foot)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = self.view.delegate.look = look
        px, theme = look.px, look.theme
        self._column.setContentsMargins(1, 1, 0, 0)
        self._head.setContentsMargins(px(16), px(9), px(16), px(4))
        for row in (self._where, self._how):
            row.setContentsMargins(px(16), 0, px(16), px(6))
            row.setSpacing(px(12))
        self._foot.setContentsMargins(px(16), px(8), px(16), px(8))
        self._foot.setSpacing(px(8))
        self._nothing.setContentsMargins(px(16), px(12), px(16), px(12))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._title.setStyleSheet(f"font-weight: bold; font-size: {px(TEXT_PX)}px")
        self.setStyleSheet(f"""
            #review, #review QWidget {{ background: {theme.panel}; color: {theme.ink}; }}
            #review {{ border-left: 1px solid {theme.rule}; }}
            #review[below="true"] {{ border-left: 0; border-top: 1px solid {theme.rule}; }}
            #review QLabel[soft="true"] {{ color: {theme.soft}; font-size: {px(SMALL_PX)}px; }}
        """)
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    def show_review(self, review: Review, text: str, paragraph: Callable[[int], int]) -> None:
        """Show this review as it is now."""
        title = in_a_line(review.title)
        self._title.setText(f"“{title}”")
        self._title.setToolTip(plain_tip(title))
        self._count.setText(review.count_words)
        self._count.setAccessibleName(review.count_words)
        for scope, button in zip(Scope, self._scopes, strict=True):
            button.setVisible(scope in review.scopes)
            if scope in review.scopes:
                number = review.scopes.index(scope) + 1
                button.set_on(f"{number} {tr(scope.value)}", on=scope is review.asked.scope)
        for toggle, key, words, on in (
            (self._case, "Alt+C", tr("Any case"), review.asked.rules.ignore_case),
            (self._endings, "Alt+E", tr("Other endings"), review.asked.rules.endings),
        ):
            toggle.setVisible(review.is_searched)
            toggle.set_on(f"{words}  {key}", on=on)
        self.view.hits.show(review, text, paragraph)
        self.view.setAccessibleName(tr("Places of {title}", title=title))
        self.view.setVisible(bool(review.hits))
        self._nothing.setVisible(not review.hits)
        self._nothing.setText(tr("“{title}” stands nowhere else here.", title=title))
        self._take.setText(f"{tr('Tag')}  Enter" if review.entity else tr("Tag as ..."))  # how many stands above
        self._take.setEnabled(bool(review.chosen))
        self._all.setEnabled(bool(review.hits))
        self._leave.setText(f"{tr('Leave')}  Esc")
        self.view.viewport().update()
        if review.hits:
            index = self.view.hits.index(review.at, 0)
            self.view.selectionModel().setCurrentIndex(index, self.view.selectionModel().SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)

    def _clicked(self, number: int, on_box: bool) -> None:
        if on_box:
            self.toggled.emit(number)
        self.went_to.emit(number)
