"""The message bar: one message at a time, answered by key or by button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.app.window.message import Answer


def test_messages_wait_for_each_other(open_text):
    window = open_text()
    messages, bar = window.bench.messages, window.window.bar
    messages.add("One thing.")
    messages.add("Another thing.", error=True)
    assert bar.text == "One thing."
    window.press("Esc")
    assert bar.text == "Another thing." and bar.message.error
    window.press("Esc")
    assert bar.text == "" and not bar.isVisible() and window.window.page_has_focus


def test_an_answer_by_button_and_by_f6(open_text):
    window = open_text()
    done = []
    window.bench.messages.add("A question?", Answer("Ctrl+1", "yes", lambda: done.append("yes")))
    button = window.window.bar.answers()[0]
    assert button.accessibleName() == "yes (Ctrl+1)"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["yes"]
    window.press("F6 F6 F6 F6")  # from the button: page, entities, the list below, the button again
    assert button.hasFocus()
    window.press("Space")
    assert done == ["yes", "yes"]


def test_progress_changes_in_place(open_text):
    window = open_text()
    messages, bar = window.bench.messages, window.window.bar
    shown = messages.add("Working.", progress=0.0)
    messages.change(shown, "Half of it.", progress=0.5)
    assert (bar.text, bar.message.progress) == ("Half of it.", 0.5)
    messages.remove(shown)
    assert bar.text == ""


def test_a_kept_elsewhere_message_says_where(open_text, tmp_path, monkeypatch):
    """A folder that cannot be written: the annotations go to the user's data folder, and the bar says so."""
    from reader.sidecar.keeping import writing

    window = open_text()

    def refuse(self, *arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing.SidecarWriter, "_write_beside", refuse)
    window.press("p")
    window.until(lambda: "Kept in your data folder" in window.window.bar.text)
    assert window.window.status.word == "Saved"
    assert not window.sidecar.exists()
    assert list((tmp_path / "user" / "data").rglob("*.json"))
