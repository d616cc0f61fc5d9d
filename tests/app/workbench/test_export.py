"""`Ctrl+E` in the window: a PDF beside the article, and what is said when there can be none."""

from __future__ import annotations

import pikepdf


def test_ctrl_e_writes_the_pdf_and_says_where(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    window.press("Ctrl+E")
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
    window.press("Ctrl+E")
    window.until(lambda: "story.txt.pdf" in window.window.bar.text)
    assert window.window.bar.message.error
    assert target.read_text() == "somebody's own file"


def test_an_export_can_be_stopped(open_text):
    window = open_text("A paragraph of some words. " * 20 + "\n" + "More.\n" * 3000)
    window.press("Ctrl+E")
    assert window.window.bar.text.startswith("Exporting")
    window.press("Esc")
    window.until(lambda: not window.window.bar.text.startswith("Exporting"))
    window.qtbot.wait(300)
    assert not window.sidecar.with_name("story.txt.pdf").exists()


def test_while_it_exports_the_page_can_be_worked_on(open_text):
    window = open_text()
    window.press("Ctrl+E Right o")
    assert window.mentions() == [("ORG", "Lovelace")]
    window.until(lambda: window.sidecar.with_name("story.txt.pdf").exists())
