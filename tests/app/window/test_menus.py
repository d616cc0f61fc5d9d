"""Menus, key sheet and `when`: all read from the one registry and the live keymap."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QLabel, QToolButton

from reader.app.commands import Command
from reader.app.window.key_groups import groups
from reader.app.window.menu_order import grouped


def menu_entries(window):
    found = {}
    for menu_action in window.window.menuBar().actions():
        menu = menu_action.menu()
        name = menu_action.text().replace("&", "")
        for action in menu.actions():
            inner = action.menu()
            for entry in () if action.isSeparator() else inner.actions() if inner else (action,):
                found[entry.data()] = (f"{name}/{inner.title()}" if inner else name, entry)
    return found


def test_every_command_with_a_menu_stands_there_with_its_live_key(open_text):
    window = open_text()
    entries = menu_entries(window)
    wanted = [c for c in window.bench.commands if c.menu]
    assert set(entries) == {c.id for c in wanted}
    for command in wanted:
        menu, action = entries[command.id]
        title, _, key = action.text().partition("\t")
        keys = window.bench.keymap.keys_of(command.id)
        own = command.title.rpartition(": ")[2] if "/" in command.menu else command.state or command.title
        assert (menu, title.replace("&&", "&"), key) == (command.menu, own, keys[0] if keys else "")


def test_no_title_of_the_menu_bar_goes_away_at_any_zoom(open_text):
    window = open_text()
    bar = window.window.menuBar()
    window.window.window().resize(1280, 900)
    more = bar.findChild(QToolButton, "qt_menubar_ext_button")
    for zoom in range(50, 301, 10):
        window.bench.set_zoom(zoom)
        window.qtbot.wait(1)
        assert more is None or not more.isVisible(), f"at {zoom} % a title has no room"
        assert all(bar.rect().contains(bar.actionGeometry(action)) for action in bar.actions())


def titles(menu):
    return ["-" if a.isSeparator() else a.text().partition("\t")[0] for a in menu.actions()]


def test_menus_are_in_groups_and_begin_with_what_one_looks_for_there(open_text):
    window = open_text()
    menus = {a.text().replace("&", ""): titles(a.menu()) for a in window.window.menuBar().actions()}
    assert menus["Edit"][:3] == ["Undo", "Redo", "-"]
    assert menus["Article"][0] == "Open an article ..." and menus["Article"][-3:] == ["-", "Close the article", "Quit"]
    assert menus["Tag"][0] == "Tag as Person" and menus["Claim"][0] == "Claim"
    assert (
        menus["View"][0] == "Panel" and menus["Help"][0] == "All keys" and menus["Help"][-2:] == ["-", "About Postil"]
    )
    for found in menus.values():
        assert "-" not in (found[0], found[-1]) and ("-", "-") not in pairwise(found)


def test_each_menu_fits_on_a_small_screen(open_text):
    window = open_text()
    for action in window.window.menuBar().actions():
        assert action.menu().sizeHint().height() <= 768 - 30, action.text()


def test_a_command_that_the_order_does_not_name_has_a_place_in_its_menu():
    here = Command("view.new", "New", lambda desk: None, menu="View")
    known = Command("view.theme.dark", "Theme: dark", lambda desk: None, menu="View")
    assert grouped("View", (known, here)) == [[here], [known]]
    assert grouped("Odd", (here,)) == [[here]]


def test_what_cannot_be_done_is_disabled(open_text):
    window = open_text()
    entries = menu_entries(window)
    edit = next(a.menu() for a in window.window.menuBar().actions() if a.text() == "&Edit")
    edit.aboutToShow.emit()
    assert not entries["undo"][1].isEnabled() and not entries["remove"][1].isEnabled()
    window.press("p")
    edit.aboutToShow.emit()
    assert entries["undo"][1].isEnabled() and entries["remove"][1].isEnabled()


def ticked(window) -> set[str]:
    """The ids of what has a tick in the menus, once all have been opened."""
    for top in window.window.menuBar().actions():
        top.menu().aboutToShow.emit()
    return {name for name, (_, action) in menu_entries(window).items() if action.isCheckable() and action.isChecked()}


def test_what_is_on_has_a_tick_in_its_menu(open_text):
    window = open_text()
    window.bench.surface.change_setting("theme", "light")
    first = ticked(window)
    assert {"view.panel", "view.suggestions", "view.theme.light"} <= first and "view.full-screen" not in first
    window.press("F9 F8 F11 Shift+T p q p")
    now = ticked(window)
    assert {"view.full-screen", "view.hide.PER", "hold.PER"} <= now
    assert not {"view.panel", "view.suggestions"} & now
    window.press("F11 Esc c Shift+V f")
    assert "claim.verdict.false" in ticked(window) and "claim.verdict.true" not in ticked(window)
    menu_entries(window)["view.theme.dark"][1].trigger()
    window.until(lambda: "view.theme.dark" in ticked(window))
    assert "view.theme.light" not in ticked(window)


def test_a_menu_entry_does_what_its_key_does(open_text):
    window = open_text()
    menu_entries(window)["tag.PER"][1].trigger()
    assert window.mentions() == [("PER", "Ada")]


def test_the_key_sheet_says_all_live_keys_and_nothing_else(open_text):
    window = open_text()
    said = set()
    for group in groups(window.bench.commands, window.bench.keymap):
        for row in group.rows:
            if row.then:
                said |= {(f"{row.keys[0]} {key}", f"{row.title}: {what}") for key, what in row.then}
            else:
                said |= {(key, row.title) for key in row.keys}
    wanted = {(key, c.title) for c in window.bench.commands for key in window.bench.keymap.keys_of(c.id)}
    assert said == wanted


def test_the_key_sheet_begins_with_types_and_names_their_letters_together(open_text):
    window = open_text()
    found = groups(window.bench.commands, window.bench.keymap)
    tag, suggestions = found[0], found[1]
    assert tag.title == "Tag" and tag.rows[0].title == "Tag as Person" and suggestions.title == "Suggestions"
    rows = {row.title: row for group in found for row in group.rows}
    assert rows["Hide or show"].words == "Hide or show: a type's letter, c Claims, u Highlights"
    assert "t True" in rows["Verdict"].words


def test_question_mark_opens_the_sheet_and_escape_closes_it(open_text):
    window = open_text()
    window.press("?")
    sheet = window.window.sheet
    assert sheet.isVisible() and sheet.hasFocus()
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Tag as Person", "Find", "On a claim's card"} <= words
    window.press("p Down PgDn")
    assert window.on_disk() == [] and not window.bench.session.annotations.annotations
    window.press("Esc")
    assert not sheet.isVisible() and window.window.page_has_focus


def test_the_words_of_one_subject_stand_in_line_on_the_key_sheet(open_text):
    window = open_text()
    window.press("?")
    window.qtbot.wait(1)
    labels = window.window.sheet.findChildren(QLabel)
    lefts = {words: {label.x() for label in labels if label.text() == words} for words in ("Redo", "Find")}
    assert lefts["Find"] and lefts["Find"] <= lefts["Redo"]


def shown_rows(window) -> list[str]:
    return [row.words for row in window.window.sheet.rows]


def test_what_is_typed_narrows_the_key_sheet_by_words_and_by_key(open_text):
    window = open_text()
    window.press("?")
    every = shown_rows(window)
    window.type("zoom in")
    assert shown_rows(window) == ["Zoom in"]
    labels = window.window.sheet.view.widget().findChildren(QLabel)
    assert [label.text() for label in labels if label.isVisible()] == ["View", "Zoom in"]
    window.press("Ctrl+A Backspace")
    assert shown_rows(window) == every
    window.type("c")
    assert shown_rows(window)[0] == "Claim" and "Copy the row · On a claim's card" not in shown_rows(window)
    assert window.window.sheet.view.verticalScrollBar().value() == 0
    window.press("Backspace")
    window.type("shift+t")
    assert shown_rows(window)[0] == "Hide or show: a type's letter, c Claims, u Highlights"
    assert "Show all types" in shown_rows(window) and "Zoom in" not in shown_rows(window)
    window.press("Ctrl+A Delete")
    window.type("no such thing")
    assert shown_rows(window) == []
    window.press("Esc")
    assert window.window.page_has_focus and not window.on_disk()
    window.press("?")
    assert shown_rows(window) == every  # what was sought last time is in nobody's way


def test_a_key_of_a_card_says_where_it_holds(open_text):
    window = open_text()
    window.press("?")
    window.type("o")
    shown = shown_rows(window)
    assert shown[:2] == ["Tag as Organisation", "Retag as Organisation · In a list"]
    assert "Open the address in the browser · On a claim's card" in shown


def test_a_row_that_two_subjects_have_stands_under_both_of_their_titles(open_text):
    window = open_text()
    window.press("?")
    for typed in ("", "content"):
        window.type(typed)
        labels = window.window.sheet.view.widget().findChildren(QLabel)
        shown = [label.text() for label in labels if label.text().startswith("Content: ")]
        assert len(shown) == sum(words.startswith("Content: ") for words in shown_rows(window)) == 2
