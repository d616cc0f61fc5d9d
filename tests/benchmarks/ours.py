"""Postil's own figures, taken in a process of its own: the window as `postil ARTICLE` opens it.

python ours.py start FILE FOLDER      prints the time of the end of the first paint with words and marks
python ours.py keys FILE FOLDER N     prints seconds from a key press to the end of the paint, by act
"""

import json
import sys
import time
from pathlib import Path

from reader.app.application import Postil, make_application, open_window
from reader.app.opening import Reading
from reader.folders import Folders


def main() -> None:
    folders = Folders.under(Path(sys.argv[3]))
    if sys.argv[1] == "start":
        end_with_the_first_paint()
        open_window([Path(sys.argv[2])], folders)
        return
    paints = note_paints()
    reading = Reading.of(Path(sys.argv[2]), folders)
    application = make_application()
    postil = Postil(folders)
    bench = postil.show(reading)
    bench.window.resize(900, 1000)
    measure_keys(application, bench, paints, int(sys.argv[4]))


def end_with_the_first_paint() -> None:
    """Print when it ended, as the floor does, and end the process: what comes after it is not asked for."""
    from reader.app.page.view import ReadingView

    paint = ReadingView.paintEvent

    def paint_and_end(page, event) -> None:
        paint(page, event)
        if not page.visible_span() or not page._canvas._scene.marks:
            raise SystemExit("the first frame holds no words and marks")
        print(time.time(), flush=True)
        import os

        os._exit(0)

    ReadingView.paintEvent = paint_and_end


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
