"""Files dropped on a window: opened whatever they fall on, never moved, and what is no article is told about."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader.app.asking.fields import LineField
from reader.desktop.file_urls import MOST_LISTED, paths_of_list

COPY, MOVE, LINK = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction, Qt.DropAction.LinkAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def dragged(*paths: Path | str) -> QMimeData:
    """As a file manager hands files over."""
    lines = [path if isinstance(path, str) else "file://" + quote(os.fsencode(path)) for path in paths]
    mime = QMimeData()
    mime.setData("text/uri-list", "".join(f"{line}\r\n" for line in lines).encode())
    return mime


def words(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


class Drag:
    """What Qt sends while something is dragged: into a widget, along it, and let go there."""

    def __init__(self, widget: QWidget, mime: QMimeData, actions: Qt.DropAction = COPY | MOVE | LINK) -> None:
        self.widget, self.mime, self.actions = widget, mime, actions
        self.at = widget.rect().center()

    def enter(self) -> bool:
        for kind in (QDragEnterEvent, QDragMoveEvent):
            event = kind(self.at, self.actions, self.mime, LEFT, NONE)
            event.setDropAction(MOVE)  # as file managers suggest
            QApplication.sendEvent(self.widget, event)
        return event.isAccepted()

    def drop(self) -> Qt.DropAction:
        """The action that was taken; Ignore when the drop was refused."""
        if not self.enter():
            return Qt.DropAction.IgnoreAction
        event = QDropEvent(QPointF(self.at), self.actions, self.mime, LEFT, NONE)
        event.setDropAction(MOVE)
        QApplication.sendEvent(self.widget, event)
        return event.dropAction() if event.isAccepted() else Qt.DropAction.IgnoreAction


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "dropped one.txt"
    path.write_text("Dropped by Ada.\n")
    return path


def is_open(postil, path) -> bool:
    return any(bench.has_article and bench.session.article.path == path for bench in postil.benches)


@pytest.mark.parametrize("place", ["page", "panel", "menu", "status", "list"])
def test_a_file_is_opened_whatever_part_it_falls_on_and_is_only_copied(open_text, postil, article, place):
    window = open_text()
    widget = {
        "page": window.window.page.viewport(),
        "panel": window.window.panel,
        "menu": window.window.menuBar(),
        "status": window.window.status,
        "list": window.window.panel.entities.viewport(),
    }[place]
    drag = Drag(widget, dragged(article))
    assert drag.enter() and window.bench.dropping.sign.isVisible()
    assert window.bench.dropping.sign.words == "Open dropped one.txt"
    assert drag.drop() == COPY and not window.bench.dropping.sign.isVisible()
    window.until(lambda: is_open(postil, article))
    assert article.read_text() == "Dropped by Ada.\n"


def test_an_empty_window_takes_it_itself(attend, postil, article):
    window = attend(postil.show_empty())
    assert Drag(window.window.empty, dragged(article)).drop() == COPY
    window.until(lambda: window.bench.has_article)
    assert window.bench.session.article.path == article and len(postil.benches) == 1


def test_several_files_each_once(open_text, postil, article, tmp_path):
    other = tmp_path / os.fsdecode(b"caf\xe9 #2%41?.md")
    other.write_text("# Other\n")
    window = open_text()
    drag = Drag(window.window.page.viewport(), dragged(article, other, article))
    drag.enter()
    assert window.bench.dropping.sign.words == "Open 2 files"
    drag.drop()
    window.until(lambda: is_open(postil, article))


def test_a_sidecar_means_its_article(open_text, postil, tmp_path):
    first = open_text(name="one.txt")
    first.press("p")
    first.saved()
    sidecar = first.sidecar
    first.window.close()
    window = open_text(name="two.txt")
    Drag(window.window.page.viewport(), dragged(sidecar)).drop()
    window.until(lambda: is_open(postil, tmp_path / "one.txt"))


def test_the_bar_of_tabs_takes_a_file_as_the_page_does(open_text, postil, article, tmp_path):
    window = open_text(name="one.txt")
    (tmp_path / "two.txt").write_text("Two.\n")
    postil.open_paths([tmp_path / "two.txt"])
    group = postil.frames.last_used
    window.until(lambda: group.frame.strip is not None and group.bench is not None and group.bench.has_article)
    shown = group.bench
    shown.finishing.now()
    drag = Drag(group.frame.strip, dragged(article))
    assert drag.enter() and shown.dropping.sign.isVisible()
    assert drag.drop() == COPY
    window.until(lambda: is_open(postil, article))
    assert len(group.tabs) == 3


def test_leaving_takes_the_outline_away(open_text, article):
    window = open_text()
    Drag(window.window.page.viewport(), dragged(article)).enter()
    QApplication.sendEvent(window.window, QDragLeaveEvent())
    assert not window.bench.dropping.sign.isVisible()


@pytest.mark.parametrize(
    ("mime", "actions"),
    [(words("some words"), COPY | MOVE), (words("file:///etc/passwd"), COPY), (None, MOVE)],
    ids=["words", "words like a path", "a file that may only be moved"],
)
def test_what_is_refused(open_text, postil, article, mime, actions):
    window = open_text()
    assert Drag(window.window.page.viewport(), mime or dragged(article), actions).drop() == Qt.DropAction.IgnoreAction
    assert not window.bench.dropping.sign.isVisible() and len(postil.benches) == 1
    assert window.text.startswith("Ada")


@pytest.mark.parametrize(
    ("dropped", "said"),
    [
        (lambda tmp: tmp, "is a folder. Choose a text or Markdown file in it (.txt, .text, .md, .markdown, .mkd)."),
        (lambda _: "https://example.org/a.md", "it is not a file on this machine. Save it here first."),
        (lambda _: "file://elsewhere/a.md", "it is on another machine."),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(open_text, postil, tmp_path, dropped, said):
    window = open_text()
    assert Drag(window.window.page.viewport(), dragged(dropped(tmp_path))).drop() == COPY
    window.until(lambda: said in window.window.bar.text)
    assert len(postil.benches) == 1 and window.bench.has_article


def test_a_pdf_is_offered_to_be_brought_in(open_text, tmp_path):
    window = open_text()
    pdf = tmp_path / "marked.pdf"
    pdf.write_bytes(b"%PDF-1.7\n")
    Drag(window.window.page.viewport(), dragged(pdf)).drop()
    window.until(lambda: window.window.is_open("picker"))
    assert [choice.id for choice in window.window.picker.rows] == ["import", "leave"]
    window.press("2")
    assert not window.window.is_open("picker") and window.window.bar.text == ""
    Drag(window.window.page.viewport(), dragged(pdf)).drop()
    window.until(lambda: window.window.is_open("picker"))
    window.press("Enter")
    window.until(lambda: "marked.pdf" in window.window.bar.text and window.window.bar.message.error)


def test_a_pdf_without_an_article_says_what_it_is_good_for(attend, postil, tmp_path):
    window = attend(postil.show_empty())
    pdf = tmp_path / "marked.PDF"
    pdf.write_bytes(b"%PDF-1.7\n")
    Drag(window.window.empty, dragged(pdf)).drop()
    window.until(lambda: "is not read as an article" in window.window.bar.text)


def test_words_may_be_dropped_into_a_field_and_files_fall_through_it(open_text, postil, article):
    window = open_text()
    window.press("/")
    field = window.window.find_bar.field
    assert isinstance(field, LineField)
    assert Drag(field, words("Turin")).drop() != Qt.DropAction.IgnoreAction
    assert field.text() == "Turin"
    assert Drag(field, dragged(article)).drop() == COPY and field.text() == "Turin"
    window.until(lambda: is_open(postil, article))


def test_a_list_of_addresses_is_read_as_it_was_written():
    data = b"# a comment\r\nfile:///a%20b\r\n\r\nfile:///caf%E9\nfile:///a%20b\r\nhttp://x/\r\nfile:///\xff\r\n"
    paths, problems = paths_of_list(data)
    assert paths == [Path("/a b"), Path(os.fsdecode(b"/caf\xe9")), Path(os.fsdecode(b"/\xff"))]
    assert len(problems) == 1
    assert len(paths_of_list(b"".join(b"file:///%d\n" % n for n in range(MOST_LISTED + 9)))[0]) == MOST_LISTED
