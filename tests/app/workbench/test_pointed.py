"""Everything by mouse, in the window: words, sentences, ends of annotations."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from reader.text.spans import Span
from tests.app.conftest import words_of
from tests.app.mouse import ALT, LEFT, NONE, PLAIN, Mouse

STORY = (
    "Ada Lovelace wrote to Charles Babbage in London. She said that the engine weaves patterns.\n"
    "Babbage answered from Turin. The engine was never built.\n"
)


def hand(window) -> Mouse:
    return Mouse(window.window.page)


def place(window, words: str) -> Span:
    at = window.text.index(words)
    return Span(at, at + len(words))


def test_two_clicks_take_the_word_and_a_key_tags_it(open_text):
    window = open_text(STORY)
    hand(window).double(hand(window).over(window.text.index("Turin") + 2))
    assert window.selected() == "Turin"
    window.press("g")
    assert window.mentions() == [("GPE", "Turin")]


def test_on_a_mention_two_clicks_take_the_mention_and_a_key_retags_it(open_text):
    window = open_text(STORY)
    window.select("Charles Babbage")
    window.press("p")
    window.press("Ctrl+End")
    hand(window).double(hand(window).over(window.text.index("Babbage") + 1))
    assert window.selected() == "Charles Babbage"
    window.press("o")
    assert window.mentions() == [("ORG", "Charles Babbage")]


def test_what_stands_on_the_word_that_was_clicked_twice_is_current(open_text):
    window = open_text(STORY)
    window.select("the engine weaves patterns")
    window.press("c")
    window.press("Ctrl+End")
    hand(window).double(hand(window).over(window.text.index("weaves") + 1))
    assert window.selected() == "weaves"
    claim = window.bench.session.annotations.claims[0]
    assert window.bench.desk.current == claim.id
    window.press("p")  # the word, not the claim, is what a type's letter means
    assert window.mentions() == [("PER", "weaves")]


def test_a_third_click_takes_the_sentence_and_a_fourth_the_paragraph(open_text):
    window = open_text(STORY)
    mouse = hand(window)
    point = mouse.over(window.text.index("engine"))
    mouse.double(point)
    mouse.click(point)
    assert window.selected() == "She said that the engine weaves patterns."
    mouse.click(point)
    assert window.selected() == STORY.splitlines()[0]
    mouse.click(mouse.over(window.text.index("Turin")))
    assert window.selected() == ""


def test_two_clicks_and_a_drag_take_further_words_whole(open_text):
    window = open_text(STORY)
    mouse = hand(window)
    point = mouse.over(window.text.index("Babbage"))
    mouse.click(point)
    mouse._send(QEvent.Type.MouseButtonDblClick, point, LEFT, LEFT, PLAIN)
    mouse.move(mouse.over(window.text.index("London") + 2))
    assert window.selected() == "Babbage in London"
    mouse.move(mouse.over(window.text.index("Charles") + 2))
    assert window.selected() == "Charles Babbage"
    mouse.release(mouse.over(window.text.index("Charles") + 2))
    mouse.move(mouse.over(2), buttons=NONE)
    assert window.selected() == "Charles Babbage"


def tag(window, words: str, key: str) -> Span:
    window.select(words)
    window.press(key)
    return place(window, words)


def test_an_end_is_dragged_by_whole_words_and_undone_in_one_step(open_text):
    window = open_text(STORY)
    span = tag(window, "Babbage in", "p")
    mouse = hand(window)
    mouse.drag(mouse.end_of(span), mouse.over(window.text.index("London") + 4), mouse.over(span.start + 5))
    assert window.mentions() == [("PER", "Babbage")]
    span = place(window, "Babbage")
    mouse.drag(mouse.start_of(span), mouse.over(window.text.index("Charles") + 1))
    assert window.mentions() == [("PER", "Charles Babbage")]
    entity = next(iter(window.bench.session.annotations.entities.values()))
    assert entity.name == "Charles Babbage"
    window.press("Ctrl+Z")
    assert window.mentions() == [("PER", "Babbage")]
    window.press("Ctrl+Z")
    assert window.mentions() == [("PER", "Babbage in")]
    assert window.window.status.place == "Undone: Move an end."


def test_with_alt_an_end_stops_at_any_cluster_but_never_inside_one(open_text):
    text = "He met Jose\N{COMBINING ACUTE ACCENT}phine there.\n"
    window = open_text(text)
    span = tag(window, "met", "p")
    mouse = hand(window)
    for share in (0.1, 0.5, 0.9):
        mouse.drag(mouse.end_of(span), mouse.over(text.index("e\N{COMBINING ACUTE ACCENT}"), share), held=ALT)
        end = window.bench.session.annotations.in_reading_order[0].spans[0].end
        assert text[:end].endswith(("Jos", "Jose\N{COMBINING ACUTE ACCENT}"))
        window.press("Ctrl+Z")


def test_the_page_shows_an_end_while_it_is_dragged_and_esc_puts_it_back(open_text):
    window = open_text(STORY)
    span = tag(window, "Babbage", "p")
    page, mouse = window.window.page, hand(window)
    mouse.drag(mouse.end_of(span), mouse.over(window.text.index("London") + 5), drop=False)
    shown = next(iter(page.annotations)).spans
    assert [s.of(window.text) for s in shown] == ["Babbage in London"]
    assert page.current_span == shown[0]
    assert [a.spans for a in window.bench.session.annotations] == [(span,)]  # nothing is changed yet
    window.press("Esc")
    assert [a.spans for a in page.annotations] == [(span,)]
    mouse.release(mouse.over(window.text.index("London") + 5))
    assert window.mentions() == [("PER", "Babbage")]
    assert window.bench.session.history.undo_label == "Tag Person"


def test_each_fragment_of_a_claim_has_ends_that_never_meet(open_text):
    window = open_text(STORY)
    first = tag(window, "She said", "c")
    window.select("weaves patterns")
    window.press(",")
    second = place(window, "weaves patterns")
    mouse = hand(window)
    mouse.drag(mouse.start_of(second), mouse.over(window.text.index("the engine") + 4))
    assert words_of(window.claims()[0]) == ["She said", "engine weaves patterns"]
    mouse.drag(mouse.start_of(place(window, "engine weaves")), mouse.over(first.start + 1))
    assert words_of(window.claims()[0]) == ["She said", "that the engine weaves patterns"]


def test_in_a_right_to_left_line_the_end_is_on_the_left(open_text):
    text = "שר החוץ ביקר במוסקבה ביום רביעי.\n"
    window = open_text(text)
    span = tag(window, "החוץ", "p")
    mouse = hand(window)
    assert mouse.end_of(span).x() < mouse.start_of(span).x()
    goal = mouse.over(text.index("במוסקבה") + 3)
    assert goal.x() < mouse.end_of(span).x()
    mouse.drag(mouse.end_of(span), goal)
    assert window.mentions() == [("PER", "החוץ ביקר במוסקבה")]


def test_a_click_on_an_end_that_moves_nothing_puts_the_caret_there(open_text):
    window = open_text(STORY)
    span = tag(window, "Babbage", "p")
    mouse = hand(window)
    mouse.click(mouse.start_of(span))
    assert window.bench.desk.caret == span.start
    assert window.bench.session.history.undo_label == "Tag Person"


def test_the_mouse_shows_that_an_end_can_be_dragged(open_text):
    window = open_text(STORY)
    span = tag(window, "Babbage", "p")
    page, mouse = window.window.page, hand(window)
    mouse.rest(mouse.end_of(span))
    assert page.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    mouse.rest(mouse.over(span.start + 3))
    assert page.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_a_file_that_cannot_be_changed_keeps_its_ends(open_text, tmp_path):
    newer = '{"@context":["http://www.w3.org/ns/anno.jsonld"],"type":"AnnotationCollection","formatVersion":"9.0"}'
    window = open_text(STORY, sidecar=newer)
    before = window.sidecar.read_bytes()
    window.window.page.end_dragged.emit("nothing", 0, 0, 4)
    assert window.sidecar.read_bytes() == before


@pytest.mark.parametrize("words", ["Babbage", "London"])
def test_a_drag_still_selects_words_beside_what_is_current(open_text, words):
    window = open_text(STORY)
    tag(window, "Ada", "p")
    mouse = hand(window)
    at = window.text.index(words)
    mouse.drag(mouse.over(at), mouse.over(at + len(words) - 1, 0.9))
    assert window.selected() == words


def test_shift_and_a_click_select_as_far_as_there(open_text):
    window = open_text(STORY)
    window.go_to("Charles")
    mouse = hand(window)
    point = mouse.over(window.text.index("London") + 2)
    mouse.press(point, Qt.KeyboardModifier.ShiftModifier)
    mouse.release(point, Qt.KeyboardModifier.ShiftModifier)
    assert window.selected() == "Charles Babbage in London"
    mouse.click(mouse.over(window.text.index("Turin")))
    assert window.selected() == ""


def test_a_drag_beyond_the_edge_scrolls_on(open_text):
    window = open_text("Words that are many. " * 8 + "\n" + "A line of words.\n" * 200)
    page, mouse = window.window.page, hand(window)
    mouse.press(mouse.over(5))
    below = QPointF(300, page.viewport().height() + 40)
    mouse.move(below)
    window.until(lambda: page.verticalScrollBar().value() > 200)
    mouse.release(below)
    assert len(window.selected()) > 400
    reached = page.verticalScrollBar().value()
    window.qtbot.wait(150)
    assert page.verticalScrollBar().value() == reached
