"""Text size, line width and line height by key: on the page, in the settings, in all windows."""

from __future__ import annotations

from reader.app.look.page_style import DESIGNED
from reader.settings import Settings, read_settings


def test_keys_set_the_page_and_are_remembered(open_text, postil, folders):
    one, two = open_text(), open_text(name="other.txt")
    for _ in range(3):
        two.bench.run("view.text.larger")
    two.press("Alt+= Alt+- Alt+. Alt+Down Alt+Down")
    expected = Settings(text_size=21, line_width=68, line_height=1.65)
    assert two.bench.desk.settings == expected == one.bench.desk.settings
    for window in (one, two):
        measures = window.window.page._canvas.measures
        assert (measures.px(18), round(measures.line)) == (21, 35)
    assert two.window.status.place == "Line height 1.65"
    postil.settings.wait()
    assert read_settings(folders.config).settings == expected
    two.press("Alt+, Alt+Up Alt+0")
    assert one.window.look.style == DESIGNED
    assert two.window.status.place == "Text and lines are as designed."


def test_a_step_too_far_stays_at_the_end(open_text):
    window = open_text()
    for _ in range(30):
        window.press("Alt+-")
    assert window.bench.desk.settings.text_size == 12


def test_arrows_step_by_character_where_that_is_wanted(open_text, postil):
    window = open_text()
    window.press("Ctrl+Home Right")
    assert window.bench.desk.caret == 4
    postil.settings.change("arrows", "characters")
    window.press("Ctrl+Home Right Right")
    assert window.bench.desk.caret == 2
    window.press("Shift+Right Shift+Right Shift+Left")
    assert window.selected() == window.text[2:3]
    window.press("Ctrl+Home Alt+Right Alt+Shift+Right")
    assert window.selected() == "Lovelace wrote"
    assert window.bench.keymap.keys_of("move.cluster.left") == ("Left",)
    postil.settings.change("arrows", "words")
    window.press("Ctrl+Home Right")
    assert window.bench.desk.caret == 4


def test_a_face_is_chosen_from_the_list(open_text, postil):
    from reader.app.look.fonts import SYSTEM_SANS

    window = open_text()
    window.bench.run("view.face")
    window.type("system sans")
    window.press("Enter")
    assert window.bench.desk.settings.face == SYSTEM_SANS
    assert window.window.page._canvas.measures.face == SYSTEM_SANS


def test_the_folder_of_settings_is_shown(open_text, folders, monkeypatch):
    opened = []
    monkeypatch.setattr("reader.app.surface.configuring.open_folder", opened.append)
    window = open_text()
    window.bench.run("settings.folder")
    assert opened == [folders.config] and (folders.config / "themes").is_dir()
    assert str(folders.config) in window.window.status.place
