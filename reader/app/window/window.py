"""One article's window: page, panel, bars and status line in their places, and the rules for narrow windows.

It knows no annotations and runs no command: `workbench` binds an article to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from reader.annotations.tagset import TagSet
from reader.app.look.look import MENU_HEIGHT, TEXT_PX, Look
from reader.app.page.view import ReadingView
from reader.app.window.dragged import TakesDrags
from reader.app.window.empty_page import EmptyPage
from reader.app.window.parts import PARTS, Parts
from reader.app.window.status import StatusLine
from reader.app.wording.tr import later, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.app.article.recents import RecentRow
    from reader.settings import Settings

PANEL_WIDTH = 340
IN_COLUMN = ("review", "settings", "export_page")  # stand where the panel does
SMALLEST = (480, 320)
OVERLAY_BELOW = 1100  # px at 100 %: narrower, the panel lies over the page's right margin
LOWEST, LINES_ABOVE = 220, 110  # px at 100 %: of a panel below the page, unless so much of the page is not left
BESIDE_REVIEW = 420  # px at 100 % of page that a list of places leaves beside it, else it lies over the page too
NO_TYPES = TagSet("", "", "", ())  # until an article brings its own
EMPTY = later("Open an article (Ctrl+O), or the sample (Enter).")


class Window(TakesDrags, Parts):
    """The window of one article: alone in a frame, or one of its tabs."""

    left = Signal()  # the window lost the focus
    entered = Signal()  # it got the focus
    closed = Signal()
    look_changed = Signal()
    menu_wanted = Signal(QPoint)  # where on the screen, over no part that has a menu of its own

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.may_close: Callable[[], bool] = lambda: True
        self._panel_wanted, self._panel_over = True, False  # in a wide window; over the page of a narrow one
        self._was_narrow = False
        self._left_in: QWidget | None = None
        self._below, self._scrolled = False, (0, 0)  # the page's scroll before a panel lay below it, and with it
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setMinimumSize(*SMALLEST)
        self._body = QWidget(self)
        self._column = QWidget(self._body)
        self._rows = QVBoxLayout(self._column)
        self._pages = QStackedWidget(self._column)
        self.page = ReadingView(look.theme, NO_TYPES, self._pages, zoom=look.zoom, style=look.style)
        self.page.setObjectName("page")
        self.page.key_handler = self.handle_key
        self.empty = EmptyPage(self.handle_key, self._pages)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.page)
        self._panel_ground = QWidget(self._body)  # until the panel itself is made, after the first frame
        self._panel_ground.setObjectName("panel")
        self._panel_ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.status = StatusLine(look, self)
        self._lay_out()
        self.set_look(look)
        self.show_empty(tr(EMPTY))

    def _lay_out(self) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self._pages, 1)
        whole = QWidget(self)
        self._whole = rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._body, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(whole)
        self._body.installEventFilter(self)

    # -- look --------------------------------------------------------------------------------------

    def set_look(self, look: Look) -> None:
        """Take up theme and scale, all of it."""
        old, self.look = self.look, look
        self.setPalette(look.palette())
        self.setStyleSheet(look.sheet())
        self.menuBar().setFixedHeight(look.px(MENU_HEIGHT))
        self.empty.setStyleSheet(
            f"background: {look.theme.page}; color: {look.theme.soft}; font-size: {look.px(TEXT_PX + 2)}px"
        )
        self.status.set_look(look)
        for part in (self.__dict__.get(name) for name in PARTS):
            if part is not None:
                part.set_look(look)
        if look.theme != old.theme:
            self.page.set_theme(look.theme)
        if look.zoom != old.zoom:
            self.page.set_zoom(look.zoom)
        if look.style != old.style:
            self.page.set_style(look.style)
        self.arrange()
        self.look_changed.emit()

    def leave_room(self, height: int) -> None:
        """For what its frame puts between menu bar and page, in pixels."""
        if self._whole.contentsMargins().top() != height:
            self._whole.setContentsMargins(0, height, 0, 0)
            self._whole.activate()

    @property
    def is_narrow(self) -> bool:
        """Whether the panel has to lie over the page's right margin, or below the page where words reach as far."""
        return self._body.width() * 100 < OVERLAY_BELOW * self.look.zoom

    def arrange(self) -> None:
        """Put page, panel and sheet where they belong at this width."""
        if self.is_narrow and not self._was_narrow and self._panel_ground.isVisible():
            self._panel_over = not self.page_has_focus and self._has_focus_in("panel")
        self._was_narrow = self.is_narrow
        scrolled = self.page.verticalScrollBar().value()
        width, height = self._body.width(), self._body.height()
        panel_width = min(self.look.px(PANEL_WIDTH), width)
        docked = self.panel_shown and not self.is_narrow
        in_column = any(self.is_open(part) for part in IN_COLUMN)
        if in_column:  # what they are about has to be seen beside them
            docked = width - panel_width >= self.look.px(BESIDE_REVIEW)
        beside = QRect(width - panel_width, 0, panel_width, height)
        is_open = self.panel_shown or in_column
        hides = self.is_open("export_page") or self.page.words_end_at(width) > beside.left()
        below = is_open and not docked and hides
        deep = max(height // 2, min(self.look.px(LOWEST), height - self.look.px(LINES_ABOVE)))
        place = QRect(0, height - deep, width, deep) if below else beside
        self._column.setGeometry(0, 0, beside.left() if docked else width, place.top() if below else height)
        for panel in (self._panel_ground, self.__dict__.get("panel")):
            if panel is not None:
                panel.setFixedWidth(place.width())
                panel.setVisible(self.panel_shown)
        for panel in (self._panel_ground, *(self.__dict__.get(name) for name in ("panel", *IN_COLUMN))):
            if panel is not None:
                panel.setGeometry(place)
                panel.raise_()
                if panel.property("below") != below:
                    panel.setProperty("below", below)  # its line is at the other side
                    panel.style().unpolish(panel)
                    panel.style().polish(panel)
        self._lies_below(below, scrolled)
        if self.is_made("sheet"):
            self.sheet.setGeometry(self._body.rect())
            self.sheet.raise_()
        if self.is_made("picker"):
            self.picker.place(self._body.rect())
            self.picker.raise_()

    def _lies_below(self, below: bool, scrolled: int) -> None:
        """What lies below the page must not hide what it is about: the caret comes into view, and goes back after."""
        if below == self._below:
            return
        self._below = below
        scroll = self.page.verticalScrollBar()
        if below:
            scroll.setValue(scrolled)
            self.page.reveal()
            self._scrolled = (scrolled, scroll.value())
        elif scrolled == self._scrolled[1]:
            scroll.setValue(self._scrolled[0])

    def keep_caret_in_view(self) -> None:
        """After something was shown below the page that would hide it."""
        self._rows.activate()
        self.page.reveal()

    @property
    def panel_shown(self) -> bool:
        """Whether the panel is to be seen."""
        if self.shown_page is not self.page:
            return False
        return self._panel_over if self.is_narrow else self._panel_wanted

    @property
    def panel_wanted(self) -> bool:
        """Whether the panel stands beside the page when there is room for it."""
        return self._panel_wanted

    def want_panel(self, wanted: bool) -> None:
        """Let it, or not."""
        self._panel_wanted = wanted
        self.arrange()

    def open_settings(self, settings: Settings, themes: Mapping[str, str], path: Path) -> None:
        """Beside the page, or over it where there is no room."""
        self.settings.open(settings, themes, path)
        self.arrange()

    def close_settings(self) -> None:
        """The page, and the panel if it stood there."""
        self.settings.hide()
        self.arrange()

    def show_panel(self) -> None:
        """Beside the page, or over it where there is no room."""
        if not self.panel_shown:
            self._set_panel(True)
            self.panel.refresh()

    def hide_panel(self) -> None:
        """Leave the page alone."""
        self._set_panel(False)

    def _set_panel(self, shown: bool) -> None:
        if self.is_narrow:
            self._panel_over = shown
        else:
            self._panel_wanted = shown
        self.arrange()

    # -- what stands on the page -------------------------------------------------------------------

    def show_empty(self, words: str) -> None:
        """Words instead of a page."""
        self.empty.setText(words)
        self.empty.setAccessibleName(words)
        self._pages.setCurrentWidget(self.empty)
        self.arrange()
        self._give_focus(self.empty, Qt.FocusReason.OtherFocusReason)

    def show_start(self, rows: Sequence[RecentRow], home: Path) -> None:
        """Recent articles instead of a page."""
        self.start.show_rows(rows, home)
        if self._pages.currentWidget() is not self.start:
            self._pages.setCurrentWidget(self.start)
            self.arrange()
            self._give_focus(self.start, Qt.FocusReason.OtherFocusReason)

    def show_page(self) -> None:
        """The page."""
        self._pages.setCurrentWidget(self.page)
        self.arrange()
        self._give_focus(self.page, Qt.FocusReason.OtherFocusReason)

    @property
    def shown_page(self) -> QWidget:
        """The page, or what stands in its place."""
        shown = self._pages.currentWidget()
        assert shown is not None  # one always is
        return shown

    def focus_page(self) -> None:
        """Give the focus to the page, or to the words in its place."""
        self._give_focus(self.shown_page, Qt.FocusReason.ShortcutFocusReason)

    def _give_focus(self, part: QWidget, reason: Qt.FocusReason) -> None:
        """Not while another window of the same frame is shown: Qt would give it to what nobody sees."""
        if not (self.isHidden() and self.window().isVisible()):
            part.setFocus(reason)

    def leave(self) -> None:
        """Another window of the same frame is going to be shown: a text field gets the focus back after."""
        focused = QApplication.focusWidget()
        is_ours = focused is not None and self.isAncestorOf(focused)
        self._left_in = focused if is_ours and isinstance(focused, (QLineEdit, QPlainTextEdit)) else None

    def come_back(self) -> None:
        """It is shown again."""
        field, self._left_in = self._left_in, None
        if field is not None and isValid(field) and field.isVisible():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_page()

    @property
    def page_has_focus(self) -> bool:
        """Whether keys go to the page."""
        return self.shown_page.hasFocus()

    # -- Qt ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no part of the window wanted, a button's Enter apart."""
        if not self.on_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Arrange the parts when the body changes its size."""
        if watched is self._body and event.type() == QEvent.Type.Resize:
            self.arrange()
        elif watched is self._pages and isinstance(event, QMoveEvent):
            self._keep_words_in_place(event.pos().y() - event.oldPos().y())
        return False

    def _keep_words_in_place(self, moved: int) -> None:
        """A message that comes or goes above the page must not move what is read; at its head there is no room."""
        scroll = self.page.verticalScrollBar()
        if scroll.value() > 0:
            scroll.setValue(scroll.value() + moved)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asked for in a list: what can be done with its current row. Qt would list tool bars."""
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Tell when the window loses or gets the focus."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isWindow():  # else its frame tells
            (self.entered if self.isActiveWindow() else self.left).emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only when nothing is lost by it."""
        if self.may_close():
            event.accept()
            self.closed.emit()
        else:
            event.ignore()
