"""Help > About Postil: what one tells who asks what is wrong, and where one's files are."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

from reader import __version__


def test_a_row_is_copied_and_all_of_it_too(attend, postil, folders):
    bench = postil.show_empty()  # it needs no article
    window = attend(bench)
    bench.run("about")
    rows = {choice.words: choice.detail for choice in bench.window.picker.rows}
    assert rows["Postil"] == __version__ and f"Qt {qVersion()}" in rows["Runs on"]
    assert [str(each) for each in folders[:4]] == list(rows.values())[-5:-1]
    window.type("settings")
    window.press("Enter")
    assert QApplication.clipboard().text() == str(folders.config)
    bench.run("about")
    window.type("copy all")
    window.press("Enter")
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == f"Postil: {__version__}" and f"Settings, keymap, tag set: {folders.config}" in lines
    assert not bench.window.picker.isVisible()
