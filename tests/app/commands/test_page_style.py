"""Text size, line width and line height by key: on the page, in the settings, in all windows."""

from __future__ import annotations

from reader.app.page_style import DESIGNED
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
