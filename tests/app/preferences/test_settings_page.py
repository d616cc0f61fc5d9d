"""The settings page: every setting by keys alone and by mouse, shown live, and a way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.app.look.fonts import SYSTEM_SERIF
from reader.settings import OPTIONS, Settings, option, read_settings


def go_to(window, name: str) -> None:
    window.press("Ctrl+Home")
    for _ in range([each.name for each in OPTIONS].index(name)):
        window.press("Down")
    assert window.window.settings.current == name


@pytest.fixture
def window(open_text):
    window = open_text()
    window.press("Ctrl+,")
    return window


def row(window, name: str):
    return next(row for row in window.window.settings.rows if row.known.name == name)


def test_it_opens_and_closes_by_key(window):
    page = window.window.settings
    assert page.isVisible() and page.filter.hasFocus() and page.current == "creator"
    assert page.geometry().left() >= window.window._column.geometry().right()  # the article stands beside it
    window.press("Esc")
    assert not page.isVisible() and window.window.page_has_focus
    window.press("Ctrl+, Ctrl+,")
    assert not page.isVisible() and window.window.page_has_focus


def test_each_number_switch_and_choice_is_changed_by_left_and_right(window, postil, folders):
    for known in OPTIONS:
        if known.kind not in ("whole", "number", "switch", "choice"):
            continue
        go_to(window, known.name)
        before = getattr(postil.settings.now, known.name)
        window.press("Right")
        after = getattr(postil.settings.now, known.name)
        assert after != before and row(window, known.name)._reset.isVisible()
        postil.settings.wait()
        assert getattr(read_settings(folders.config).settings, known.name) == after
        window.press("Delete")
        assert getattr(postil.settings.now, known.name) == known.default
        assert not row(window, known.name)._reset.isVisible()
    assert postil.settings.now == Settings()


def test_what_is_changed_is_seen_on_the_page_at_once(window):
    go_to(window, "text_size")
    window.press("Right Right")
    assert window.window.page._canvas.measures.px(18) == 20
    assert row(window, "text_size").accessibleName().startswith("Text size: 20 px. ")
    go_to(window, "theme")
    window.press("Right Right Right")
    assert window.window.look.theme.name == "dark" and row(window, "theme")._value.text() == "Dark"
    go_to(window, "face")
    window.press("Right")
    assert window.window.look.style.face == SYSTEM_SERIF


def test_typing_filters(window):
    window.type("line h")
    page = window.window.settings
    assert [each.known.name for each in page.rows if each.isVisible()] == ["line_height"]
    assert page.current == "line_height"
    window.press("Right")
    assert window.bench.desk.settings.line_height == 1.6
    window.type("zzz")
    assert page.current == "" and page._nothing.isVisible()
    window.press("Right Down Delete Enter")  # nothing happens
    assert window.bench.desk.settings.line_height == 1.6


def test_enter_asks_for_any_value(window, postil):
    go_to(window, "text_size")
    window.press("Enter")
    window.press("Ctrl+A")
    window.type("27")
    window.press("Enter")
    assert postil.settings.now.text_size == 27 and window.window.settings.filter.hasFocus()
    window.press("Enter Ctrl+A")
    window.type("270")
    window.press("Enter")
    assert postil.settings.now.text_size == 27 and "from 12 to 40" in window.window.status.place
    go_to(window, "theme")
    window.press("Enter")
    window.type("sepia")
    window.press("Enter")
    assert window.window.look.theme.name == "sepia" and window.window.settings.filter.hasFocus()
    go_to(window, "creator")
    window.press("Enter")
    window.type("Ann Lee")
    window.press("Enter")
    assert postil.settings.now.creator == "Ann Lee"
    window.press("Esc p")
    (item,) = window.saved()
    assert item["creator"]["name"] == "Ann Lee"


def test_it_is_used_by_mouse_as_well(window, postil):
    size = row(window, "text_size")
    for button, expected in ((size._more, 19), (size._more, 20), (size._less, 19), (size._reset, 18)):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert postil.settings.now.text_size == expected
    assert window.window.settings.current == "text_size" and window.window.settings.filter.hasFocus()
    QTest.mouseClick(row(window, "suggestions")._value, Qt.MouseButton.LeftButton)
    assert postil.settings.now.suggestions is False


def test_it_says_where_the_file_is(window, folders, monkeypatch):
    opened = []
    monkeypatch.setattr("reader.app.surface.configuring.open_folder", opened.append)
    button = window.window.settings._file
    assert button.accessibleName() == f"Kept in {folders.config / 'settings.toml'}: show the folder"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == [folders.config]


def test_it_has_room_in_a_small_window_at_200_percent(window, qtbot):
    window.bench.set_zoom(200)
    window.window.window().resize(800, 600)
    page = window.window.settings
    go_to(window, "suggestions")
    last = row(window, "suggestions")
    place = last.mapTo(page, last.rect().topLeft())
    assert page.isVisible() and page.rect().contains(place) and page._area.horizontalScrollBar().maximum() == 0


def test_without_an_article_it_is_there_too(postil, attend):
    window = attend(postil.show_empty())
    window.press("Ctrl+,")
    assert window.window.settings.isVisible()
    go_to(window, "zoom")
    window.press("Right Esc")
    assert postil.settings.now.zoom == 110 and option("zoom").default == 100


def test_zoom_and_panel_are_seen_at_once_too(window, postil, open_text):
    other = open_text(name="other.txt")
    other.bench.set_zoom(150)
    postil.settings.change("zoom", 125)
    postil.settings.change("panel", False)
    assert [bench.window.look.zoom for bench in postil.benches] == [125, 150]
    window.press("Esc")
    assert not window.window.panel_shown and not other.window.panel_wanted
