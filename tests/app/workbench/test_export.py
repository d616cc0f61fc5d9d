"""`Ctrl+E` in the window: a PDF beside the article, and what is said when there can be none."""

from __future__ import annotations

import pikepdf
import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices


class Desktop(QObject):
    """Stands where the system's programs would."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def desktop():
    handler = Desktop()
    QDesktopServices.setUrlHandler("file", handler, "open")
    yield handler
    QDesktopServices.unsetUrlHandler("file")


def test_ctrl_e_writes_the_pdf_and_says_where(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    window.press("Ctrl+E Enter")
    target = window.sidecar.with_name("story.txt.pdf")
    window.until(lambda: str(target) in window.window.bar.text)
    with pikepdf.open(target) as pdf:
        marks = [a for page in pdf.pages for a in page.get("/Annots", []) if a.Subtype == "/Highlight"]
    assert len(marks) == 1
    window.press("Esc")
    assert window.window.bar.text == "" and window.window.page_has_focus


def test_what_stands_in_the_way_is_said(open_text):
    window = open_text()
    target = window.sidecar.with_name("story.txt.pdf")
    target.write_text("somebody's own file")
    window.press("Ctrl+E Enter")
    window.until(lambda: "story.txt.pdf" in window.window.bar.text)
    assert window.window.bar.message.error
    assert target.read_text() == "somebody's own file"


def test_an_export_can_be_stopped(open_text):
    window = open_text("A paragraph of some words. " * 20 + "\n" + "More.\n" * 3000)
    window.press("Ctrl+E Enter")
    assert window.window.bar.text.startswith("Exporting")
    window.press("Esc")
    window.until(lambda: not window.window.bar.text.startswith("Exporting"))
    window.qtbot.wait(300)
    assert not window.sidecar.with_name("story.txt.pdf").exists()


def test_while_it_exports_the_page_can_be_worked_on(open_text):
    window = open_text()
    window.press("Ctrl+E Enter Right o")
    assert window.mentions() == [("ORG", "Lovelace")]
    window.until(lambda: window.sidecar.with_name("story.txt.pdf").exists())


def test_what_was_exported_is_opened_and_shown_in_its_folder_by_key(open_text, desktop):
    window = open_text()
    window.press("p Ctrl+Shift+E")
    assert desktop.opened == [] and window.window.status.place == "Nothing is exported yet."
    window.press("Ctrl+E Enter")
    target = window.sidecar.with_name("story.txt.pdf")
    window.until(lambda: str(target) in window.window.bar.text)
    answers = [(a.key, a.words) for a in window.window.bar.message.answers]
    assert answers == [("Ctrl+Shift+E", "open it"), ("Ctrl+Shift+D", "show its folder"), ("Esc", "hide")]
    window.press("Ctrl+Shift+E Ctrl+Shift+D")
    window.window.bar.answers()[0].click()
    assert desktop.opened == [str(target), str(target.parent), str(target)]
    target.unlink()
    window.press("Ctrl+Shift+E")
    assert window.window.status.place == f"{target} is gone."


def test_an_export_that_failed_offers_nothing_to_open(open_text, desktop):
    window = open_text()
    window.sidecar.with_name("story.txt.pdf").write_text("somebody's own file")
    window.press("Ctrl+E Enter")
    window.until(lambda: window.window.bar.message is not None and window.window.bar.message.error)
    assert [a.key for a in window.window.bar.message.answers] == ["Esc"]
