"""Choosing from a list over the page, by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.app.asking.choice import Choice, Question

FRUIT = ("Apple", "Apricot", "Banana", "Blood orange", "Cherry", "Date", "Elder", "Fig", "Grape", "Hazel", "Iris")


@pytest.fixture
def asked(open_text):
    window = open_text()
    answers = []

    def ask(choices=FRUIT, other=""):
        made = [Choice(name.casefold(), name) if isinstance(name, str) else name for name in choices]
        window.bench.surface.pick(
            Question("Which fruit", made, lambda i, typed: answers.append((i, typed)), other=other)
        )
        return window, answers

    return ask


def words(window) -> list[str]:
    return [choice.words for choice in window.window.picker.rows]


def test_typing_narrows_and_enter_takes_the_best(asked):
    window, answers = asked()
    assert window.window.picker.field.hasFocus()
    window.type("ap")
    assert words(window) == ["Apple", "Apricot", "Grape"]
    assert window.window.status.place == "3 of 11"
    window.press("Down Enter")
    assert answers == [("apricot", "ap")]
    assert not window.window.picker.isVisible() and window.window.page_has_focus


def test_digits_choose_while_nothing_is_typed(asked):
    window, answers = asked()
    window.press("3")
    assert answers == [("banana", "")]


def test_digits_are_typed_where_they_choose_nothing(asked):
    window, answers = asked(("2775 troops", "Other"))
    window.press("7")
    assert window.window.picker.field.text() == "7" and words(window) == ["2775 troops"]
    window.press("2")
    assert not answers and words(window) == []
    window.press("Backspace Backspace 2")
    assert answers == [("other", "")]


def test_the_keys_beside_the_choices_choose_where_the_question_wants_that(asked, open_text):
    window, answers = asked()
    window.press("Esc")
    letters = [Choice("apple", "Apple", keys=("g",)), Choice("grape", "Grape", keys=("Shift+A",))]
    for keyed in (True, False):
        window.bench.surface.pick(Question("Which", letters, lambda i, typed: answers.append((i, typed)), keyed=keyed))
        window.press("g")
    assert answers == [("apple", "")] and words(window)[0] == "Grape"
    window.press("Esc")
    window.bench.surface.pick(Question("Which", letters, lambda i, typed: answers.append((i, typed)), keyed=True))
    window.press("r Shift+A Enter")
    assert answers[1:] == [("grape", "ra")]


def test_escape_changes_nothing(asked):
    window, answers = asked()
    window.type("b")
    window.press("Esc")
    assert answers == [] and not window.window.picker.isVisible() and window.window.page_has_focus


def test_a_last_row_stands_for_what_was_typed(asked):
    window, answers = asked(other="New fruit")
    assert "New fruit" not in " ".join(words(window))
    window.type("kumquat  x")
    assert words(window) == ["New fruit “kumquat x”"]
    window.press("Enter")
    assert answers == [("", "kumquat x")]


def test_the_ends_of_the_list_meet(asked):
    window, answers = asked()
    window.press("Up Enter")
    assert answers == [("iris", "")]


def test_tab_moves_as_the_arrows_do(asked):
    window, answers = asked()
    window.press("Tab Tab Down")
    QTest.keyClick(window.focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    window.press("Enter")
    assert answers == [("banana", "")]


def test_pages_stop_at_the_ends(asked):
    window, answers = asked()
    window.press("PgDn PgDn PgDn Enter")
    assert answers == [("iris", "")]


def test_nothing_matches_is_said_and_enter_does_nothing(asked):
    window, answers = asked()
    window.type("zzz")
    assert window.window.picker._nothing.isVisible() and words(window) == []
    window.press("Enter Down")
    assert answers == [] and window.window.picker.isVisible()


def test_an_empty_list(asked):
    window, answers = asked(())
    assert window.window.picker._nothing.isVisible()
    window.press("1 Enter Esc")
    assert answers == []


def test_by_mouse(asked):
    window, answers = asked()
    view = window.window.picker._view
    at = view.visualRect(view.model().index(4, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert answers == [("cherry", "")] and window.window.page_has_focus


def test_a_click_beside_it_closes_it(asked):
    window, answers = asked()
    QTest.mouseClick(window.window.page.viewport(), Qt.MouseButton.LeftButton)
    assert answers == [] and not window.window.picker.isVisible()


def test_single_letters_are_typed_and_tag_nothing(asked):
    window, _ = asked()
    window.type("pg")
    assert not window.bench.session.annotations.annotations


def test_the_focus_comes_back_to_where_it_was(asked):
    window, answers = asked()
    window.press("Esc F6")
    entities = window.window.panel.entities
    assert entities.hasFocus()
    asked()
    window.press("1")
    assert answers and entities.hasFocus()


def test_a_question_may_follow_a_question(asked):
    window, answers = asked()
    window.press("Esc")
    surface = window.bench.surface
    second = [Choice("x", "X")]
    surface.pick(
        Question(
            "First",
            [Choice("a", "A")],
            lambda *_: surface.pick(Question("Second", second, lambda i, _t: answers.append(i))),
        )
    )
    window.press("1")
    assert window.window.picker.isVisible() and words(window) == ["X"]
    window.press("Enter")
    assert answers == ["x"] and window.window.page_has_focus


def test_a_thousand_rows_are_narrowed_at_once(asked):
    window, _ = asked([f"Person number {n} of some long name or other" for n in range(1000)])
    window.type("per 999")
    assert words(window) == ["Person number 999 of some long name or other"]
    assert window.window.picker.height() < window.window.height()


def test_it_stays_inside_a_small_window(asked, qtbot):
    window, _ = asked()
    window.window.window().resize(500, 340)
    qtbot.waitUntil(lambda: window.window.width() == 500)
    picker, body = window.window.picker, window.window.picker.parentWidget()
    assert body.rect().contains(picker.geometry())
    window.bench.set_zoom(200)
    assert body.rect().contains(picker.geometry())


def test_the_current_row_is_said_to_a_screen_reader(asked, monkeypatch):
    window, _ = asked()
    said = []
    window.window.picker.moved.connect(said.append)
    window.type("ap")
    window.press("Down")
    assert said[-2:] == ["Apple", "Apricot"]


def test_everything_has_a_name(asked):
    window, _ = asked()
    picker = window.window.picker
    assert picker.field.accessibleName() == picker._view.accessibleName() == "Which fruit"
    index = picker._view.model().index(0, 0)
    assert index.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "Apple"


def test_without_a_window_typing_answers(tmp_path):
    from reader.app.replay.headless import Keyboard
    from reader.errors import UserError
    from reader.folders import Folders
    from reader.session import Session, read_article

    (tmp_path / "a.txt").write_text("Ada", encoding="utf-8")
    session = Session(read_article(tmp_path / "a.txt", Folders.under(tmp_path / "home")))
    keyboard, answers = Keyboard(session), []
    choices = [Choice(name.casefold(), name) for name in FRUIT]
    for other, typed in (("", "ban"), ("New", "zz")):
        keyboard.pick(Question("Which", choices, lambda i, t: answers.append((i, t)), other=other))
        keyboard.type(typed)
    keyboard.pick(Question("Which", choices, lambda i, t: answers.append((i, t))))
    keyboard.press("2")
    assert answers == [("banana", "ban"), ("", "zz"), ("apricot", "")]
    keyboard.pick(Question("Which", choices, lambda i, t: answers.append((i, t))))
    with pytest.raises(UserError):
        keyboard.type("zz")
    session.close()
