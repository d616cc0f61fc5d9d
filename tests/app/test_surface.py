"""Panel, messages and the ways back to the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from reader.app.panels.card_rows import MentionRow
from reader.app.panels.rows import Tab
from reader.text.spans import Span
from tests.app.conftest import STORY


def tagged(open_text):
    window = open_text()
    for nth in (1, 2):
        window.go_to("Babbage", nth)
        window.press("p")
    window.go_to("London")
    window.press("g")
    window.select("The engine was never built")
    window.press("c")
    window.bench.window.panel.refresh()
    return window


def test_the_panel_lists_entities_and_tabs(open_text):
    window = tagged(open_text)
    panel = window.window.panel
    rows = [(row.type.id, row.name, row.count) for row in panel.entities.rows.rows]
    assert rows == [("PER", "Babbage", 2), ("GPE", "London", 1)]
    assert panel.lists.tab_words == ("Claims 1", "All 4", "Notes 0", "Orphans 0")
    assert [row.words for row in panel.below.rows.rows] == ["The engine was never built"]


def test_the_list_by_keys_sort_mentions_and_back(open_text):
    window = tagged(open_text)
    panel = window.window.panel
    window.press("F6 s")
    assert panel.lists.by_place
    window.press("Enter")
    card = panel.entity_card
    assert card.rows.hasFocus()
    mentions = [row for row in card.rows.rows.rows if isinstance(row, MentionRow)]
    assert mentions[0].words.startswith("to Charles Babbage in London")
    while card.row_id != mentions[1].id:
        window.press("Down")
    window.press("Enter")
    assert window.window.page_has_focus
    assert window.bench.desk.caret == window.text.rindex("Babbage")
    window.press("o")
    assert ("ORG", "Babbage") in window.mentions()


def test_tabs_by_arrow_keys(open_text):
    window = tagged(open_text)
    window.press("F6 F6 Right")
    assert window.window.panel.lists.tab is Tab.ALL
    assert len(window.window.panel.below.rows.rows) == 4
    window.press("Left Esc")
    assert window.window.panel.lists.tab is Tab.CLAIMS and window.window.page_has_focus


def test_enter_in_the_claims_list_opens_the_card(open_text):
    window = tagged(open_text)
    window.press("Ctrl+Home F6 F6 Enter")
    assert window.window.panel.card.hasFocus()
    assert window.bench.desk.current == window.bench.session.annotations.claims[0].id
    window.press("Esc")
    assert window.window.page_has_focus and not window.window.panel.shows_card


def test_enter_on_a_mention_shows_its_entity(open_text):
    window = tagged(open_text)
    window.go_to("London")
    window.press("Enter")
    panel = window.window.panel
    mention = window.bench.desk.current_mention()
    assert panel.entity_card.entity_id == mention.entity and panel.entity_card.row_id == mention.id


def test_orphans_are_listed_with_their_old_words(open_text):
    window = tagged(open_text)
    window.saved()
    window.window.close()
    again = open_text("Nothing of it is left.\n", name="story.txt")
    panel = again.window.panel
    assert panel.lists.tab_words[-1] == "Orphans 4"
    again.press("F6 F6 Left")
    assert panel.lists.tab is Tab.ORPHANS
    assert "“London”" in [row.words for row in panel.below.rows.rows]
    assert all(row.strong for row in panel.below.rows.rows)


def test_the_card_goes_when_its_claim_is_undone(open_text):
    window = tagged(open_text)
    window.press("Enter")
    assert window.window.panel.shows_card
    window.bench.run("undo")
    assert not window.window.panel.shows_card and window.window.page_has_focus


def test_a_card_in_use_stays_when_the_window_gets_too_narrow_for_it(open_text):
    driven = open_text()
    driven.go_to("engine")
    driven.press("c Enter")
    assert driven.window.panel.card.hasFocus()
    driven.bench.set_zoom(200)
    assert driven.window.is_narrow
    assert driven.window.panel.card.isVisible()
    assert driven.window.panel.card.hasFocus()


def test_a_panel_that_nobody_uses_leaves_the_page_alone_when_the_window_gets_narrow(open_text):
    driven = open_text()
    assert driven.window.panel_shown
    driven.bench.set_zoom(200)
    assert not driven.window.panel_shown


def test_in_a_narrow_window_the_panel_lies_over_the_page(open_text, qtbot):
    window = tagged(open_text)
    window.window.window().resize(900, 600)
    qtbot.waitUntil(lambda: not window.window.panel.isVisible())
    width = window.window.page.width()
    window.press("F6")
    assert window.window.panel.isVisible() and window.window.page.width() == width
    window.press("Esc")
    assert not window.window.panel.isVisible() and window.window.page_has_focus
    window.window.window().resize(1280, 800)
    qtbot.waitUntil(lambda: window.window.panel.isVisible())


def picture_of(driven, words: str):
    """What shows of the window where these words stand, and the page's own drawing of them."""
    page, start = driven.window.page, driven.text.index(words)
    boxes = page.rects_of(Span(start, start + len(words)))
    box = QRectF(boxes[0]).united(boxes[-1]).toAlignedRect()
    at = page.viewport().mapTo(driven.window, box.topLeft())
    shown = driven.window.grab(QRect(at, box.size())).toImage()
    return tuple(
        each.convertToFormat(QImage.Format.Format_RGB32) for each in (shown, page.viewport().grab(box).toImage())
    )


