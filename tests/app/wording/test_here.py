"""The menu of what is here, by mouse and by key: what it lists, and that what it lists is done."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from reader.annotations.tagset_file import default_tagset
from reader.app.commands import commands_for
from reader.app.wording import here
from reader.text.spans import Span
from tests.app.mouse import Mouse

STORY = (
    "Ada Lovelace wrote to Charles Babbage in London. She said that the engine weaves patterns.\n"
    "Babbage answered from Turin. The engine was never built.\n"
)

COPYING = ["Copy with the source", "Copy with the source as Markdown"]


def menu_of(window) -> QMenu:
    menu = window.bench.surface._menu
    assert menu is not None
    return menu


def titles(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]


def right_click(window, words: str) -> QMenu:
    page = window.window.page
    point = Mouse(page).over(window.text.index(words) + 1).toPoint()
    spot = page.viewport().mapToGlobal(point)
    QApplication.sendEvent(page.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, spot))
    return menu_of(window)


def close(window) -> None:
    menu_of(window).close()
    window.until(lambda: window.bench.surface._menu is None)


def inner(menu: QMenu, title: str) -> QMenu:
    return next(action.menu() for action in menu.actions() if action.text() == title)


def tag(window, words: str, key: str) -> None:
    window.select(words)
    window.press(key)


def test_on_bare_words_one_can_tag_them(open_text):
    window = open_text(STORY)
    menu = right_click(window, "Turin")
    assert titles(menu) == ["“Turin”", "Tag as", "Claim", "Plain highlight", *COPYING]
    types = inner(menu, "Tag as")
    assert titles(types)[0] == "Person" and len(titles(types)) == 12
    next(action for action in types.actions() if action.data() == "tag.GPE").trigger()
    assert window.mentions() == [("GPE", "Turin")]


def test_what_is_under_the_mouse_becomes_current_first(open_text):
    window = open_text(STORY)
    tag(window, "Babbage", "p")
    window.press("Ctrl+End")
    menu = right_click(window, "Babbage")
    mention = next(iter(window.bench.session.annotations))
    assert window.bench.desk.current == mention.id
    assert "Person" not in titles(inner(menu, "Retag as"))
    assert {"Card of the entity", "Note", "Remove the annotation", "Undo"} <= set(titles(menu))
    next(action for action in menu.actions() if action.data() == "remove").trigger()
    assert window.mentions() == []


def test_a_right_click_inside_the_selection_keeps_it_and_one_outside_does_not(open_text):
    window = open_text(STORY)
    window.select("the engine weaves patterns")
    right_click(window, "weaves")
    assert window.selected() == "the engine weaves patterns"
    close(window)
    right_click(window, "Turin")
    assert window.selected() == ""
    assert window.bench.desk.caret == window.text.index("Turin") + 1


def test_a_claim_has_its_verdicts(open_text):
    window = open_text(STORY)
    tag(window, "The engine was never built", "c")
    menu = right_click(window, "never")
    assert "Add the selection to the claim" not in titles(menu) and "Card of the claim" in titles(menu)
    next(action for action in inner(menu, "Verdict").actions() if action.data() == "claim.verdict.false").trigger()
    assert window.claims()[0]["claim"]["verdict"] == "false"


def test_it_opens_by_key_at_the_caret_and_is_used_by_keys(open_text):
    window = open_text(STORY)
    window.go_to("Turin")
    for keys in ("Shift+F10", "Menu"):
        window.press(keys)
        menu = menu_of(window)
        page = window.window.page
        line = page.viewport().mapToGlobal(page.caret_rect().toRect().bottomLeft())
        assert abs(menu.pos().y() - line.y()) < 8 and abs(menu.pos().x() - line.x()) < 8
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        window.until(lambda: window.bench.surface._menu is None)
        assert window.window.page_has_focus
    window.press("Menu")
    menu = menu_of(window)
    menu.setActiveAction(next(action for action in menu.actions() if action.data() == "highlight"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert len(window.saved()) == 1
    assert window.bench.session.history.undo_label == "Highlight"


def test_a_read_only_file_offers_nothing_that_changes_it(open_text):
    newer = '{"@context":["http://www.w3.org/ns/anno.jsonld"],"type":"AnnotationCollection","formatVersion":"9.0"}'
    window = open_text(STORY, sidecar=newer)
    page = window.window.page
    point = Mouse(page).over(window.text.index("Turin")).toPoint()
    spot = page.viewport().mapToGlobal(point)
    QApplication.sendEvent(page.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, spot))
    menu = window.bench.surface._menu
    offered = titles(menu) if menu is not None else []
    assert not {"Tag as", "Claim", "Plain highlight", "Remove the annotation"} & set(offered)


def test_every_command_it_can_list_exists():
    known = {command.id for command in commands_for(default_tagset())}
    for ids in (here.MENTION, here.CLAIM, here.SUGGESTED, here.HISTORY):
        assert known.issuperset(ids), set(ids) - known


def test_a_right_click_beside_the_words_moves_nothing(open_text):
    window = open_text(STORY)
    window.select("Turin")
    page = window.window.page
    point = QPoint(30, page.viewport().height() - 20)
    spot = page.viewport().mapToGlobal(point)
    QApplication.sendEvent(page.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, spot))
    assert window.selected() == "Turin"
    assert titles(menu_of(window))[0] == "“Turin”"


def test_a_suggestion_can_be_accepted_rejected_and_taken_as_another_type(open_text):
    window = open_text(STORY + "London again, and Turin.\n")
    tag(window, "Turin", "g")
    at = window.text.rindex("Turin")
    page = window.window.page
    window.until(lambda: bool(page.suggested_on(Span(at, at + 1))))
    point = Mouse(page).over(at + 1).toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, page.viewport().mapToGlobal(point))
    QApplication.sendEvent(page.viewport(), event)
    menu = menu_of(window)
    assert titles(menu)[0].startswith("Suggested: Country/state/city")
    assert titles(menu).count("Reject the suggestion") == 1
    assert "Copy with the source" in titles(menu)
    next(action for action in inner(menu, "Accept as").actions() if action.data() == "tag.LOC").trigger()
    assert window.mentions() == [("GPE", "Turin"), ("LOC", "Turin")]


def test_a_row_of_a_list_has_a_menu_too(open_text):
    window = open_text(STORY)
    tag(window, "Babbage", "p")
    tag(window, "London", "g")
    panel = window.window.panel
    panel.refresh()
    rows = panel.entities
    place = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mousePress(rows.viewport(), Qt.MouseButton.RightButton, pos=place)
    spot = rows.viewport().mapToGlobal(place)
    QApplication.sendEvent(rows.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, spot))
    assert rows.hasFocus() and rows.currentIndex().row() == 1
    offered = [action.data() for action in menu_of(window).actions()]
    assert "list.open" in offered and "list.next" not in offered
    close(window)
    window.press("Shift+F10")
    assert [action.data() for action in menu_of(window).actions()] == offered
    close(window)
    assert rows.hasFocus()


def test_a_text_field_keeps_its_own_menu(open_text):
    window = open_text(STORY)
    window.press("/ Menu")
    assert window.bench.surface._menu is None
    assert window.bench.context() == "find"
