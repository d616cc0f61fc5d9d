"""What must not move while one reads, and what must not be cut off where there is room."""

from __future__ import annotations

from reader.app.keyboard.hint import Hint
from reader.app.look.caps import KeyCaps
from reader.app.window.messages import Message
from reader.session import SaveState

LONG = "\n\n".join(f"Paragraph {n} is about Ada Lovelace and the engine that was never built." for n in range(80))


def test_a_message_that_comes_and_goes_leaves_the_words_where_they_are(open_text):
    window = open_text(LONG)
    page = window.window.page
    page.verticalScrollBar().setValue(600)

    def line_on_screen() -> int:
        top = page.viewport().mapTo(window.window, page.viewport().rect().topLeft()).y()
        return top - page.verticalScrollBar().value()

    before = line_on_screen()
    window.bench.window.bar.show_message(Message("All is well."))
    window.qtbot.wait(20)
    assert window.window.bar.isVisible() and page.viewport().y() >= 0
    assert line_on_screen() == before
    window.window.bar.show_message(None)
    window.qtbot.wait(20)
    assert line_on_screen() == before


def test_the_place_in_the_status_line_stays_where_it_is_while_saving(open_text):
    window = open_text()
    status = window.window.status
    places = set()
    for state in (SaveState.SAVED, SaveState.SAVING, SaveState.SAVED):
        status.set_state(state)
        status.layout().activate()
        places.add(status._place.x())
    assert len(places) == 1


def test_keys_take_no_more_room_than_they_need_and_end_at_the_edge(open_text):
    window = open_text()
    caps = KeyCaps(window.window.look)
    hints = [Hint((key,), f"a word for {key}") for key in "pogcu"]
    caps.set_hints(hints)
    whole = caps.sizeHint().width()
    caps.most = whole - 10
    assert caps.sizeHint().width() < whole - 10
    caps.resize(caps.sizeHint())
    caps.grab()
    assert [key for _, key in caps._places] == ["p", "o", "g", "u"]
    assert abs(caps._places[-1][0].right() - caps.width()) <= 2


def test_the_chip_of_a_word_at_the_foot_of_the_page_can_be_read_whole(open_text):
    window = open_text(LONG)
    window.window.window().resize(1280, 900)
    page = window.window.page
    place = page.visible_span().end - 3
    window.bench.quietly(lambda: window.bench.desk.place_caret(window.text.rindex("Lovelace", 0, place)))
    window.press("p")
    window.until(lambda: not window.bench.follow._chip_soon.isActive())
    chip, _ = page._beside.margin.boxes
    assert chip is not None
    shown = page.verticalScrollBar().value()
    assert shown <= chip.rect.top() and chip.rect.bottom() <= shown + page._beside.margin.height()
