"""The command palette: what it lists, and that a command acts where the focus was."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def words(window) -> list[str]:
    return [choice.words for choice in window.window.picker.rows]


def test_a_command_is_found_by_its_name_and_given(open_text):
    window = open_text()
    window.press("Ctrl+K")
    window.type("tag pers")
    assert words(window)[0] == "Tag as Person"
    assert window.window.picker.rows[0].keys == ("p",)
    window.press("Enter")
    assert window.mentions() == [("PER", "Ada")] and window.window.page_has_focus


def test_it_finds_by_id_and_by_menu(open_text):
    window = open_text()
    window.press("Ctrl+K")
    window.type("view.full-screen")
    assert words(window) == ["Full screen"]
    window.press("Esc Ctrl+K")
    window.type("help")
    assert "Open the sample article" in words(window)


def test_what_cannot_be_given_is_left_out(open_text):
    window = open_text()
    window.press("Ctrl+K")
    assert "Undo" not in words(window) and "Next row" not in words(window)
    window.press("Esc p Ctrl+K")
    assert "Undo" in words(window)
    assert {"Command palette ...", "Back"}.isdisjoint(words(window))


def test_every_title_stands_there_once(open_text):
    window = open_text()
    window.press("c Ctrl+K")
    assert len(set(words(window))) == len(words(window))


def test_the_latest_ones_come_first(open_text):
    window = open_text()
    for name in ("sepia", "dark"):
        window.press("Ctrl+K")
        window.type(name)
        window.press("Enter")
    window.press("Ctrl+K")
    assert words(window)[:2] == ["Theme: dark", "Theme: sepia"]
    window.press("2")
    assert window.window.look.theme.name == "sepia"
    window.press("Ctrl+K")
    assert words(window)[:2] == ["Theme: sepia", "Theme: dark"]


def test_a_command_of_the_card_acts_on_the_card(open_text):
    window = open_text()
    window.press("c Enter")
    card = window.window.panel.card
    assert card.hasFocus()
    window.press("Ctrl+K")
    window.type("worth checking high")
    window.press("Enter")
    assert card.hasFocus()
    (claim,) = window.claims()
    assert claim["claim"]["check"] == "high"


def test_a_command_of_a_list_acts_on_the_list(open_text):
    window = open_text()
    window.press("p Right Right Right o F6")
    entities = window.window.panel.entities
    before = entities.current_id
    window.press("Ctrl+K")
    window.type("next row")
    window.press("Enter")
    assert entities.hasFocus() and entities.current_id != before


def test_from_the_find_bar_and_back(open_text):
    window = open_text()
    window.press("/")
    window.type("engine")
    window.press("Ctrl+K")
    window.type("next match")
    window.press("Enter")
    assert window.window.find_bar.field.hasFocus()
    window.press("Enter")
    assert window.bench.desk.selected().start == window.text.rindex("engine")


def test_ctrl_k_again_begins_anew_and_escape_leaves_all_as_it_was(open_text):
    window = open_text()
    window.press("Ctrl+K")
    window.type("tag")
    window.press("Ctrl+K")
    assert window.window.picker.field.text() == ""
    window.press("Esc")
    assert window.window.page_has_focus and window.on_disk() == []


def test_without_an_article(qtbot, postil, attend):
    window = attend(postil.show_empty() if hasattr(postil, "show_empty") else postil.show(None))
    window.press("Ctrl+K")
    assert "Open an article ..." in words(window) and "Tag as Person" not in words(window)


def test_by_mouse(open_text):
    window = open_text()
    window.press("Ctrl+K")
    window.type("tag as pers")
    view = window.window.picker._view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    assert window.mentions() == [("PER", "Ada")] and window.window.page_has_focus
