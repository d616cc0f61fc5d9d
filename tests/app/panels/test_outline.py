"""The outline by real keys and by mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.app.panels.conftest import rows

STORY = (
    "# The engine\n\nAda wrote.\n\n## In London\n\nBabbage read it.\n\n### At home\n\nHe did.\n\n"
    "## In Turin\n\nHe spoke.\n"
)


def opened(open_text):
    window = open_text(STORY, "story.md")
    window.press("Shift+O")
    return window, window.window.panel.outline


def here(outline) -> list[str]:
    return [row.words for row in rows(outline.rows) if row.here]


def test_it_lists_the_headings_by_depth_with_the_focus(open_text):
    window, outline = opened(open_text)
    assert outline.rows.hasFocus() and window.bench.context() == "outline"
    assert [(row.words, row.depth) for row in rows(outline.rows)] == [
        ("The engine", 0), ("In London", 1), ("At home", 2), ("In Turin", 1),
    ]  # fmt: skip
    assert here(outline) == ["The engine"]
    assert rows(outline.rows)[0].spoken == "The engine, level 1, the caret is here"


def test_enter_goes_there_and_the_mark_follows_the_caret(open_text):
    window, outline = opened(open_text)
    window.press("Down j Enter")
    assert window.window.page_has_focus and window.text.startswith("At home", window.bench.desk.caret)
    assert outline.isVisible() and here(outline) == ["At home"]
    window.press("Ctrl+End")
    assert here(outline) == ["In Turin"] and outline.rows.current_id == "3"
    window.press("Ctrl+Home")
    assert here(outline) == ["The engine"]


def test_escape_leads_back_to_the_page_and_the_lists(open_text):
    window, outline = opened(open_text)
    window.press("Esc")
    assert window.window.page_has_focus and not outline.isVisible()
    assert window.window.panel.lists.isVisible()


def test_from_heading_to_heading(open_text):
    window = open_text(STORY, "story.md")
    seen = []
    for _ in range(4):
        window.press("Alt+PgDn")
        seen.append(window.bench.desk.caret)
    assert [window.text[place:].split("\n")[0] for place in seen] == ["In London", "At home", "In Turin", "In Turin"]
    assert window.window.status.place == "There is no heading below here."
    window.press("Right Alt+PgUp")
    assert window.bench.desk.caret == seen[2]
    window.press("Alt+PgUp Alt+PgUp Alt+PgUp")
    assert window.bench.desk.caret == 0
    window.press("Alt+PgUp")
    assert window.window.status.place == "There is no heading above here."


def test_a_text_file_says_that_it_has_none(open_text):
    window = open_text("# Not a heading\n\nWords.\n")
    window.press("Alt+PgDn")
    assert window.window.status.place == "This article has no headings."
    window.press("Shift+O")
    outline = window.window.panel.outline
    assert "no headings" in outline._empty.text() and outline._empty.isVisible()
    window.press("Enter Esc")
    assert window.window.page_has_focus


def test_a_click_goes_there(open_text, qtbot):
    window, outline = opened(open_text)
    qtbot.wait(20)
    place = outline.rows.visualRect(outline.rows.rows.index(3, 0)).center()
    QTest.mouseClick(
        outline.rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, place.y())
    )
    assert window.window.page_has_focus and window.text.startswith("In Turin", window.bench.desk.caret)


def test_keys_of_the_lists_do_nothing_here(open_text):
    window, outline = opened(open_text)
    window.press("s t p Delete / f")
    assert outline.rows.hasFocus() and not window.bench.session.annotations.annotations
