"""The system's dialog: where it begins, what it lists, and that all that is chosen opens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from reader.app.surface.opening import name_filters
from reader.desktop.recent.articles import note_opened


def dialog_of(window) -> QFileDialog:
    window.press("Ctrl+O")
    dialog = window.window.findChild(QFileDialog)
    assert dialog is not None and dialog.isVisible()
    return dialog


def test_it_lists_what_postil_opens():
    first, *kinds, last = name_filters()
    assert first == "Articles and annotations (*.md *.markdown *.mkd *.txt *.text *.annotations.json)"
    assert kinds == [
        "Markdown articles (*.md *.markdown *.mkd)",
        "Text articles (*.txt *.text)",
        "Postil annotations (*.annotations.json)",
    ]
    assert last == "All files (*)"


def test_several_are_chosen_at_once(open_text, postil, tmp_path):
    for name in ("one.md", "two.txt"):
        (tmp_path / name).write_text("Ada.\n")
    window = open_text()
    dialog = dialog_of(window)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.findChild(QLineEdit).setText('"one.md" "two.txt"')
    dialog.accept()

    def opened() -> set[str]:
        return {bench.session.article.path.name for bench in postil.benches if bench.has_article}

    window.until(lambda: {"story.txt", "one.md"} <= opened())


def test_given_up_the_empty_page_has_the_focus_again(attend, postil):
    window = attend(postil.show_empty())
    dialog = dialog_of(window)
    dialog.reject()
    window.until(lambda: window.window.page_has_focus)
    assert not window.bench.has_article and QApplication.activeModalWidget() is None


def test_without_an_article_it_begins_where_one_was_last(attend, postil, folders, tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.txt").write_text("Ada.\n")
    note_opened(folders.state, tmp_path / "archive" / "a.txt", 1_700_000_000)
    window = attend(postil.show_empty())
    dialog = dialog_of(window)
    assert Path(dialog.directory().absolutePath()) == tmp_path / "archive"
    dialog.reject()


def test_a_sidecar_that_is_chosen_opens_its_article(open_text, attend, postil, tmp_path):
    first = open_text(name="one.txt")
    first.press("p")
    first.saved()
    sidecar = first.sidecar
    first.window.close()
    window = attend(postil.show_empty())
    dialog = dialog_of(window)
    dialog.filesSelected.emit([str(sidecar)])
    dialog.reject()
    window.until(lambda: window.bench.has_article)
    assert window.bench.session.article.path == tmp_path / "one.txt"
