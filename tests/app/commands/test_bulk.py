"""All mentions of an entity at once, by keys."""

from __future__ import annotations

from reader.annotations.collection import Change
from reader.annotations.model import Entity

STORY = "Kim met Ada. Kim left. Ada saw Kim.\n"


def tagged(open_text):
    window = open_text(STORY)
    for nth in (1, 2, 3):
        window.go_to("Kim", nth)
        window.press("p")
    window.go_to("Ada")
    window.press("p")
    window.go_to("Kim", 2)
    return window


def test_removes_all_mentions_as_one_step(open_text):
    window = tagged(open_text)
    window.press("Shift+Delete")
    assert window.mentions() == [("PER", "Ada")]
    assert window.window.status.place == "Done: Remove 3 mentions of Kim."
    window.press("Ctrl+Z")
    assert len(window.mentions()) == 4
    assert window.window.status.place == "Undone: Remove 3 mentions of Kim."


def test_retags_all_mentions_as_one_step(open_text):
    window = tagged(open_text)
    window.press("Shift+G o")
    assert sorted(window.mentions()) == [("ORG", "Kim")] * 3 + [("PER", "Ada")]
    assert window.window.status.place == "Done: Retag 3 mentions of Kim as Organisation."
    assert len(window.bench.session.annotations.entities) == 2
    window.press("Ctrl+Z")
    assert sorted(window.mentions()) == [("PER", "Ada")] + [("PER", "Kim")] * 3


def test_by_mouse_in_the_menu(open_text):
    window = tagged(open_text)
    actions = {a.data(): a for m in window.window.menuBar().actions() for a in m.menu().actions()}
    actions["entity.remove"].trigger()
    assert window.mentions() == [("PER", "Ada")]


def test_where_no_mention_is_current_nothing_happens(open_text):
    window = tagged(open_text)
    window.go_to("met")
    window.press("Shift+Delete")
    assert "no mention here" in window.window.status.place
    window.press("Shift+G o")
    assert "no mention here" in window.window.status.place and len(window.mentions()) == 4


def test_two_entities_of_that_name_and_type_are_asked_about(open_text):
    window = tagged(open_text)
    twins = [Entity(f"urn:uuid:0197c4a0-7a10-7000-8000-0000000000e{n}", "ORG", "Kim") for n in (1, 2)]
    window.bench.session.apply(Change("Twins", (), tuple((e.id, e) for e in twins)))
    window.press("Shift+G o")
    assert window.window.picker.isVisible()
    window.press("2")
    assert len(window.bench.session.annotations.mentions_by_entity[twins[1].id]) == 3
