"""Types that are hidden on the page, by real keys: the page does not draw them, the file keeps them."""

from __future__ import annotations

from PySide6.QtGui import QColor

from reader.app.desk.hidden import hidden_words
from reader.text.spans import Span


def colours_on(window, words: str) -> set[str]:
    """The colours in the picture of the page where these words stand."""
    page = window.window.page
    start = window.text.index(words)
    window.qtbot.wait(30)
    picture = page.viewport().grab().toImage()
    # a claim's line is drawn below the line
    box = page.rects_of(Span(start, start + len(words)))[0].toRect().adjusted(0, 0, 0, 8)
    return {
        QColor(picture.pixel(x, y)).name().upper()
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
    }


def tagged(open_text):
    window = open_text()
    window.press("Ctrl+Home p Right Right Right")
    window.go_to("London")
    window.press("g")
    window.select("The engine was never built")
    window.press("c Ctrl+End")
    return window


def test_a_sequence_hides_a_type_and_shows_it_again(open_text):
    window = tagged(open_text)
    fill = window.window.look.theme.of_type(window.bench.session.tagset.type("PER")).fill
    assert fill in colours_on(window, "Ada")
    window.press("Shift+T p")
    assert fill not in colours_on(window, "Ada")
    assert ("PER", "Ada") in window.mentions()
    assert window.window.status.place == "Person: hidden on the page, kept in the lists."
    window.press("Ctrl+Home")
    assert window.window.status.place.startswith("Hidden: Person")
    window.press("Shift+T p")
    assert fill in colours_on(window, "Ada")
    assert "Hidden" not in window.window.status.place


def test_no_key_acts_on_what_is_hidden(open_text):
    window = tagged(open_text)
    window.press("Shift+T p Ctrl+Home")
    assert window.bench.desk.current_annotation() is None
    window.press("Ctrl+Home j")
    assert window.text[window.bench.desk.caret :].startswith("London")
    window.press("Shift+T g")
    assert window.bench.desk.current_annotation() is None
    window.press("Delete")
    assert len(window.saved()) == 3


def test_claims_and_highlights_have_keys_too_and_all_come_back(open_text):
    window = tagged(open_text)
    line = window.window.look.theme.claim.line
    assert line.upper() in colours_on(window, "The engine was never built")
    window.press("Shift+T c Shift+T u")
    assert line.upper() not in colours_on(window, "The engine was never built")
    assert window.bench.desk.hidden == {"CLAIM", "HIGHLIGHT"}
    window.press("Shift+T Shift+T")
    assert line.upper() in colours_on(window, "The engine was never built")
    assert not window.bench.desk.hidden


def test_a_new_one_of_a_hidden_type_shows_the_type_again(open_text):
    window = tagged(open_text)
    window.press("Shift+T p Shift+T g")
    window.go_to("Turin")
    window.press("p")
    assert window.bench.desk.hidden == {"GPE"}
    assert ("PER", "Turin") in window.mentions()


def test_the_scroll_bar_has_no_notches_of_them(open_text, qtbot):
    window = tagged(open_text)
    bar = window.window.page.verticalScrollBar()
    line = window.window.look.theme.of_type(window.bench.session.tagset.type("GPE")).line

    def marks() -> bool:
        picture = bar.grab().toImage()
        found = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
        return QColor(line).rgb() in found

    qtbot.waitUntil(marks)
    window.press("Shift+T g")
    qtbot.waitUntil(lambda: not marks())


def test_the_theme_can_change_meanwhile(open_text):
    window = tagged(open_text)
    window.press("Shift+T g")
    window.bench.run("view.theme.dark")
    dark = window.window.look.theme.of_type(window.bench.session.tagset.type("GPE")).fill
    assert dark not in colours_on(window, "London")


def test_the_words_name_three_types_at_most(open_text):
    from reader.annotations.tagset_file import default_tagset

    tagset = default_tagset()
    assert hidden_words(tagset, (), None) == ""
    assert hidden_words(tagset, {"CLAIM", "PER"}, 12) == "Hidden: Person, Claims (12)"
    assert hidden_words(tagset, {"CLAIM", "PER", "ORG", "GPE"}, None) == "Hidden: 4 types"


def test_the_menu_ticks_what_is_hidden(open_text):
    window = tagged(open_text)
    view = next(a.menu() for a in window.window.menuBar().actions() if a.text() == "&View")
    inner = next(a.menu() for a in view.actions() if a.menu() and a.menu().title() == "Hide on the page")
    window.press("Shift+T p")
    view.aboutToShow.emit()
    assert [a.data() for a in inner.actions() if a.isChecked()] == ["view.hide.PER"]
    next(a for a in inner.actions() if a.data() == "view.hide.PER").trigger()
    assert not window.bench.desk.hidden
