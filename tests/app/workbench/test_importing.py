"""Import from a PDF in the window: asked for in the system's dialog, one undo, told in the status line."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog

from tests.importers.pdf.viewers import Viewer, boxes


def choose(window, path):
    """What a person does in the dialog that is open."""
    dialog = window.window.findChild(QFileDialog)
    assert dialog is not None and dialog.isVisible()
    dialog.selectFile(str(path))
    dialog.accept()


def ask(window):
    """By the palette, as the command has no key of its own."""
    window.press("Ctrl+K")
    window.type("import from")
    window.press("Enter")


def exported(window):
    target = window.sidecar.with_name("story.txt.pdf")
    window.press("Ctrl+E Enter")
    window.until(lambda: str(target) in window.window.bar.text)
    window.press("Esc")
    return target


def test_highlights_of_others_come_in_and_go_with_one_undo(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    target = exported(window)
    data = target.read_bytes()
    viewer = Viewer(data)
    viewer.okular(boxes(data, "Lovelace"), "who?")
    viewer.mark(boxes(data, "never built"), Contents="when?", NM="second")
    target.write_bytes(viewer.saved())
    before = window.bench.session.annotations

    ask(window)
    choose(window, target)
    window.until(lambda: "annotations added" in window.window.status.place)
    assert window.window.status.place == "2 annotations added."
    notes = {a.note for a in window.bench.session.annotations} - {a.note for a in before}
    assert notes == {"who?", "when?"}
    assert {a["body"][0]["value"] for a in window.saved() if "via" in a} == notes
    window.until(lambda: window.window.page_has_focus)

    window.press("Ctrl+Z")
    assert window.bench.session.annotations == before
    window.press("Ctrl+Shift+Z")
    assert len(window.bench.session.annotations) == len(before) + 2

    ask(window)
    choose(window, target)
    window.until(lambda: "nothing that is not here already" in window.window.status.place)


def test_what_cannot_be_imported_is_said_and_changes_nothing(open_text, tmp_path):
    window = open_text()
    before = window.bench.session.annotations
    bad = tmp_path / "no.pdf"
    bad.write_text("words")
    ask(window)
    choose(window, bad)
    window.until(lambda: "it is no PDF" in window.window.bar.text)
    assert window.window.bar.message.error
    assert window.bench.session.annotations is before


def test_what_was_tagged_while_it_was_read_stays(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    target = exported(window)
    data = target.read_bytes()
    viewer = Viewer(data)
    viewer.okular(boxes(data, "Lovelace"), "who?")
    target.write_bytes(viewer.saved())
    window.bench.surface.importer.start(target, "pdf")
    window.press("Right o")
    tagged = window.mentions()
    assert len(tagged) == 2
    window.until(lambda: "1 annotation added" in window.window.status.place)
    assert window.mentions() == tagged
    assert "who?" in {a.note for a in window.bench.session.annotations}


def test_an_import_can_be_stopped(open_text):
    window = open_text("A paragraph of some words. " * 20 + "\n" + "More of them.\n" * 3000)
    target = exported(window)
    data = target.read_bytes()
    viewer = Viewer(data)
    viewer.okular(boxes(data, "More"), "why?")
    target.write_bytes(viewer.saved())
    before = window.bench.session.annotations
    window.bench.surface.importer.start(target, "pdf")
    assert window.window.bar.text.startswith("Importing from story.txt.pdf")
    window.press("Esc")
    window.until(lambda: not window.window.bar.text.startswith("Importing"))
    window.qtbot.wait(200)
    assert window.bench.session.annotations is before
