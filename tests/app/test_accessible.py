"""Whether everybody can use the window: what a screen reader is told, focus, tab order, small and enlarged windows."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from reader.app.look.theme import THEMES, contrast, load_theme
from reader.text.spans import Span

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
STORY = (
    "Ada Lovelace wrote to Charles Babbage in London. She said that the engine weaves patterns, and he agreed.\n"
    "Babbage answered from Turin. The engine was never built.\n"
)


def annotated(open_text, text: str = STORY, name: str = "story.txt"):
    window = open_text(text, name)
    window.select("Babbage")
    window.press("p t")
    window.type("Which?")
    window.press("Enter")
    window.select("The engine was never built")
    window.press("c")
    window.bench.window.panel.refresh()
    return window


def text_of(window):
    face = QAccessible.queryAccessibleInterface(window.window.page)
    assert face is not None
    return face.textInterface()


# -- the article ----------------------------------------------------------------------------------


def test_the_article_is_a_text_that_has_a_name_and_is_read_only(open_text):
    window = open_text("Ada 😀 met Bob.\nBabbage answered.\n")
    face = QAccessible.queryAccessibleInterface(window.window.page)
    assert face.role() == QAccessible.Role.EditableText
    assert face.text(QAccessible.Text.Name) == "Article"
    assert face.state().readOnly and face.state().focusable and face.state().focused
    words = text_of(window)
    assert words.text(0, words.characterCount()).rstrip() == "Ada 😀 met Bob.\nBabbage answered."


def test_the_caret_is_where_keys_put_it(open_text):
    window = open_text("Ada 😀 met Bob.\nBabbage answered.\n")
    words = text_of(window)
    window.press("Right")
    at = words.cursorPosition()
    assert words.text(at, at + 3) == "met"  # behind the emoji, which a document counts as two
    assert words.text(at, at + 3) == window.text[window.bench.desk.caret :][:3]
    window.press("Down")
    at = words.cursorPosition()
    assert words.text(at, at + 1) == window.text[window.bench.desk.caret]


def test_the_selection_is_what_keys_select(open_text):
    window = open_text(STORY)
    window.go_to("Charles")
    assert text_of(window).selectionCount() == 0
    window.press("Shift+Right")
    assert text_of(window).selectionCount() == 1
    cursor = window.window.page.textCursor()
    assert cursor.selectedText() == window.selected() == "Charles Babbage"


def test_a_place_on_the_screen_is_that_of_the_character(open_text):
    window = open_text(STORY)
    words = text_of(window)
    at = window.text.index("London")
    place = words.characterRect(at)
    page = window.window.page
    rect = page.rects_of(Span(at, at + 1))[0]
    spot = page.viewport().mapToGlobal(QPoint(round(rect.left()), round(rect.top())))
    assert abs(place.left() - spot.x()) <= 2
    assert place.top() - 2 <= spot.y() + rect.height() / 2 <= place.bottom() + rect.height()
    assert words.offsetAtPoint(place.center()) in (at, at + 1)


def test_what_the_caret_comes_to_is_said_once(open_text, monkeypatch):
    said: list[str] = []
    window = annotated(open_text)
    monkeypatch.setattr(window.window.status, "announce", said.append)
    window.press("Ctrl+Home")
    for _ in range(8):  # across "Charles Babbage in London"
        window.press("Right")
        window.until(lambda: not window.bench.follow._chip_soon.isActive())
    told = [words for words in said if words]
    assert told == ["Babbage, Person, the only mention, name, Note: Which?"]


# -- every control has a name ----------------------------------------------------------------------


def unnamed(window) -> list[QWidget]:
    """Controls to be seen that nothing names: no name of their own, no words on them, no buddy."""
    found = []
    for control in window.window.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or not control.isVisible():
            continue
        face = QAccessible.queryAccessibleInterface(control)
        if face is None or not face.text(QAccessible.Text.Name).strip("& "):
            found.append(control)
    return found


STATES = {
    "page": "", "find": "/", "note": "t", "panel": "F6", "tabs": "F6 F6", "card": "Ctrl+Home j j Enter",
    "sheet": "?", "link": "=", "palette": "Ctrl+K", "settings": "Ctrl+,", "export": "Ctrl+E", "entity": "k Enter",
    "jump": "h", "menu": "Menu",
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_every_control_in_every_state_has_a_name(open_text, state):
    window = annotated(open_text)
    window.press(STATES[state])
    assert unnamed(window) == []
    for menu in QApplication.topLevelWidgets():
        if menu.isVisible() and menu.metaObject().className() == "QMenu":
            assert menu.accessibleName() or menu.title()


def test_a_control_without_a_name_would_be_found(open_text):
    window = annotated(open_text)
    nameless = QLineEdit(window.window)
    nameless.show()
    assert unnamed(window) == [nameless]


# -- focus -----------------------------------------------------------------------------------------


def picture(window) -> QImage:
    for _ in range(3):
        QApplication.processEvents()
    return window.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def focusable(window) -> list[QWidget]:
    found = []
    for control in window.window.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.focusProxy() is None:
            found.append(control)
    return found


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", ["page", "find", "note", "panel", "tabs", "card"])
def test_what_has_the_focus_shows_it_in_the_accent(open_text, state, theme):
    window = annotated(open_text)
    window.window.set_look(window.window.look._replace(theme=load_theme(theme)))
    window.press(STATES[state])
    control = QApplication.focusWidget()
    assert control is not None
    accent = QColor(load_theme(theme).accent)
    if state == "page":  # a page shows it by its caret: two pixels wide with the focus, one without
        rect = window.window.page.caret_rect()
        spot = window.window.page.viewport().mapTo(window.window, rect.center().toPoint())
        area = QRect(spot.x() - 3, spot.y() - 5, 7, 10)
    else:
        area = QRect(control.mapTo(window.window, QPoint(0, 0)), control.size())
    image = picture(window)
    assert count_of(image, area, accent) >= 10
    elsewhere = window.window.page if state != "page" else window.window.panel.entities
    elsewhere.setFocus()
    assert count_of(picture(window), area, accent) < count_of(image, area, accent)


def count_of(image: QImage, area: QRect, colour: QColor) -> int:
    area = area.intersected(image.rect())
    rows, columns = range(area.top(), area.bottom() + 1), range(area.left(), area.right() + 1)
    return sum(image.pixelColor(x, y) == colour for y in rows for x in columns)


def test_f6_goes_through_the_panes_in_the_order_in_which_they_stand(open_text):
    window = annotated(open_text)
    seen = []
    for _ in range(3):
        window.press("F6")
        seen.append(QApplication.focusWidget())
    panel = window.window.panel
    assert seen == [panel.entities, panel.below, window.window.page]
    tops = [w.mapTo(window.window, QPoint(0, 0)).y() for w in seen[:2]]
    assert tops == sorted(tops)


# -- small and enlarged windows --------------------------------------------------------------------


def cut_off(window) -> list[QWidget]:
    """Labels, buttons and fields to be seen that reach out of the window."""
    inside = window.window.rect()
    found = []
    for control in window.window.findChildren(QWidget):
        if isinstance(control, (QAbstractButton, QLineEdit)) and control.isVisible():
            place = QRect(control.mapTo(window.window, QPoint(0, 0)), control.size())
            if not inside.contains(place) and control.window() is window.window:
                found.append(control)
    return found


@pytest.mark.parametrize(
    ("size", "zoom", "least"), [((800, 600), 100, 60), ((800, 600), 200, 28), ((1280, 900), 200, 50)]
)
def test_a_small_or_enlarged_window_shows_enough_words_and_cuts_nothing_off(open_text, size, zoom, least):
    long = " ".join(["Words that go on for long enough to fill more than only a line."] * 12) + "\n" + STORY
    window = annotated(open_text, long)
    window.window.window().resize(*size)
    window.bench.set_zoom(zoom)
    page = window.window.page
    lines = []
    at = 0
    for _ in range(3):
        start, end = page.line_ends(at)
        lines.append(end - start)
        at, _ = page.line_step(at, 1, None)
    assert sum(lines) / len(lines) >= least
    assert page.horizontalScrollBar().maximum() == 0
    right = max(rect.right() for rect in page.rects_of(Span(0, 200)))
    assert right <= page.viewport().width()
    for state in ("page", "find", "note", "panel", "card"):
        window.press(f"Esc Esc Esc {STATES[state]}")
        QApplication.processEvents()
        assert cut_off(window) == [], state


_ENLARGED = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from reader.app.start.application import Postil, make_application
from reader.app.article.opening import Reading
from reader.folders import Folders
app = make_application()
folders = Folders.under(Path(sys.argv[1]) / "user")
article = Path(sys.argv[1]) / "a.txt"
article.write_text("Words that go on for long enough to fill more than only one line here. " * 8)
reading = Reading.of(article, folders)
reading.thread.join(10)
bench = Postil(folders).show(reading)
bench.window.window().resize(800, 600)
bench.finishing.now()
QTest.qWait(200)
page = bench.window.page
start, end = page.line_ends(0)
picture = bench.window.grab()
print(page.devicePixelRatioF(), end - start, picture.width(), page.horizontalScrollBar().maximum())
bench.window.close()
"""


