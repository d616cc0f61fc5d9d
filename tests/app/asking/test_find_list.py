"""The find bar's options, its list of all matches, and long articles."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

import reader.app.asking.looking as looking
import reader.app.surface.finding as finding

STORY = "kim came. The kimono of Kim was red. KIM left.\nThen kim slept.\n"


def count(window) -> str:
    return window.window.find_bar.count.text()


def find(open_text, words, text=STORY):
    window = open_text(text)
    window.press("/")
    window.type(words)
    return window


def test_match_case_and_whole_words_by_key(open_text):
    window = find(open_text, "kim")
    assert count(window) == "1 of 5"
    window.press("Alt+W")
    assert count(window) == "1 of 4" and window.window.find_bar.words.is_on
    window.press("Alt+C")
    assert count(window) == "1 of 2" and window.window.find_bar.case.is_on
    window.press("Alt+W Down")
    assert count(window) == "2 of 3" and window.selected() == "kim"
    window.press("Alt+C")
    assert count(window) == "1 of 5"
    assert window.window.find_bar.field.hasFocus()


def test_options_by_mouse_and_kept_for_the_next_time(open_text):
    window = find(open_text, "kim")
    bar = window.window.find_bar
    QTest.mouseClick(bar.words, Qt.MouseButton.LeftButton)
    assert count(window) == "1 of 4" and bar.field.hasFocus()
    QTest.mouseClick(bar.case, Qt.MouseButton.LeftButton)
    assert count(window) == "1 of 2"
    window.press("Esc /")
    assert count(window) == "1 of 2" and bar.words.is_on and bar.case.is_on


def test_f3_goes_on_by_the_options(open_text):
    window = find(open_text, "kim")
    window.press("Alt+W Enter F3 F3 F3 F3")
    assert window.bench.desk.selected().start == 0
    assert window.bench.desk.find.whole_words


def test_the_chosen_matches_are_tagged_by_one_key(open_text):
    window = find(open_text, "kim")
    window.press("Tab")
    assert window.window.review.view.hasFocus() and window.window.status.place == "0 of 5 chosen"
    window.press("Space Down Space Space Down Space p")
    assert window.mentions() == [("PER", "kim"), ("PER", "Kim")]
    assert [e.name for e in window.bench.session.annotations.entities.values()] == ["kim"]
    assert window.window.page_has_focus and not window.window.find_bar.isVisible()
    window.press("Ctrl+Z")
    assert window.mentions() == []
    assert window.window.status.place == "Undone: Tag 2 mentions of kim."


def test_to_the_entity_of_that_name_and_type(open_text):
    window = open_text(STORY)
    window.press("p /")
    window.type("kim")
    window.press("Ctrl+Enter End Space p")
    assert len(window.mentions()) == 2 and len(window.bench.session.annotations.entities) == 1


def test_to_an_entity_that_is_picked(open_text):
    window = open_text("Ada came. The countess left, and the countess slept.\n")
    window.press("p /")
    window.type("countess")
    window.press("Tab Shift+Space =")
    window.type("ada")
    window.press("Enter")
    assert sorted(window.mentions()) == [("PER", "Ada"), ("PER", "countess"), ("PER", "countess")]
    assert len(window.bench.session.annotations.entities) == 1


def test_to_a_new_entity_that_is_named(open_text):
    window = find(open_text, "kim")
    window.press("Tab Space =")
    window.type("Kim Jong Un")
    window.press("Enter")
    window.press("p")
    assert [e.name for e in window.bench.session.annotations.entities.values()] == ["Kim Jong Un"]


def test_with_none_chosen_enter_goes_there_and_letters_say_so(open_text):
    window = find(open_text, "kim")
    window.press("Tab p")
    assert "Nothing is chosen" in window.window.status.place and window.mentions() == []
    window.press("Down Down Enter")
    assert window.window.page_has_focus and window.selected() == "Kim"
    window.press("p")
    assert window.mentions() == [("PER", "Kim")]


def test_escape_goes_back_to_the_bar_and_then_to_where_one_was(open_text):
    window = open_text(STORY)
    window.go_to("Then")
    caret = window.bench.desk.caret
    window.press("/")
    window.type("kim")
    window.press("Tab Down Down Esc")
    bar = window.window.find_bar
    assert bar.field.hasFocus() and bar.isEnabled() and count(window) == "5 of 5"
    window.press("Esc")
    assert window.window.page_has_focus and window.bench.desk.page.selection() == (caret, caret)


def test_the_list_from_the_page_and_by_mouse(open_text):
    window = find(open_text, "kim")
    window.press("Enter Ctrl+Shift+F")
    assert len(window.bench.desk.mode.hits) == 5
    window.press("Esc")
    assert window.window.page_has_focus and window.bench.desk.mode is None
    window.press("/")
    QTest.mouseClick(window.window.find_bar.all, Qt.MouseButton.LeftButton)
    assert len(window.bench.desk.mode.hits) == 5


def test_without_a_match_the_list_says_so(open_text):
    window = find(open_text, "zebra")
    window.press("Tab")
    assert window.window.status.place == "“zebra” is not in this article."
    assert window.window.find_bar.field.hasFocus()


def test_what_is_tagged_says_so_in_the_list(open_text):
    window = open_text(STORY)
    window.press("o /")
    window.type("kim")
    window.press("Tab")
    assert window.bench.desk.mode.hits[0].taken == "Organisation: kim"


@pytest.fixture
def slow(monkeypatch):
    """Every look waits until it is let go."""
    monkeypatch.setattr(finding, "AT_ONCE_CP", 10)
    gate = threading.Event()
    real = looking.matches

    def matches(*args, **kwargs):
        gate.wait(10)
        yield from real(*args, **kwargs)

    monkeypatch.setattr(looking, "matches", matches)
    yield gate
    gate.set()


def test_the_window_stays_live_while_a_long_article_is_looked_through(open_text, slow):
    window = open_text(STORY)
    window.press("/")
    ticks = []
    timer = QTimer(window.window)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(1)
    window.type("kim")
    assert count(window) == "Looking ..."
    window.until(lambda: len(ticks) > 5)
    assert count(window) == "Looking ..." and window.window.find_bar.field.text() == "kim"
    slow.set()
    window.until(lambda: count(window) == "1 of 5")
    timer.stop()


def test_enter_waits_for_the_match_that_it_selects(open_text, slow):
    window = open_text(STORY)
    window.press("/")
    window.type("red")
    threading.Timer(0.05, slow.set).start()
    window.press("Enter p")
    assert window.mentions() == [("PER", "red")]


def test_what_is_typed_on_stops_the_look_before(open_text, slow):
    window = open_text(STORY)
    window.press("/")
    window.type("ki")
    before = window.bench.surface._looking
    window.type("mo")
    assert before._stopped and window.bench.surface._looking is not before
    slow.set()
    window.until(lambda: count(window) == "1 of 1")
    assert window.bench.desk.find.query == "kimo"


def test_escape_stops_the_look(open_text, slow, qtbot):
    window = open_text(STORY)
    window.press("/")
    window.type("kim")
    window.press("Esc")
    slow.set()
    qtbot.wait(30)
    assert window.bench.desk.find.hits == () and window.bench.desk.page.selection() == (0, 0)


def test_more_matches_than_anybody_looks_through_are_cut(open_text, monkeypatch):
    monkeypatch.setattr(looking, "MOST_HITS", 3)
    window = find(open_text, "kim")
    assert count(window) == "1 of 3 and more"


def test_another_article_in_the_window_takes_list_and_bar_away(open_text, folders):
    from reader.app.article.opening import Reading

    window = find(open_text, "kim")
    window.press("Tab")
    path = window.bench.session.article.path
    reading = Reading.of(path, folders)
    reading.thread.join(10)
    window.bench.open(reading)
    assert window.bench.desk.mode is None and window.window.page_has_focus
    assert not window.window.review.isVisible() and not window.window.find_bar.isVisible()
    window.press("p")
    assert window.mentions() == [("PER", "kim")]


def test_what_was_current_is_so_no_longer_on_a_match(open_text):
    window = open_text(STORY)
    window.press("p /")
    window.type("kimono")
    assert window.bench.desk.current_annotation() is None
    assert window.window.page._emphasis.outlined is None
