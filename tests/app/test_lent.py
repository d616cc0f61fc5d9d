"""The window with an article that a document portal lent alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog


@pytest.fixture
def lent(open_text, folders, tmp_path, monkeypatch):
    """Opened with a mention in it, which is kept where it can be."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    folder = tmp_path / "run" / "doc" / "1a2b3c4d"
    folder.mkdir(parents=True)
    window = open_text(name=str(folder / "story.txt"))
    window.press("p")
    window.until(lambda: any(folders.data.glob("sidecars/*/annotations.json")))
    return window


def names(window) -> list[str]:
    return [each.name for each in window.bench.session.article.path.parent.iterdir()]


def test_the_bar_says_where_annotations_are_kept(lent, folders):
    lent.until(lambda: "data folder" in lent.window.bar.text)
    (kept,) = folders.data.glob("sidecars/*/annotations.json")
    reason = "a sandbox shows Postil this file and not its folder"
    said = f"Not saved beside the article ({reason}). Kept in your data folder: {kept}"
    assert lent.window.bar.text.replace("\u200b", "") == said
    assert names(lent) == ["story.txt"]


def test_an_export_asks_where_to_and_is_written_there(lent, tmp_path):
    lent.press("Ctrl+E")
    page = lent.window.export_page
    assert "Where you say." in page.row("file").accessibleName() + page.row("file").accessibleDescription()
    lent.press("Enter")
    dialog = lent.window.findChild(QFileDialog)
    assert dialog is not None and Path(dialog.selectedFiles()[0]).name == "story.txt.pdf"
    chosen = tmp_path / "run" / "doc" / "5e6f7a8b" / "mine.pdf"
    chosen.parent.mkdir()
    dialog.fileSelected.emit(str(chosen))
    dialog.close()
    lent.until(chosen.exists)
    assert chosen.read_bytes().startswith(b"%PDF-")
    assert names(lent) == ["story.txt"]


def test_a_dialog_that_is_left_writes_nothing(lent):
    lent.press("Ctrl+E Enter")
    dialog = lent.window.findChild(QFileDialog)
    dialog.reject()
    assert lent.window.is_open("export_page")
    assert not lent.bench.exporter.busy
    assert names(lent) == ["story.txt"]


def again(window, open_text, tmp_path, words: str):
    """The portal has forgotten the file, and lends one of the same name under another number."""
    window.window.close()
    window.bench.session.article.path.unlink()
    folder = tmp_path / "run" / "doc" / "9c0d1e2f"
    folder.mkdir()
    return open_text(words, str(folder / "story.txt"))


def test_edited_and_under_another_number_its_annotations_are_offered(lent, open_text, tmp_path):
    edited = lent.text.replace("never built", "built at last")
    assert edited != lent.text
    window = again(lent, open_text, tmp_path, edited)
    window.until(lambda: "fit this article" in window.window.bar.text)
    assert window.window.bar.text == "Annotations of an earlier story.txt fit this article."
    window.press("Ctrl+Shift+K")
    window.until(lambda: len(window.bench.session.annotations) == 1)
    assert window.bench.session.annotations.in_reading_order[0].spans[0].of(edited) == "Ada"


def test_another_article_of_the_same_name_is_offered_nothing(lent, open_text, tmp_path):
    window = again(lent, open_text, tmp_path, "Nothing of that kind stands here.\n")
    window.qtbot.wait(500)
    assert window.window.bar.text == ""
    assert not len(window.bench.session.annotations)
