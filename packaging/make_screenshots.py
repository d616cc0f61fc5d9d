"""Makes resources/screenshots/*.png: the window in its states, on the sample article annotated by its own keys.

    PYTHONPATH=. python packaging/make_screenshots.py [FOLDER]

Needs no display. On one machine the same code gives the same pictures; the face of the controls is the system's.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.app.application import Postil, make_application
from reader.app.headless import Keyboard
from reader.app.opening import Reading
from reader.app.sample import copy_sample
from reader.app.workbench import Workbench
from reader.folders import Folders
from reader.resources import resource
from reader.session import Session, read_article

ROOT = Path(__file__).resolve().parents[1]


def wait(milliseconds: int) -> None:
    """Let the window do what it has to do."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def annotated_sample(folder: Path, folders: Folders) -> Path:
    """A copy of the sample, annotated by its keys."""
    article = copy_sample(folder)
    session = Session(read_article(article, folders))
    script = resource("samples/harbour-ferry.keys").read_text(encoding="utf-8")
    Keyboard(session).run(script)
    session.close()
    return article


class Studio:
    """One window and the pictures that are taken of it."""

    def __init__(self, bench: Workbench, out: Path) -> None:
        self.bench, self.out = bench, out
        bench.window.activateWindow()
        bench.window.focus_page()
        wait(300)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.bench.window, key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.bench.window, text)

    def find(self, words: str) -> None:
        self.bench.run("move.article.start")
        self.bench.run("find")
        self.type(words)
        self.key(Qt.Key.Key_Return)

    def take(self, name: str) -> None:
        wait(250)
        self.bench.window.grab().save(str(self.out / f"{name}.png"))
        print(f"{name}.png: {self.bench.window.status.place}")


def on_the_sample(studio: Studio) -> None:
    bench = studio.bench
    studio.find("Averil Harbour Authority")
    studio.key(Qt.Key.Key_Escape)
    for theme in ("dark", "sepia", "contrast", "light"):
        bench.set_theme(theme)
        studio.take("main" if theme == "light" else f"main-{theme}")
    first = bench.session.annotations.claims[0]
    bench.go_to(first)
    bench.run("annotation.open")
    studio.key(Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    studio.take("claim-card")
    studio.key(Qt.Key.Key_Escape)
    studio.key(Qt.Key.Key_Escape)
    bench.run("find")
    studio.type("ferry")
    studio.take("find")
    studio.key(Qt.Key.Key_Escape)
    bench.run("keys")
    studio.take("keys")
    studio.key(Qt.Key.Key_Escape)
    bench.run("move.article.start")
    bench.window.resize(800, 600)
    studio.take("small")
    bench.window.resize(1280, 900)
    bench.set_zoom(200)
    studio.take("zoom-200")


def main() -> None:
    """Take all pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        folders = Folders.under(root / "user")
        make_application()
        postil = Postil(folders)

        def with_window(bench: Workbench, act: Callable[[Studio], None]) -> None:
            act(Studio(bench, out))
            bench.window.close()

        article = annotated_sample(root / "article", folders)
        with_window(postil.show(Reading.of(article, folders)), on_the_sample)
        with_window(postil.show_empty(), lambda studio: studio.take("empty"))
        broken = copy_sample(root / "broken")
        broken.with_name(broken.name + ".annotations.json").write_text('{"first": \n  oops}\n', encoding="utf-8")
        with_window(postil.show(Reading.of(broken, folders)), lambda studio: studio.take("error"))


if __name__ == "__main__":
    main()
