"""The right margin: chip and notes beside their lines, in the window as a person uses it."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.app.mouse import Mouse

STORY = (
    "Ada Lovelace wrote to Charles Babbage in London, and London was far away for him then.\n"
    "Babbage answered from Turin, where he had gone. The engine was never built.\n"
    "Lovelace died in 1852.\n"
)
LONG = "Which of the two is meant here, the city or the government? Ask the desk before this goes out, and soon."


def noted(open_text, *notes: tuple[str, str]):
    window = open_text(STORY)
    for words, note in notes:
        window.go_to(words)
        window.press("g t")
        window.type(note)
        window.press("Enter")
    settle(window)
    return window


def settle(window) -> None:
    window.until(lambda: not window.bench.follow._chip_soon.isActive())


def margin(window):
    return window.window.page._beside.margin


def test_the_chip_stands_beside_the_current_mention_and_says_what_it_is(open_text):
    window = open_text(STORY)
    for nth in (1, 2):
        window.go_to("London", nth)
        window.press("g")
    settle(window)
    chip, notes = margin(window).boxes
    assert chip is not None and not notes
    assert (chip.chip.told.title, chip.chip.told.lines) == ("London", ("mention 2 of 2 · name",))
    assert chip.chip.hints and all(hint.keys for hint in chip.chip.hints)
    line = window.window.page.baseline_of(window.text.rindex("London"))
    assert chip.rect.top() < line < chip.rect.bottom()
    image = window.window.grab().toImage()
    place = margin(window).mapTo(window.window, chip.rect.topLeft().toPoint())
    accent = QColor(window.window.look.theme.accent)
    assert image.pixelColor(place.x() + round(chip.rect.width() / 2), place.y() + 1) == accent
    window.go_to("Turin")
    settle(window)
    assert margin(window).boxes[0] is None


def test_notes_stand_beside_their_lines_and_make_way_for_each_other(open_text):
    window = noted(open_text, ("London", LONG), ("Charles", "Short."), ("Turin", "Next."))
    _, notes = margin(window).boxes
    page = window.window.page
    assert [n.words for n in notes] == ["Short.", LONG, "Next."]
    assert notes[0].rect.top() < page.baseline_of(window.text.index("Charles")) < notes[0].rect.bottom()
    for before, after in itertools.pairwise(notes):
        assert after.rect.top() >= before.rect.bottom() + 8
    assert LONG in margin(window).accessibleDescription()


def test_a_click_on_a_note_goes_to_its_words_and_two_change_it(open_text):
    window = noted(open_text, ("London", "One."), ("Turin", "Two."))
    window.press("Ctrl+Home")
    note = margin(window).boxes[1][1]
    QTest.mouseClick(margin(window), Qt.MouseButton.LeftButton, pos=note.rect.center().toPoint())
    assert window.bench.desk.caret == window.text.index("Turin")
    assert window.bench.desk.current == note.id
    QTest.mouseDClick(margin(window), Qt.MouseButton.LeftButton, pos=note.rect.center().toPoint())
    assert window.window.is_open("note")
    window.press("Ctrl+A")
    window.type("Changed.")
    window.press("Enter")
    assert "Changed." in [b.get("value") for item in window.saved() for b in item["body"]]


def test_where_there_is_no_room_the_status_line_says_it(open_text):
    window = open_text(STORY)
    window.go_to("London")
    window.press("g")
    assert "Paragraph 1" in window.window.status.place
    window.window.window().resize(860, 700)
    window.until(lambda: "London" in window.window.status.place)
    assert window.window.status.place == "GPE London · the only mention · name"
    assert not margin(window).isVisible()
    window.window.window().resize(1280, 900)
    window.until(lambda: "Paragraph 1" in window.window.status.place)
    assert margin(window).isVisible()


@pytest.mark.parametrize("size", [(1280, 900), (1000, 640), (900, 700)])
def test_the_margin_never_lies_over_the_words(open_text, size):
    window = noted(open_text, ("London", LONG))
    window.window.window().resize(*size)
    page = window.window.page
    words = page.viewport().mapTo(page, QPoint(round(max(r.right() for r in page.rects_of(_all(window)))), 0))
    assert margin(window).geometry().left() > words.x()
    assert page.horizontalScrollBar().maximum() == 0


def _all(window):
    from reader.text.spans import Span

    return Span(0, len(window.text))


def test_notes_go_along_when_the_page_is_scrolled(open_text):
    window = open_text(STORY + "More words.\n" * 400)
    window.go_to("Turin")
    window.press("g t")
    window.type("Here.")
    window.press("Enter")
    settle(window)
    before = margin(window).boxes[1][0].rect
    window.window.page.verticalScrollBar().setValue(60)
    after = margin(window).boxes[1][0].rect
    assert after == before  # places are the document's
    assert margin(window)._scrolled == 60
    window.window.page.verticalScrollBar().setValue(window.window.page.verticalScrollBar().maximum())
    assert not margin(window).boxes[1]


def test_a_suggestion_has_a_chip_and_a_tip_that_say_what_it_is(open_text):
    window = open_text(STORY)
    window.go_to("London")
    window.press("g")
    window.press("Tab")
    assert window.bench.desk.suggestion is not None
    settle(window)
    chip, _ = margin(window).boxes
    assert chip is not None
    assert chip.chip.told.title == "Suggested"
    assert chip.chip.told.spoken == "Suggested, Country/state/city, from memory, 1 of 1"
    assert chip.chip.told.type.id == "GPE" and any("1 of 1" in line for line in chip.chip.told.lines)
    assert [hint.words for hint in chip.chip.hints][:2] == ["accept", "reject"]
    page = window.window.page
    mouse = Mouse(page)
    mouse.rest(mouse.over(window.text.rindex("London") + 2))
    tip = page._pointing._hover._tip
    window.until(lambda: tip.isVisible())
    assert [told.title for told in tip.told] == ["Suggested"]
    window.press("Enter")
    assert not tip.isVisible()
    assert window.mentions() == [("GPE", "London"), ("GPE", "London")]


def test_in_a_narrow_window_a_sign_says_that_there_is_a_note_and_leads_to_it(open_text):
    window = noted(open_text, ("London", "One."), ("Turin", "Two."))
    page = window.window.page
    QApplication.processEvents()
    assert page.spots == []
    window.window.window().resize(800, 600)
    window.press("Ctrl+Home")
    image = window.window.grab().toImage()
    assert len(page.spots) == 2
    spot = page.spots[1]
    place = page.viewport().mapTo(window.window, spot.rect.center().toPoint())
    around = {image.pixelColor(place.x() + dx, place.y() + dy).name() for dx in range(-5, 6) for dy in range(-6, 7)}
    assert QColor(window.window.look.theme.soft).name() in around
    Mouse(page).click(spot.rect.center())
    assert window.bench.desk.caret == window.text.index("Turin")
    assert window.window.status.place.endswith("Note: Two.")


def test_keys_of_the_chip_that_stand_in_one_row_are_clicked_apart(open_text):
    window = open_text(STORY)
    window.go_to("London")
    window.press("g")
    settle(window)
    margin(window).grab()
    places = {command: rect for rect, command in margin(window)._keys}
    assert places["link"].top() == places["mentions"].top()
    cap = places["mentions"].topLeft() + QPointF(8, 8)
    assert [command for command, rect in places.items() if rect.contains(cap)] == ["mentions"]


def test_a_click_on_a_key_of_the_chip_does_what_the_key_does(open_text):
    window = open_text(STORY)
    window.select("The engine was never built")
    window.press("c")
    settle(window)
    margin(window).grab()
    places = {command: rect for rect, command in margin(window)._keys}
    assert set(places) == {"menu", "annotation.open", "claim.fragment"}
    QTest.mouseClick(margin(window), Qt.MouseButton.LeftButton, pos=places["annotation.open"].center().toPoint())
    assert window.window.panel.card.hasFocus()
    window.press("Esc")
    settle(window)
    margin(window).grab()
    QTest.mouseClick(margin(window), Qt.MouseButton.LeftButton, pos=places["menu"].center().toPoint())
    assert "Verdict" in [action.text() for action in window.bench.surface._menu.actions()]
    window.bench.surface._menu.close()


def test_the_chip_of_a_line_at_the_bottom_is_whole(open_text):
    window = open_text("More words stand here.\n" * 60)
    window.window.window().resize(1280, 500)
    page = window.window.page
    settle(window)
    window.bench.quietly(lambda: window.bench.desk.place_caret(page.visible_span().end - 8))
    window.press("p")
    settle(window)
    chip, _ = margin(window).boxes
    assert chip is not None
    seen = page.verticalScrollBar().value()
    assert chip.rect.bottom() <= seen + margin(window).height() and chip.rect.top() >= seen
