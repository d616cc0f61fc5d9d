"""Makes resources/screenshots/*.png: the window in its states, at 100 % and at 200 %, and pages of exported PDFs.

    PYTHONPATH=. python packaging/make_screenshots.py [FOLDER [NAME ...]]

The articles are the sample and those in packaging/pictures, each annotated by its own keys; and, where the shared data
is (`POSTIL_SHARED`, see CONTRIBUTING), the Shoigu article. With names only those pictures are made. Needs no display.
On one machine the same code gives the same pictures; the face of the controls is the system's.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PIL import Image
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.app.article.opening import Reading
from reader.app.article.sample import copy_sample
from reader.app.replay.headless import Keyboard
from reader.app.start.application import Postil, make_application
from reader.app.workbench.workbench import Workbench
from reader.export.pdf.options import PdfOptions
from reader.export.place import export_to
from reader.folders import Folders
from reader.jobs import export_job
from reader.resources import resource
from reader.session import Session, read_article
from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = Path(__file__).resolve().parent / "pictures"
THEMES = ("light", "sepia", "dark", "contrast")
SIZE = (1280, 900)
PAGE_DPI, DESK, DESK_PX = 84, "#D9D5CD", 24  # of printed pages, and what they lie on
ALONE_DPI = 150  # of a page that is alone in its picture
SHARED = Path(os.environ.get("POSTIL_SHARED") or ROOT.parent / "shared")
SMALLEST_FILE = 0  # of Qt's qualities: PNG loses nothing, and takes longest
NO, SHIFT, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def wait(milliseconds: int) -> None:
    """Let the window do what it has to do."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def annotate(article: Path, script: str, folders: Folders) -> Path:
    """Play keys on an article, as its reader would press them."""
    session = Session(read_article(article, folders))
    Keyboard(session).run(script)
    session.close()
    return article


class Studio:
    """One window and the pictures that are taken of it."""

    def __init__(self, bench: Workbench, out: Path, wanted: Collection[str]) -> None:
        self.bench, self._out, self._wanted = bench, out, wanted
        bench.window.window().resize(*SIZE)
        bench.window.activateWindow()
        bench.window.focus_page()
        wait(400)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.bench.window, key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.bench.window, text)

    def on(self, words: str) -> None:
        """A bare caret on these words."""
        text = self.bench.session.article.text
        place = text.index(words)
        self.bench.quietly(lambda: self.bench.desk.place_caret(place))

    def back(self, times: int = 1) -> None:
        for _ in range(times):
            self.key(Qt.Key.Key_Escape)

    def take(self, name: str) -> None:
        """One picture of the window as it is."""
        if self._wanted and name not in self._wanted:
            return
        wait(300)
        self.bench.window.grab().save(str(self._out / f"{name}.png"), "PNG", SMALLEST_FILE)
        print(f"{name}.png: {self.bench.window.status.place}")

    def both(self, name: str) -> None:
        """At 100 % and at 200 %; the same place of the article stays in sight."""
        self.take(name)
        self.bench.set_zoom(200)
        self.take(f"{name}-200")
        self.bench.set_zoom(100)
        wait(100)


def sample(studio: Studio) -> None:
    """The themes, the claim card, palette, find bar and key sheet, on the sample."""
    bench = studio.bench
    studio.on("Averil Harbour Authority")
    for theme in THEMES:
        bench.run(f"view.theme.{theme}")
        studio.both("main" if theme == "light" else f"main-{theme}")
    bench.run("view.theme.light")
    bench.go_to(bench.session.annotations.claims[0])
    bench.run("annotation.open")
    studio.both("claim-card")
    studio.back(2)
    studio.key(Qt.Key.Key_K, CTRL)
    studio.type("cl")
    studio.both("palette")
    studio.back()
    bench.run("find")
    studio.type("ferry")
    studio.take("find")
    studio.back()
    bench.run("keys")
    studio.both("keys")
    studio.back()
    bench.run("move.article.start")
    bench.window.window().resize(800, 600)
    studio.take("small")


def with_earlier(article: Path, folders: Folders) -> Path:
    """Versions of a few days are kept."""
    opened = read_article(article, folders)
    data = article.with_name(article.name + ".annotations.json").read_bytes()
    since = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    versions = ((Why.CHANGE, 12, 48), (Why.REMOVAL, 31, 3), (Why.CHANGE, 30, 20), (Why.CONFLICT, 34, 1))
    for number, (why, annotations, hours) in enumerate(versions):
        until = since + timedelta(hours=hours, minutes=17 * number)
        Backups.of(opened.article, folders.state).keep(data + b"\n" * number, why, annotations, since, until)
        since = until
    return article


def restore(studio: Studio) -> None:
    """The picker of earlier versions."""
    studio.bench.run("article.version")
    wait(400)
    studio.both("restore")


def conflict(studio: Studio) -> None:
    """What two sides changed differently: said in the bar, beside the words and on the card."""
    studio.bench.run("conflict.next")
    studio.take("conflict")
    studio.bench.run("annotation.open")
    studio.both("conflict-card")


