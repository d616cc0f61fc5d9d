"""A new window lies whole inside what its screen has free, its frame included."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMargins, QRect

from reader.app.window.placing import FRAME, WANTED, place_inside, place_new
from reader.app.window.window import SMALLEST

FULL_HD = QRect(0, 0, 1920, 1080)


def outer(place, frame: QMargins) -> QRect:
    return QRect(
        place.x,
        place.y,
        place.width + frame.left() + frame.right(),
        place.height + frame.top() + frame.bottom(),
    )


def test_a_large_screen_gives_what_is_wanted_in_its_middle():
    place = place_inside(FULL_HD, QMargins(4, 30, 4, 4), (1280, 900))
    assert (place.width, place.height) == (1280, 900)
    assert abs(outer(place, QMargins(4, 30, 4, 4)).center().x() - FULL_HD.center().x()) <= 1


def test_a_laptop_s_screen_with_a_bar_at_its_top_gives_what_it_has():
    free = QRect(0, 28, 1366, 740)
    place = place_inside(free, QMargins(1, 20, 1, 5), WANTED)
    assert (place.y, place.width, place.height) == (28, 1280, 740 - 25)


def test_a_further_window_does_not_hide_the_first():
    one, two = (place_inside(FULL_HD, FRAME, WANTED, nth) for nth in (0, 1))
    assert two.x > one.x and two.y > one.y


@given(
    st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000), st.integers(200, 8000), st.integers(150, 5000)),
    st.tuples(*[st.integers(0, 40)] * 4),
    st.integers(0, 50),
)
def test_it_is_always_inside(free, frame, nth):
    free, frame = QRect(*free), QMargins(*frame)
    assert free.contains(outer(place_inside(free, frame, WANTED, nth), frame))


def test_a_window_opens_inside_the_screen_however_small_that_is(postil, qtbot):
    window = postil.show_empty().window.window()  # 800 x 800, which is less than wanted
    free = window.screen().availableGeometry()
    assert free.contains(outer(place_inside(free, FRAME, WANTED), FRAME))
    assert free.contains(window.geometry()) and window.width() >= SMALLEST[0]


def test_on_a_tiny_screen_it_is_smaller_than_a_window_is_otherwise(postil, qtbot, monkeypatch):
    window = postil.show_empty().window.window()
    free = QRect(0, 0, 320, 240)
    monkeypatch.setattr("PySide6.QtGui.QScreen.availableGeometry", lambda _screen: free)
    place_new(window, 0)
    assert free.contains(window.geometry())
    free = QRect(10, 20, 300, 200)  # as when a frame turns out larger than thought
    qtbot.waitUntil(lambda: free.contains(window.frameGeometry()), timeout=2000)
    window.resize(400, 300)
    qtbot.wait(400)
    assert (window.width(), window.height()) == (400, 300)
