"""The status line shares its width out between what is said and the keys."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from reader.app.look.look import SMALL_PX


def test_a_sentence_is_read_whole_in_a_narrow_window_and_the_first_keys_stay(open_text):
    window = open_text()
    window.window.window().resize(800, 600)
    window.qtbot.wait(20)
    status = window.window.status
    window.bench.say("")
    usual = status.caps.width()
    sentence = "Changed on two sides. Theirs: Verdict “False”, Note “Only one of them has it.”"
    window.bench.say(sentence)
    window.qtbot.wait(20)
    needs = QFontMetrics(status._look.text(SMALL_PX)).horizontalAdvance(sentence)
    assert status._place.width() >= needs
    assert 0 < status.caps.width() < usual
    window.bench.say("")
    window.qtbot.wait(20)
    assert status.caps.width() == usual
