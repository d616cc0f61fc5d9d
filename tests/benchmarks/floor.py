"""The floor that our figures are ratios of: a bare QTextEdit with the same text. Run as a process of its own.

python floor.py start FILE       prints the time of the end of the first paint
python floor.py keys FILE N      prints seconds from a key press to the end of the paint, for N caret moves
python floor.py settle FILE S    prints the longest stall in S seconds after the first paint, and the peak of memory
                                 (MiB) when the caret has then been at the end

A Markdown file is parsed besides, by a bare markdown-it-py.
"""

import json
import re
import sys
import time
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit


class Bare(QTextEdit):
    painted = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted = time.time()


def shown(path: str) -> tuple[QApplication, Bare]:
    application = QApplication([])
    edit = Bare()
    font = QFont()
    font.setPixelSize(18)
    edit.setFont(font)
    words = Path(path).read_text(encoding="utf-8")
    if path.endswith(".md"):
        from markdown_it import MarkdownIt

        MarkdownIt().parse(words)
    edit.setPlainText(words)
    edit.resize(900, 1000)
    edit.show()
    return application, edit


def until_painted(application: QApplication, edit: Bare, since: float) -> float:
    while edit.painted < since:
        application.processEvents()
    return edit.painted


def settle(application: QApplication, edit: Bare, seconds: float) -> None:
    beats = [time.time()]
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(time.time()))
    timer.start()
    QTimer.singleShot(int(seconds * 1000), application.quit)
    application.exec()
    timer.stop()
    stall = max(after - before for before, after in pairwise(beats))
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.viewport().repaint()
    print(json.dumps({"stall": stall, "peak": peak_mib()}))


def peak_mib() -> float:
    """The peak of memory. Linux's own count of this program: `ru_maxrss` goes on from the process that started it."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


def main() -> None:
    application, edit = shown(sys.argv[2])
    until_painted(application, edit, 1.0)
    if sys.argv[1] == "start":
        print(edit.painted)
        return
    if sys.argv[1] == "settle":
        settle(application, edit, float(sys.argv[3]))
        return
    end = time.time() + 3
    while time.time() < end:
        application.processEvents()
    edit.setFocus()
    taken = []
    for _ in range(int(sys.argv[3])):
        before = time.time()
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
            application.sendEvent(edit, event)
        taken.append(until_painted(application, edit, before) - before)
    print(json.dumps(taken))


main()