def with_conflict(article: Path) -> Path:
    """Another side has two other opinions of the first claim."""
    sidecar = article.with_name(article.name + ".annotations.json")
    document = json.loads(sidecar.read_text(encoding="utf-8"))
    claim = next(item for item in document["first"]["items"] if "claim" in item)
    claim["conflict"] = {"verdict": "misleading", "check": "high"}
    sidecar.write_text(json.dumps(document), encoding="utf-8")
    return article


def other_words(name: str) -> Callable[[Studio], None]:
    """An article of another kind, in light and in dark."""

    def take(studio: Studio) -> None:
        studio.bench.run("annotation.next")
        studio.both(name)
        studio.bench.run("view.theme.dark")
        studio.take(f"{name}-dark")

    return take


def print_out(article: Path, folders: Folders, picture: Path, options: PdfOptions) -> None:
    """The first page of an article's PDF, and beside it the first page of what is said about it."""
    session = Session(read_article(article, folders))
    job = replace(export_job(session), options=options)
    session.close()
    pdf = pypdfium2.PdfDocument(export_to(None, "pdf", job))
    appendix = next(mark.get_dest().get_index() for mark in pdf.get_toc() if mark.get_title() == "Annotations")
    pages = [pdf[n].render(scale=PAGE_DPI / 72).to_pil().convert("RGB") for n in (0, appendix)]
    width, height = pages[0].size
    sheet = Image.new("RGB", (2 * width + 3 * DESK_PX, height + 2 * DESK_PX), DESK)
    for n, page in enumerate(pages):
        sheet.paste(page, (DESK_PX + n * (width + DESK_PX), DESK_PX))
    sheet.save(picture, optimize=True)
    print(f"{picture.name}: {len(pdf)} pages")


def print_first_page(article: Path, folders: Folders, picture: Path) -> None:
    """The first page of an article's PDF, large."""
    session = Session(read_article(article, folders))
    job = export_job(session)
    session.close()
    pdf = pypdfium2.PdfDocument(export_to(None, "pdf", job))
    pdf[0].render(scale=ALONE_DPI / 72).to_pil().convert("RGB").save(picture, optimize=True)
    print(f"{picture.name}: {len(pdf)} pages")


class Pictures:
    """All windows of one run, in a folder that goes away."""

    def __init__(self, postil: Postil, root: Path, folders: Folders, out: Path, wanted: Collection[str]) -> None:
        self._postil, self._root, self._folders = postil, root, folders
        self._out, self._wanted = out, wanted

    @contextmanager
    def _window(self, bench: Workbench) -> Iterator[Studio]:
        yield Studio(bench, self._out, self._wanted)
        bench.window.close()

    def of(self, article: Path, act: Callable[[Studio], None]) -> None:
        """Of an article."""
        with self._window(self._postil.show(Reading.of(article, self._folders))) as studio:
            act(studio)

    def all(self) -> None:
        """Every state there is a picture of."""
        keys = resource("samples/harbour-ferry.keys").read_text(encoding="utf-8")
        self.of(annotate(copy_sample(self._root / "sample"), keys, self._folders), sample)
        self.of(
            with_earlier(annotate(copy_sample(self._root / "earlier"), keys, self._folders), self._folders), restore
        )
        self.of(with_conflict(annotate(copy_sample(self._root / "sides"), keys, self._folders)), conflict)
        for source in sorted(ARTICLES.glob("*.md")):
            article = Path(shutil.copy(source, self._root))
            annotate(article, source.with_suffix(".keys").read_text(encoding="utf-8"), self._folders)
            self.of(article, other_words(source.stem))
        self._print_all(keys)
        with self._window(self._postil.show_empty()) as studio:
            studio.take("empty")
        broken = copy_sample(self._root / "broken")
        broken.with_name(broken.name + ".annotations.json").write_text('{"first": \n  oops}\n', encoding="utf-8")
        self.of(broken, lambda studio: studio.take("error"))

    def _print_all(self, keys: str) -> None:
        """The PDFs; not those that nobody wants."""
        articles = {"pdf": (copy_sample(self._root / "printed"), keys, PdfOptions())}
        for name, tone in (("arabic", "paper"), ("chinese", "sepia")):
            article = Path(shutil.copy(ARTICLES / f"{name}.md", self._root / f"printed-{name}.md"))
            script = (ARTICLES / f"{name}.keys").read_text(encoding="utf-8")
            articles[f"pdf-{name}"] = (article, script, PdfOptions(tone=tone))
        for name, (article, script, options) in articles.items():
            if not self._wanted or name in self._wanted:
                annotate(article, script, self._folders)
                print_out(article, self._folders, self._out / f"{name}.png", options)
        news = SHARED / "articles" / "shoigu-in-pyongyang.txt"
        if news.is_file() and (not self._wanted or "pdf-shoigu" in self._wanted):
            keys = (ROOT / "tests" / "app" / "shoigu.keys").read_text(encoding="utf-8")
            article = annotate(Path(shutil.copyfile(news, self._root / news.name)), keys, self._folders)
            print_first_page(article, self._folders, self._out / "pdf-shoigu.png")


def main() -> None:
    """Take all pictures, or those that are named."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folders = Folders.under(Path(name) / "user")
        make_application()
        Pictures(Postil(folders), Path(name), folders, out, sys.argv[2:]).all()


if __name__ == "__main__":
    main()
