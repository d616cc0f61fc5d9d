"""`=`: says which entity is meant."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

STORY = "Kim Jong Un met Ada. Kim left. The leader saw Pyongyang.\n"


def tagged(open_text):
    window = open_text(STORY)
    window.select("Kim Jong Un")
    window.press("p")
    window.go_to("Ada")
    window.press("p")
    window.go_to("Pyongyang")
    window.press("g")
    return window


def words(window) -> list[str]:
    return [choice.words for choice in window.window.picker.rows]


def names(window) -> list[tuple[str, str]]:
    """(words, name of the entity) of the mentions as saved."""
    window.saved()
    annotations, text = window.bench.session.annotations, window.text
    return [(m.spans[0].of(text), annotations.entities[m.entity].name) for m in annotations.in_reading_order]


def test_a_mention_is_linked_with_two_keys(open_text):
    window = tagged(open_text)
    window.go_to("Kim", 2)
    window.press("p =")
    assert words(window) == ["Ada", "Kim Jong Un", "Pyongyang"]  # its own type first, the latest first
    window.press("2")
    assert ("Kim", "Kim Jong Un") in names(window)
    assert "Kim" not in {e.name for e in window.bench.session.annotations.entities.values()}
    assert window.window.page_has_focus
    window.press("Ctrl+Z")
    assert window.window.status.place == "Undone: Link to Kim Jong Un." and ("Kim", "Kim") in names(window)


def test_linking_to_another_type_takes_its_type_on(open_text):
    window = tagged(open_text)
    window.go_to("Ada")
    window.press("=")
    window.type("pyong")
    window.press("Enter")
    assert ("GPE", "Ada") in window.mentions() and ("Ada", "Pyongyang") in names(window)


def test_a_selection_is_tagged_as_one_of_an_entity(open_text):
    window = tagged(open_text)
    window.select("The leader")
    window.press("=")
    window.type("kim")
    window.press("Enter")
    assert ("The leader", "Kim Jong Un") in names(window) and ("PER", "The leader") in window.mentions()
    assert window.bench.desk.current_mention() is not None


def test_a_new_entity_from_what_was_typed(open_text):
    window = tagged(open_text)
    window.go_to("Ada")
    window.press("=")
    window.type("Ada Lovelace")
    window.press("Enter")
    assert ("Ada", "Ada Lovelace") in names(window)


def test_a_new_entity_for_a_selection_asks_for_its_type(open_text):
    window = tagged(open_text)
    window.select("The leader")
    window.press("=")
    window.type("Kim Il Sung")
    window.press("Enter")
    window.press("p")
    assert ("The leader", "Kim Il Sung") in names(window) and ("PER", "The leader") in window.mentions()


def test_a_suggestion_is_linked_whole(open_text):
    window = open_text("Kim Jong Un spoke. Kim Jong Un left with Ada.\n")
    window.go_to("Ada")
    window.press("p")
    window.select("Kim Jong Un")
    window.press("p")
    window.until(lambda: window.bench.desk.suggestions.after(0) is not None)
    window.press("Ctrl+Home Tab =")
    window.type("ada")
    window.press("Enter")
    assert ("Kim Jong Un", "Ada") in names(window)


def test_escape_links_nothing(open_text):
    window = tagged(open_text)
    before = names(window)
    window.go_to("Ada")
    window.press("= Esc")
    assert names(window) == before and window.window.page_has_focus


def test_an_alias_finds_it(open_text):
    from dataclasses import replace

    from reader.annotations.collection import Change

    window = tagged(open_text)
    session = window.bench.session
    kim = next(e for e in session.annotations.entities.values() if e.name == "Kim Jong Un")
    session.apply(Change("Alias", (), ((kim.id, replace(kim, aliases=("Rocket Man",))),)))
    window.select("The leader")
    window.press("=")
    window.type("rocket")
    assert words(window)[0] == "Kim Jong Un"


def test_without_any_entity_it_makes_one(open_text):
    window = open_text(STORY)
    window.press("=")
    assert window.window.picker._nothing.isVisible()
    window.type("Kim")
    window.press("Enter 1")
    assert names(window) == [("Kim", "Kim")]


def test_by_mouse(open_text):
    window = tagged(open_text)
    window.go_to("Kim", 2)
    window.press("p =")
    view = window.window.picker._view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    assert ("Kim", "Kim Jong Un") in names(window)
