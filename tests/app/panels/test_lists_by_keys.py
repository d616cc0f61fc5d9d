"""The lists of the panel by real keys and by mouse: narrowed, sorted, and acted upon from their rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.app.panels.rows import Tab
from tests.app.panels.conftest import rows


def all_list(tagged):
    """The list of everything with the focus on its first row."""
    window = tagged()
    window.press("F6 F6 Right")
    lists = window.window.panel.lists
    lists.below.set_place(0)
    assert lists.tab is Tab.ALL
    return window, lists


def test_a_key_begins_the_filter_and_it_narrows_while_one_types(tagged):
    window, lists = all_list(tagged)
    window.press("/")
    assert lists.filter.field.hasFocus()
    window.type("lo")
    assert [row.words for row in rows(lists.below)] == ["Ada Lovelace", "London", "Lovelace"]
    window.type("n")
    assert [row.words for row in rows(lists.below)] == ["London"]
    assert lists.filter.words.text() == "1 of 7 · “lon”"
    assert "1 of 7, “lon”" in lists.below.accessibleName()
    window.press("Enter")
    assert lists.below.hasFocus() and lists.below.current_id == rows(lists.below)[0].id
    window.press("Enter")
    assert window.window.page_has_focus and window.text.startswith("London", window.bench.desk.caret)


def test_escape_empties_the_filter_then_leaves_it_then_the_list(tagged):
    window, lists = all_list(tagged)
    window.press("/")
    window.type("zzz")
    assert rows(lists.below) == [] and lists.empty_words == "Nothing matches: “zzz”. Esc shows all."
    window.press("Esc")
    assert lists.filter.field.text() == "" and lists.filter.field.hasFocus() and len(rows(lists.below)) == 7
    window.press("Esc")
    assert lists.below.hasFocus()
    window.press("Esc")
    assert window.window.page_has_focus


def test_types_and_states_by_sequences(tagged):
    window, lists = all_list(tagged)
    window.press("f p")
    assert lists.filter.words.text() == "5 of 7 · Person"
    window.press("f c")
    assert lists.filter.words.text() == "6 of 7 · Person, Claims"
    window.press("f p Shift+F w")
    assert lists.filter.words.text() == "1 of 7 · Claims · without a verdict"
    window.press("Shift+F v")
    assert lists.filter.words.text() == "0 of 7 · Claims · with a verdict"
    window.press("Esc")
    assert not lists.filter.wanted and lists.below.hasFocus() and len(rows(lists.below)) == 7


def test_by_type_and_by_place(tagged):
    window, lists = all_list(tagged)
    by_place = [row.words for row in rows(lists.below)]
    window.press("s")
    assert lists.filter.order.text() == "by type"
    kinds = [row.type.id for row in rows(lists.below)]
    assert kinds == ["PER"] * 5 + ["GPE", "CLAIM"]
    window.press("s")
    assert [row.words for row in rows(lists.below)] == by_place


def test_delete_removes_the_rows_annotation_and_undo_works_from_the_list(tagged):
    window, lists = all_list(tagged)
    first, second = (row.id for row in rows(lists.below)[:2])
    window.press("Delete")
    window.until(lambda: len(rows(lists.below)) == 6)
    assert lists.below.hasFocus() and lists.below.current_id == second
    assert first not in [item["id"] for item in window.saved()]
    window.press("Ctrl+Z")
    window.until(lambda: len(rows(lists.below)) == 7)
    assert ("PER", "Ada Lovelace") in window.mentions() and lists.below.hasFocus()


def test_a_type_letter_retags_the_rows_mention(tagged):
    window, lists = all_list(tagged)
    window.press("Down o")
    assert window.mentions().count(("ORG", "Babbage")) == 1
    assert lists.below.hasFocus()
    window.press("s End p")
    assert window.window.status.place == "A claim has no type."


def test_a_note_is_written_and_listed_with_its_words(tagged):
    window, lists = all_list(tagged)
    window.press("t")
    window.type("The poet's daughter.")
    window.press("Enter")
    assert lists.below.hasFocus()
    assert window.saved()[0]["body"][-1]["value"] == "The poet's daughter."
    window.press("Right")
    row = rows(lists.below)[0]
    assert lists.tab is Tab.NOTES and (row.words, row.detail) == ("The poet's daughter.", "“Ada Lovelace”")
    window.press("t")
    window.type("Another.")
    window.press("Enter")
    window.until(lambda: rows(lists.below)[0].words == "Another.")
    window.press("Enter")
    assert window.window.page_has_focus and window.bench.desk.caret == 0


def test_keys_on_a_row_of_an_entity_act_on_all_of_it(tagged):
    window = tagged()
    window.press("F6")
    entities = window.window.panel.entities
    assert rows(entities)[0].name == "Babbage"
    window.press("o")
    assert window.mentions().count(("ORG", "Babbage")) == 3
    window.press("Delete")
    assert [words for _, words in window.mentions()] == ["Ada Lovelace", "London", "Lovelace"]
    assert "Babbage" in window.window.status.place
    window.press("Ctrl+Z Ctrl+Z")
    assert window.mentions().count(("PER", "Babbage")) == 3


def test_what_is_hidden_on_the_page_stays_in_the_lists_dim(tagged, qtbot):
    window, lists = all_list(tagged)
    window.press("Esc Shift+T p")
    qtbot.waitUntil(
        lambda: (
            [row.dim for row in rows(lists.below)] == [True] * 3 + [False] * 2 + [True] * 2
            or any(row.dim for row in rows(lists.below))
        )
    )
    assert {row.words for row in rows(lists.below) if row.dim} == {"Ada Lovelace", "Babbage", "Lovelace"}
    assert all("hidden on the page" in row.spoken for row in rows(lists.below) if row.dim)
    window.press("Ctrl+Home")
    assert window.window.status.place.startswith("Hidden: Person (5)")


def test_the_filter_by_mouse(tagged, qtbot):
    window = tagged()
    lists = window.window.panel.lists
    QTest.mouseClick(lists.filter.field, Qt.MouseButton.LeftButton)
    window.type("never")
    assert len(rows(lists.below)) == 1
    QTest.mouseClick(lists.filter.all, Qt.MouseButton.LeftButton)
    assert not lists.filter.wanted
    QTest.mouseClick(lists.filter.order, Qt.MouseButton.LeftButton)
    assert lists.by_type
    from PySide6.QtWidgets import QMenu

    QTest.mouseClick(lists.filter.kinds, Qt.MouseButton.LeftButton)
    menu = lists.filter.findChild(QMenu)
    assert [a.text() for a in menu.actions()][:2] == ["Person", "Organisation"]
    next(a for a in menu.actions() if a.text() == "Claims without a verdict").trigger()
    menu.close()
    assert lists.filter.kinds.text() == "1 chosen" and len(rows(lists.below)) == 1


def test_tab_leads_through_the_panel_in_order(tagged):
    window = tagged()
    lists = window.window.panel.lists
    window.press("F6")
    seen = []
    for _ in range(5):
        seen.append(window.focused())
        window.press("Tab")
    assert seen == [lists.entities, lists.filter.field, lists.filter.kinds, lists.filter.order, lists.below]
    assert all(widget.accessibleName() or widget.text() for widget in seen)


def test_rows_of_a_long_list_are_made_only_when_they_show(open_text, qtbot):
    from reader.annotations.collection import Change
    from reader.annotations.model import Highlight, Placed
    from reader.text.spans import Span

    window = open_text("word " * 4000)
    lists = window.window.panel.lists
    marks = [Highlight(id=f"urn:uuid:{n:08}", fragments=(Placed(Span(5 * n, 5 * n + 4)),)) for n in range(3000)]
    window.bench.session.apply(Change("Many", tuple((m.id, m) for m in marks)))
    window.press("F6 F6 Right")
    qtbot.waitUntil(lambda: len(lists.below.rows.rows) == 3000)
    qtbot.waitUntil(lambda: len(lists.below.rows.rows._made) > 0)
    assert len(lists.below.rows.rows._made) < 200
    window.press("End")
    assert lists.below.current_id == marks[-1].id
    window.press("Delete")
    qtbot.waitUntil(lambda: len(lists.below.rows.rows) == 2999)
    assert lists.below.current_id == marks[-2].id


def test_a_type_that_is_no_claim_is_looked_for_among_all(tagged):
    window = tagged()
    lists = window.window.panel.lists
    window.press("F6 F6 f p")
    assert lists.tab is Tab.ALL and len(rows(lists.below)) == 5 and lists.below.hasFocus()


def test_the_filter_goes_with_the_article_it_belongs_to(tagged):
    window, lists = all_list(tagged)
    window.press("/")
    window.type("lon")
    window.bench.surface.let_go()
    assert not lists.filter.wanted and lists.filter.field.text() == "" and len(rows(lists.below)) == 7


def test_what_a_card_changed_is_in_the_lists_when_they_come_back(tagged):
    window = tagged()
    lists = window.window.panel.lists
    window.press("Ctrl+Home F6 Home Enter")
    window.qtbot.wait(100)  # what was to be listed before is
    window.press("n Ctrl+A")
    window.type("Charles Babbage")
    window.press("Enter Esc")
    window.until(lambda: "Charles Babbage" in [row.name for row in rows(lists.entities)])


def test_in_a_low_window_nothing_is_cut_for_the_sake_of_an_empty_list(open_text, qtbot):
    window = open_text("Ada wrote.\n")
    window.bench.appearance.set_zoom(200)
    window.window.window().resize(800, 560)
    window.press("F6")
    lists = window.window.panel.lists
    qtbot.waitUntil(lambda: lists._empty.isVisible())
    assert lists._empty.height() >= lists._empty.heightForWidth(lists._empty.width())
    assert lists._caps.height() >= lists._caps.sizeHint().height()
