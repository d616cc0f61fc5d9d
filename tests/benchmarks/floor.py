"""The floor that our figures are ratios of: a bare QTextEdit with the same text. Run as a process of its own.

python floor.py start FILE      prints the time of the end of the first paint
python floor.py keys FILE N     prints seconds from a key press to the end of the paint, for N caret moves
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent
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
    edit.setPlainText(Path(path).read_text(encoding="utf-8"))
    edit.resize(900, 1000)
    edit.show()
    return application, edit


def until_painted(application: QApplication, edit: Bare, since: float) -> float:
    while edit.painted < since:
        application.processEvents()
    return edit.painted


def main() -> None:
    application, edit = shown(sys.argv[2])
    until_painted(application, edit, 1.0)
    if sys.argv[1] == "start":
        print(edit.painted)
        return
    settle = time.time() + 3
    while time.time() < settle:
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
