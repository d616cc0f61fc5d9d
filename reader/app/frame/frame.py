"""A window of the desktop: holds the windows of articles, of which one is shown, and the bar of their tabs.

It knows no articles: its `Group` says what is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.app.look.look import MENU_HEIGHT
from reader.app.window.dragged import DragEvent, TakesDrags
from reader.app.window.window import SMALLEST, Window

if TYPE_CHECKING:
    from reader.app.frame.strip import TabStrip


HEIGHT = 32  # px at 100 %, of the bar of tabs


class Frame(TakesDrags, QWidget):
    """Holds windows. Its title, its file and the focus are those of the one that is shown."""

    entered = Signal()  # it got the focus

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.on_drag = self._hand_drag_on
        self.may_close: Callable[[], bool] = lambda: True
        self.shown: Window | None = None
        self.strip: TabStrip | None = None  # there with two tabs or more

    def put(self, window: Window) -> None:
        """Take a window in. It is shown at once only if there is none yet."""
        window.setParent(self, Qt.WindowType.Widget)
        window.setMinimumSize(0, 0)  # the frame has one
        window.setGeometry(self.rect())
        window.look_changed.connect(self.arrange)
        window.windowTitleChanged.connect(self._take_title)
        if self.shown is None:
            self.show_window(window)
        else:
            window.hide()

    def let_go(self, window: Window) -> None:
        """It is in this frame no longer."""
        window.look_changed.disconnect(self.arrange)
        window.windowTitleChanged.disconnect(self._take_title)
        if window is self.shown:
            self.shown = None

    def show_window(self, window: Window) -> None:
        """Show this one instead of the one that is shown; it has the focus then, where it was left in it."""
        old, self.shown = self.shown, window
        self.arrange()
        self._take_title()
        if old is window:
            return
        if not self.isVisible():
            if window.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):  # it comes from another frame
                window.show()
            window.come_back()
            return
        if old is not None:
            old.leave()
        window.show()
        window.raise_()
        if self.strip is not None:
            self.strip.raise_()
        window.come_back()
        if old is not None:
            old.hide()
            old.left.emit()
        if self.isActiveWindow():
            window.entered.emit()

    def set_strip(self, strip: TabStrip | None) -> None:
        """The bar of tabs, below the menu bar; None takes it away."""
        if self.strip is not None and strip is None:
            self.strip.deleteLater()
        self.strip = strip
        if strip is not None:
            strip.show()
        self.arrange()

    @property
    def tabs_until(self) -> int:
        """How far down tabs reach, or would, in pixels."""
        return self.shown.look.px(MENU_HEIGHT + HEIGHT) if self.shown is not None else 0

    def _hand_drag_on(self, event: DragEvent) -> None:
        """What is dragged over the bar of tabs is dragged over the window that is shown."""
        if self.shown is not None:
            self.shown.on_drag(event)
        else:
            event.ignore()

    def _take_title(self) -> None:
        if self.shown is not None:
            self.setWindowTitle(self.shown.windowTitle())
            self.setWindowFilePath(self.shown.windowFilePath())

    def arrange(self) -> None:
        """Put what is shown in its place, and the tabs above its page."""
        if self.shown is None:
            return
        look = self.shown.look
        if self.strip is not None:
            self.strip.set_look(look)
            top = 0 if self.shown.menuBar().isNativeMenuBar() else look.px(MENU_HEIGHT)
            self.strip.setGeometry(0, top, self.width(), self.strip.height())
        self.shown.leave_room(self.strip.height() if self.strip is not None else 0)
        self.shown.setGeometry(self.rect())

    # -- Qt ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All of it is the window's that is shown."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Tell the window that is shown when it loses or gets the focus."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.ActivationChange or self.shown is None:
            return
        if self.isActiveWindow():
            self.entered.emit()
            self.shown.entered.emit()
        else:
            self.shown.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the tabs did not want: the commands of what is shown."""
        if self.shown is None or not self.shown.handle_key(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only when nothing is lost by it."""
        event.setAccepted(self.may_close())
