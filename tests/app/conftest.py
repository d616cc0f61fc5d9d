"""A real window on a real article: presses keys on whatever has the focus, and reads the sidecar from disk."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reader.app.article.opening import Reading
from reader.app.start.application import Postil, make_application
from reader.app.window.placing import WANTED
from reader.app.workbench.workbench import Workbench
from reader.folders import Folders

_KEYS = {
    "Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "PgDn": Qt.Key.Key_PageDown, "PgUp": Qt.Key.Key_PageUp,
    "/": Qt.Key.Key_Slash, ",": Qt.Key.Key_Comma, "?": Qt.Key.Key_Question, ";": Qt.Key.Key_Semicolon,
    "=": Qt.Key.Key_Equal, "[": Qt.Key.Key_BracketLeft, "]": Qt.Key.Key_BracketRight,
    "-": Qt.Key.Key_Minus, "+": Qt.Key.Key_Plus, ".": Qt.Key.Key_Period, "%": Qt.Key.Key_Percent,
    "<": Qt.Key.Key_Less, ">": Qt.Key.Key_Greater,
}  # fmt: skip
_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
STORY = (
    "Ada Lovelace wrote to Charles Babbage in London. She said that the engine weaves patterns, and he agreed.\n"
    "Babbage answered from Turin. The engine was never built.\n"
    "Lovelace died in 1852.\n"
)


class Driven:
    """One window under test."""

    def __init__(self, qtbot, bench: Workbench) -> None:
        self.qtbot, self.bench, self.window = qtbot, bench, bench.window

    @property
    def text(self) -> str:
        return self.bench.session.article.text

    def press(self, keys: str) -> None:
        """Press keys by name on what has the focus: "Shift+Right p"."""
        for written in keys.split():
            parts = [written] if written == "+" else written.split("+")
            held = Qt.KeyboardModifier.NoModifier
            for name in parts[:-1]:
                held |= _HELD[name]
            last = parts[-1]
            key = _KEYS.get(last) or getattr(Qt.Key, f"Key_{last.upper() if len(last) == 1 else last}")
            QTest.keyClick(self.focused(), key, held)

    def type(self, text: str) -> None:
        for char in text:
            if char.isascii():
                QTest.keyClicks(self.focused(), char)
            else:  # QTest ends the process at a character that is not Latin-1; the key has no code, only a text
                for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                    QApplication.sendEvent(self.focused(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char))

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def go_to(self, words: str, nth: int = 1) -> None:
        """A bare caret on these words, by keys only: find them, then let go."""
        self.press("Ctrl+Home /")
        self.type(words)
        self.press("Enter")
        for _ in range(nth - 1):
            self.press("F3")
        self.press("Esc")
        assert self.text.startswith(words, self.bench.desk.caret)

    def select(self, words: str) -> None:
        self.press("Ctrl+Home /")
        self.type(words)
        self.press("Enter")
        assert self.selected() == words

    def selected(self) -> str:
        span = self.bench.desk.selected()
        return span.of(self.text) if span else ""

    def until(self, what: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(what, timeout=10_000)

    def saved(self) -> list[dict]:
        """The annotations in the sidecar once the status line says that they are there."""
        self.until(lambda: self.window.status.word == "Saved")
        return self.on_disk()

    @property
    def sidecar(self) -> Path:
        path = self.bench.session.article.path
        return path.with_name(path.name + ".annotations.json")

    def on_disk(self) -> list[dict]:
        if not self.sidecar.exists():
            return []
        return json.loads(self.sidecar.read_text(encoding="utf-8"))["first"]["items"]

    def mentions(self) -> list[tuple[str, str]]:
        """(type, words) of the mentions in the sidecar, in its order."""
        found = []
        for item in self.saved():
            if "Mention" in item["type"]:
                tag = next(body["value"] for body in item["body"] if body["purpose"] == "tagging")
                found.append((tag, words_of(item)[0]))
        return found

    def claims(self) -> list[dict]:
        return [item for item in self.saved() if "Claim" in item["type"]]


def words_of(item: dict) -> list[str]:
    """The quotes of an annotation's targets."""
    return [target["selector"][0]["exact"] for target in item["target"]]


@pytest.fixture
def folders(tmp_path) -> Folders:
    return Folders.under(tmp_path / "user")


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """As in the program, it is collected on the GUI thread alone."""
    gc.disable()
    yield
    if gc.get_count()[0] > 50_000:
        gc.collect(1)


@pytest.fixture
def postil(qtbot, folders) -> Iterator[Postil]:
    make_application()
    application = Postil(folders)
    yield application
    for bench in list(application.benches):
        bench.window.close()
        bench.window.close()  # the second time without saving, should the test have made that impossible


@pytest.fixture
def open_text(qtbot, postil, folders, tmp_path) -> Callable[..., Driven]:
    """Open an article with these words in a window that has the focus."""

    def open_text(text: str | bytes = STORY, name: str = "story.txt", sidecar: str | None = None) -> Driven:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if sidecar is not None:
            path.with_name(name + ".annotations.json").write_text(sidecar, encoding="utf-8")
        return drive(qtbot, postil, Reading.of(path, folders))

    return open_text


def drive(qtbot, postil: Postil, reading: Reading, may_load: bool = False) -> Driven:
    reading.thread.join(10)
    bench = postil.show(reading)
    return focus(qtbot, bench, may_load)


def focus(qtbot, bench: Workbench, may_load: bool = False) -> Driven:
    bench.window.window().resize(*WANTED)  # the screen without pixels is smaller
    with qtbot.waitExposed(bench.window):
        bench.window.activateWindow()
    qtbot.waitUntil(lambda: bench.window.isActiveWindow())
    bench.window.focus_page()
    bench.finishing.now()
    qtbot.waitUntil(lambda: may_load or not bench.session.loading)
    return Driven(qtbot, bench)


@pytest.fixture
def attend(qtbot) -> Callable[[Workbench], Driven]:
    """Give the focus to a window that is shown already."""
    return lambda bench: focus(qtbot, bench)
