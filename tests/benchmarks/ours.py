"""Postil's own figures, taken in a process of its own: the window as `postil ARTICLE` opens it.

python ours.py start FILE FOLDER      prints the time of the end of the first paint with words and marks
python ours.py keys FILE FOLDER N     prints seconds from a key press to the end of the paint, by act
"""

import json
import sys
import time
from pathlib import Path

from reader.app.application import Postil, make_application
from reader.app.opening import Reading
from reader.folders import Folders


def main() -> None:
    folders = Folders.under(Path(sys.argv[3]))
    paints = note_paints()
    reading = Reading.of(Path(sys.argv[2]), folders)
    application = make_application()
    postil = Postil(folders)
    bench = postil.show(reading)
    bench.window.resize(900, 1000)
    first = list[bool]()
    bench.window.page.first_frame_painted.connect(lambda: first.append(True))
    while not first:
        application.processEvents()
    if sys.argv[1] == "start":
        print(paints[1], flush=True)  # as the floor takes it: at the end of the paint, not of what follows it
        import os

        os._exit(0)  # what comes after the first frame is not asked for
    measure_keys(application, bench, paints, int(sys.argv[4]))


def note_paints() -> list[float]:
    """The time of the end of each paint of the page, the last one last. To be called before there is a page."""
    from reader.app.page.view import ReadingView

    painted, paint = [0.0], ReadingView.paintEvent

    def paint_and_note(page, event) -> None:
        paint(page, event)
        painted.append(time.time())

    ReadingView.paintEvent = paint_and_note
    return painted


def measure_keys(application, bench, painted: list[float], rounds: int) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QKeyEvent

    page = bench.window.page
    settle = time.time() + 3
    while time.time() < settle:
        application.processEvents()
    none, shift, ctrl = (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
    )
    acts = {
        "move": (Qt.Key.Key_Right, none, ""),
        "extend": (Qt.Key.Key_Right, shift, ""),
        "tag": (Qt.Key.Key_P, none, "p"),
        "retag": (Qt.Key.Key_G, none, "g"),
        "undo": (Qt.Key.Key_Z, ctrl, "\x1a"),
    }
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, (key, held, text) in acts.items():
            before = time.time()
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                application.sendEvent(page, QKeyEvent(kind, key, held, text))
            while painted[-1] < before:
                application.processEvents()
                if time.time() - before > 2:
                    raise SystemExit(f"nothing was painted after {name}")
            taken[name].append(painted[-1] - before)
    print(json.dumps(taken), flush=True)
    import os

    os._exit(0)


main()