def test_a_screen_of_twice_the_density_gets_twice_the_pixels_and_the_same_words(tmp_path):
    env = {
        **os.environ,
        "QT_SCALE_FACTOR": "2",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", _ENLARGED, str(tmp_path)],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    ratio, characters, pixels, sideways = done.stdout.split()
    assert (float(ratio), int(pixels), int(sideways)) == (2.0, 1600, 0)
    assert int(characters) >= 60


# -- contrast --------------------------------------------------------------------------------------

# What is written on what: tokens of the theme. Words need 4.5 : 1, lines that mean something 3 : 1 (WCAG 2.2, AA).
WORDS = {
    "page": ("ink", "soft"),  # the article; notes, bullets, alternative texts
    "chrome": ("ink", "soft"),  # menu bar and status line; code
    "panel": ("ink", "soft"),
    "field": ("ink", "soft"),  # text fields, key caps, chip, tip, menus
    "select": ("ink",),  # what is selected or found, rows that are current
    "bar": ("barink", "ink"),  # messages, and the buttons on them
    "err": ("errink", "ink"),
    "accent": ("onaccent",),  # the plate of a current claim's number
}
LINES = {"page": ("accent", "edge"), "panel": ("accent", "edge"), "field": ("accent", "edge"), "chrome": ("accent",)}


def shortfalls(theme) -> list[str]:
    colours = theme._asdict()
    pairs = [
        (f"{words} on {ground}", colours[words], colours[ground], 4.5) for ground in WORDS for words in WORDS[ground]
    ]
    pairs += [
        (f"{line} on {ground}", colours[line], colours[ground], 3.0) for ground in LINES for line in LINES[ground]
    ]
    for name, kind in theme.types.items():
        if kind.fill:
            pairs += [(f"ink on {name}", colours["ink"], kind.fill, 4.5)]
        if kind.line:
            pairs += [(f"{name} on {ground}", kind.line, colours[ground], 4.5) for ground in ("page", "panel")]
            pairs += [
                (f"{name} on {ground}", kind.line, colours[ground], 3.0) for ground in ("chrome", "field", "select")
            ]
            pairs += [(f"{name} on its fill", kind.line, kind.fill or theme.page, 3.0)]
    return [f"{theme.name}: {what} {contrast(a, b):.2f}" for what, a, b, least in pairs if contrast(a, b) < least]


@pytest.mark.parametrize("name", THEMES)
def test_everything_that_is_written_can_be_read(name):
    assert shortfalls(load_theme(name)) == []


def test_a_pair_that_is_too_faint_would_be_found():
    theme = load_theme("light")._replace(soft="#999999")
    assert any(found.startswith("light: soft on page") for found in shortfalls(theme))


def test_words_inside_a_mark_are_in_ink_whatever_they_are(open_text):
    """Notes' numbers and alternative texts too: the softer ink is too faint on some grounds."""
    window = open_text("A claim[^1] with ![a picture](none.png) in it.\n\n[^1]: Words.\n", "story.md")
    soft = QColor(window.window.look.theme.soft)
    cursor = QTextCursor(window.window.page.document())
    seen = 0
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
        made = cursor.charFormat()
        seen += made.fontItalic() or made.verticalAlignment() == made.VerticalAlignment.AlignSuperScript
        assert not made.hasProperty(made.Property.ForegroundBrush.value) or made.foreground().color() != soft
    assert seen >= 2
