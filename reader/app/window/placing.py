"""Where a new window goes: to the last one's place if that can be seen, else inside what its screen has free.

And how one comes to the front again.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QMargins, QRect, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from reader.app.window.window_place import LastPlace

WANTED = (1280, 900)
FRAME = QMargins(6, 34, 6, 6)  # about what title bars and borders take, until the window manager has made ours
STEP = 36  # a further window stands this much further right and down, where there is room
SETTLE_MS = 250  # by then a window manager has put its frame around a new window


class Place(NamedTuple):
    """The frame's top left corner, and the size inside the frame; pixels of the desktop."""

    x: int
    y: int
    width: int
    height: int


def place_inside(free: QRect, frame: QMargins, wanted: tuple[int, int], nth: int = 0) -> Place:
    """The place of the `nth` window (from 0) in `free`: as large as wanted or as the room allows, in its middle."""
    across, down = frame.left() + frame.right(), frame.top() + frame.bottom()
    width, height = max(1, min(wanted[0], free.width() - across)), max(1, min(wanted[1], free.height() - down))
    spare_x, spare_y = max(0, free.width() - across - width), max(0, free.height() - down - height)
    return Place(
        free.left() + min(spare_x // 2 + nth * STEP, spare_x),
        free.top() + min(spare_y // 2 + nth * STEP, spare_y),
        width,
        height,
    )


def place_new(window: QWidget, nth: int, last: LastPlace | None = None) -> None:
    """Give a window that is not shown yet its size and place: those of the last one, or on the pointer's screen.

    Further windows get the last one's size only. When the real frame is known and is larger than thought, the window
    is brought inside once more.
    """
    screen = QGuiApplication.screenAt(QCursor.pos()) or window.screen()
    free = screen.availableGeometry()
    place = place_inside(free, FRAME, (last.width, last.height) if last is not None else WANTED, nth)
    if last is not None and nth == 0:
        inner = QRect(last.x + FRAME.left(), last.y + FRAME.top(), last.width, last.height)
        if any(each.availableGeometry().contains(inner) for each in QGuiApplication.screens()):
            place = Place(*last[:4])
        if last.maximised:
            window.setWindowState(Qt.WindowState.WindowMaximized)
    _put(window, place)
    QTimer.singleShot(SETTLE_MS, lambda: _keep_inside(window, place))


def place_as(window: QWidget, place: LastPlace) -> None:
    """Give a window that is not shown yet the place that it had, brought inside what screens have free by now."""
    inner = QRect(place.x + FRAME.left(), place.y + FRAME.top(), place.width, place.height)
    screen = QGuiApplication.screenAt(inner.center()) or window.screen()
    free = screen.availableGeometry()
    fitting = Place(*place[:4]) if free.contains(inner) else place_inside(free, FRAME, (place.width, place.height))
    if place.maximised:
        window.setWindowState(Qt.WindowState.WindowMaximized)
    _put(window, fitting)


def _keep_inside(window: QWidget, given: Place) -> None:
    if not isValid(window) or (window.width(), window.height()) != (given.width, given.height):
        return  # somebody has given it another size by now
    free, outer, inner = window.screen().availableGeometry(), window.frameGeometry(), window.geometry()
    if free.contains(outer):
        return
    frame = QMargins(
        inner.left() - outer.left(),
        inner.top() - outer.top(),
        outer.right() - inner.right(),
        outer.bottom() - inner.bottom(),
    )
    _put(window, place_inside(free, frame, (inner.width(), inner.height())))


def _put(window: QWidget, place: Place) -> None:
    smallest = window.minimumSize()
    window.setMinimumSize(min(smallest.width(), place.width), min(smallest.height(), place.height))
    window.resize(place.width, place.height)
    window.move(place.x, place.y)


def bring_forward(window: QWidget) -> None:
    """Before all others and with the focus, as far as the system lets us; back from being minimised."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def place_of(window: QWidget) -> LastPlace:
    """Where a window is, for the next one; of one that fills its screen, where it would be otherwise."""
    inner = window.normalGeometry() if window.isMaximized() or window.isFullScreen() else window.geometry()
    frame = window.frameGeometry().topLeft() - window.geometry().topLeft() + inner.topLeft()
    return LastPlace(frame.x(), frame.y(), inner.width(), inner.height(), window.isMaximized())
