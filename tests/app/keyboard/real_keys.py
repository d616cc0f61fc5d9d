"""Case 23, by keys that an X server sends: `python real_keys.py ARTICLE`. Prints what came of it in JSON."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest

from reader.annotations.model import Mention
from reader.app.article.opening import Reading
from reader.app.start.application import Postil, make_application
from reader.folders import Folders

P, C, Z, Y, SHIFT, CTRL, BACKSLASH, ENTER, DOWN, ESC = 33, 54, 52, 29, 50, 37, 51, 36, 116, 9
BOAT = (45, 44, 46, 27)  # where лодк lies
CORE_KEYBOARD = 0x100
LONGEST_MS = 30_000


class Heard(QObject):
    """Counts the keys whose release has come to a window: all that was typed before was heard then."""

    def __init__(self) -> None:
        super().__init__()
        self.releases = 0
        QGuiApplication.instance().installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease and isinstance(target, QWindow):
            self.releases += 1
        return False


class Keyboard:
    """Keys of the X server, as a hand would press them."""

    def __init__(self) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x.XFlush.argtypes = [ctypes.c_void_p]
        self._x.XkbLockGroup.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint]
        self._test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._display = self._x.XOpenDisplay(None)
        self.heard: Heard | None = None

    def use_group(self, number: int) -> None:
        self._x.XkbLockGroup(self._display, CORE_KEYBOARD, number)
        self._settle()

    def tap(self, *codes: int) -> None:
        wanted = self.heard.releases + len(codes)
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._settle()
        until = time.monotonic() + LONGEST_MS / 1000
        while self.heard.releases < wanted:
            if time.monotonic() > until:
                raise SystemExit(f"the keys {codes} were not heard")
            QTest.qWait(10)
        QTest.qWait(80)  # for what is done a moment later

    def _settle(self) -> None:
        self._x.XFlush(self._display)
        QTest.qWait(20)


def main(article: Path) -> None:
    keys = Keyboard()  # before the layouts are set: a connection made later locks groups of the old map
    subprocess.run(["setxkbmap", "us,ru"], check=True)
    make_application()
    folders = Folders.under(article.parent / "user")
    reading = Reading.of(article, folders)
    reading.thread.join(30)
    bench = Postil(folders).show(reading)
    bench.window.activateWindow()
    bench.window.focus_page()
    bench.finishing.now()
    keys.heard = Heard()
    if not QTest.qWaitForWindowActive(bench.window, LONGEST_MS):
        raise SystemExit("the window does not get the keys")
    QTest.qWait(300)
    told = {}

    def now() -> list[str]:
        text = bench.session.article.text
        return [
            f"{a.type if isinstance(a, Mention) else 'claim'} {a.spans[0].of(text)}"
            for a in bench.session.annotations.in_reading_order
        ]

    keys.use_group(1)
    keys.tap(P)
    told["after з"] = now()
    keys.tap(DOWN)
    keys.tap(C)
    told["after с"] = now()
    keys.tap(CTRL, Z)
    told["after Ctrl+Z"] = now()
    keys.tap(CTRL, Y)
    told["after Ctrl+Y"] = now()
    keys.tap(SHIFT, BACKSLASH)
    for code in BOAT:
        keys.tap(code)
    told["in the field"] = bench.window.find_bar.field.text()
    keys.tap(ENTER)
    span = bench.desk.selected()
    told["selected"] = span.of(bench.desk.text) if span else ""
    keys.tap(ESC)
    told["at last"] = now()
    bench.window.close()
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
