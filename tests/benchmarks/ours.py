"""Postil's own figures, taken in a process of its own: the window as `postil ARTICLE` opens it.

python ours.py start FILE FOLDER      prints the time of the end of the first paint with words and marks
python ours.py program FILE         the same for the whole of `postil FILE`: words of the command line, a running Postil
                                    that is asked first, the user's own folders
python ours.py keys FILE FOLDER N     prints seconds from a key press to the end of the paint, by act, and those of them
                                      in which the GUI thread had a processor
python ours.py open FILE FOLDER S     opens it, presses Right all the while, goes to the end after S seconds; prints
                                      when words, the page's marks and all annotations were there, seconds a key press
                                      took while they were read and after, the longest stall, the peak of memory (MiB)
"""

import json
import os
import re
import sys
import time
from itertools import pairwise
from pathlib import Path

from reader.app.start.first import prepare

KEY_EVERY_MS = 40
WIDTH, HEIGHT = 900, 1000


def peak_mib() -> float:
    """The peak of memory. Linux's own count of this program: `ru_maxrss` goes on from the process that started it."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


def main() -> None:
    prepare()
    if sys.argv[1] == "program":
        run_program(sys.argv[2])
    from reader.app.start import application  # first: it spares what PySide does at its import otherwise

    # isort: split
    from reader.app.frame import frames
    from reader.folders import Folders

    frames.place_new = lambda window, *_: window.resize(WIDTH, HEIGHT)
    path, home = Path(sys.argv[2]), Path(sys.argv[3])
    if sys.argv[1] == "keys":
        path, home = copied(path, home)
    folders = Folders.under(home)
    if sys.argv[1] == "start":
        end_with_the_first_paint()
        application.open_window([path], folders)
        return
    if sys.argv[1] == "open":
        Opening(float(sys.argv[4]))
        application.open_window([path], folders)
        return
    paints = Paints()
    when_shown(lambda bench: measure_keys(bench, paints, int(sys.argv[4])))
    application.open_window([path], folders)


def run_program(name: str) -> None:
    """`postil NAME`, as its console script runs it."""
    import reader.app.start.application  # noqa: F401 - first, as above

    # isort: split
    from reader.app.frame import frames
    from reader.cli.main import main as postil

    frames.place_new = lambda window, *_: window.resize(WIDTH, HEIGHT)
    end_with_the_first_paint()
    sys.exit(postil([name]))


def copied(path: Path, home: Path) -> tuple[Path, Path]:
    """A copy of the article and its sidecar, and a home, that no run has changed yet."""
    own = home / f"keys-{os.getpid()}"
    import shutil

    own.mkdir(parents=True)
    for each in (path, path.with_name(f"{path.name}.annotations.json")):
        if each.exists():
            shutil.copy(each, own)
    return own / path.name, own / "home"


def when_made(act) -> None:
    """Have `act` done with the workbench of the article that is opened, as soon as there is one."""
    from reader.app.frame.frames import Frames

    show = Frames.show

    def show_and_act(frames, group, tab):
        bench = show(frames, group, tab)
        Frames.show = show
        act(bench)
        return bench

    Frames.show = show_and_act


def when_shown(act) -> None:
    """Have `act` done with the workbench when the event loop runs, so that all is as it is for a user."""
    from PySide6.QtCore import QTimer

    when_made(lambda bench: QTimer.singleShot(0, lambda: act(bench)))


def end_with_the_first_paint() -> None:
    """Print when it ended, as the floor does, and end the process: what comes after it is not asked for."""
    from reader.app.page.view import ReadingView

    paint = ReadingView.paintEvent

    def paint_and_end(page, event) -> None:
        paint(page, event)
        if not page.visible_span() or not page._canvas._scene.marks:
            raise SystemExit("the first frame holds no words and marks")
        print(time.time(), flush=True)
        os._exit(0)

    ReadingView.paintEvent = paint_and_end


class Paints:
    """Notes the end of each paint of the page, the last one last. To be made before there is a page."""

    def __init__(self, seen=lambda page, when: None) -> None:
        from reader.app.page.view import ReadingView

        self.last, self.used, self.page, paint = 0.0, 0.0, None, ReadingView.paintEvent

        def paint_and_note(page, event) -> None:
            paint(page, event)
            self.last, self.used, self.page = time.time(), time.thread_time(), page
            seen(page, self.last)

        ReadingView.paintEvent = paint_and_note


class Opening:
    """Watches an article being opened by the true `open_window`."""

    def __init__(self, seconds: float) -> None:
        from PySide6.QtCore import QTimer

        self.seconds = seconds
        self.when = {"words": 0.0, "marks": 0.0, "all": 0.0}
        self.pressed = 0.0
        self.keys: dict[str, list[float]] = {"loading": [], "loaded": []}
        self.beats: list[float] = []
        self.bench = None
        self.timer = QTimer
        self.said: list[str] = []
        note_words(self.said)
        Paints(self.painted)
        when_made(self.keep)

    def keep(self, bench) -> None:
        self.bench = bench

    def painted(self, page, when: float) -> None:
        if not self.when["words"] and page.visible_span():
            self.when["words"] = when
            self.beat, self.key = self.timer(page, interval=1), self.timer(page, interval=KEY_EVERY_MS)
            self.beat.timeout.connect(self.on_beat)
            self.key.timeout.connect(self.press)
            self.beat.start()
            self.key.start()
        if not self.when["marks"] and page._canvas._scene.marks:
            self.when["marks"] = when
        if self.pressed:
            self.keys["loaded" if self.when["all"] else "loading"].append(when - self.pressed)
            self.pressed = 0.0

    def on_beat(self) -> None:
        self.beats.append(time.time())
        if not self.when["all"] and not getattr(self.bench.session, "loading", False):
            self.when["all"] = time.time()
        if self.when["all"] and time.time() > self.when["words"] + self.seconds and not self.pressed:
            self.beat.stop()
            self.key.stop()
            self.timer.singleShot(0, self.end)

    def press(self) -> None:
        from PySide6.QtCore import Qt

        if not self.pressed:
            self.pressed = time.time()
            press(self.bench.window.page, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "")

    def end(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        page = self.bench.window.page
        before = time.time()
        self.said.clear()
        press(page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier, "")
        while page.selection()[1] < len(self.bench.session.article.text):
            QApplication.processEvents()
        page.viewport().repaint()
        print(
            json.dumps(
                {
                    **self.when,
                    "keys": self.keys,
                    "stall": max(b - a for a, b in pairwise(self.beats)),
                    "jump": time.time() - before,
                    "said": self.said[:1],
                    "peak": peak_mib(),
                    "annotations": len(self.bench.session.annotations),
                }
            ),
            flush=True,
        )
        os._exit(0)


def note_words(said: list[str]) -> None:
    """What the status line shows as its place, each time that it is painted."""
    from reader.app.window.status import Elided

    paint = Elided.paintEvent

    def paint_and_note(label, event) -> None:
        said.append(label.text())
        paint(label, event)

    Elided.paintEvent = paint_and_note


def press(page, key, held, text: str) -> None:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(page, QKeyEvent(kind, key, held, text))


def measure_keys(bench, paints: Paints, rounds: int) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    page = bench.window.page
    settle = time.time() + 3
    while time.time() < settle or bench.session.loading:
        QApplication.processEvents()
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
        "jump": (Qt.Key.Key_J, none, "j"),
        "page": (Qt.Key.Key_PageDown, none, ""),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, (key, held, text) in acts.items():
            before, used = time.time(), time.thread_time()
            press(page, key, held, text)
            while paints.last < before:
                QApplication.processEvents()
                if time.time() - before > 2:
                    raise SystemExit(f"nothing was painted after {name}: {bench.window.status.place}")
            taken[name].append((paints.last - before, paints.used - used))
    print(json.dumps(taken), flush=True)
    os._exit(0)


main()