@pytest.mark.parametrize(
    ("size", "zoom"), [((800, 600), 100), ((1000, 700), 100), ((1280, 900), 200), ((800, 600), 200)]
)
def test_a_card_lies_below_the_words_it_is_about_where_it_would_hide_them(open_text, size, zoom):
    driven = open_text(("Nothing happens in this paragraph, and it is long. " * 3 + "\n") * 9 + STORY)
    driven.bench.set_zoom(zoom)
    driven.window.window().resize(*size)
    driven.window.want_panel(False)
    driven.go_to("The engine was never")
    scroll = driven.window.page.verticalScrollBar()
    driven.press("c")
    driven.qtbot.wait(50)  # the find bar is gone, and the page as high as before
    before = scroll.value()
    bare = picture_of(driven, "from Turin. The")
    assert bare[0] == bare[1]
    driven.press("Enter")
    card = driven.window.panel.card
    driven.until(lambda: card.hasFocus() and driven.window._below)
    shown, drawn = picture_of(driven, "from Turin. The")
    assert shown == drawn and shown.size() == bare[0].size()
    driven.press("Esc Esc")
    driven.until(lambda: not driven.window.panel_shown)
    assert driven.window.page_has_focus and scroll.value() == before


def test_a_panel_that_hides_no_words_stays_at_the_side(open_text):
    driven = open_text()
    driven.bench.surface.change_setting("line_width", 45)
    driven.window.window().resize(1080, 700)
    driven.press("p Enter")
    panel, page = driven.window.panel, driven.window.page
    driven.until(lambda: panel.isVisible())
    assert panel.height() == page.height() and page.width() > panel.x() >= page.words_end_at(page.width())


def test_the_status_line_names_seven_keys_at_most(open_text):
    window = tagged(open_text)
    for keys in ("Ctrl+Home", "j", "j", "j", "Enter", "Esc", "/"):
        window.press(keys)
        hints = window.window.status.caps.hints
        assert 0 < len(hints) <= 7
        assert all(hint.keys for hint in hints)


def test_every_control_has_a_name(open_text):
    from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit

    window = tagged(open_text)
    window.press("Enter")
    for kind in (QAbstractButton, QAbstractScrollArea, QLineEdit):
        for control in window.window.findChildren(kind):
            if control.isVisible() and control.focusPolicy() != 0:
                text = control.text() if hasattr(control, "text") else ""
                assert control.accessibleName() or text, control
    assert window.window.page.accessibleName()
