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
