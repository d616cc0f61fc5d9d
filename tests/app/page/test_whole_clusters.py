"""No half of a cluster can ever be selected, by mouse or by key, whatever the script."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from reader.app.desk.desk import Desk
from reader.app.page.drag import dragged, dragged_end
from reader.app.replay.headless import Keyboard
from reader.folders import Folders
from reader.session import Session, read_article
from reader.text.clusters import is_boundary
from reader.text.spans import Span
from tests.app.mouse import ALT, PLAIN, Mouse

PIECES = (
    "Ada", "Jose\u0301", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇺🇦🇰🇵", "👍🏽", "각",
    "\u1100\u1161\u11a8", "नमस्ते", "क्षि",
    "שָׁלוֹם", "مُحَمَّد", "金正恩", "が", "か\u3099", "e\u0301\u0323\u0302", "ไทยกำ",
    "🙂", " ", "\n", "’s", "-", "\u200d", ".",
)  # fmt: skip
TRICKY = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
MOVES = (
    "Right", "Left", "Up", "Down", "Home", "End", "Ctrl+Right", "Ctrl+Left", "Alt+Right", "Alt+Left", "s", "Shift+S",
    "Shift+Right", "Shift+Left", "Shift+Down", "Shift+Up", "Alt+Shift+Right", "Alt+Shift+Left", "Shift+End",
    "Ctrl+Shift+Right", "Ctrl+Shift+Left", "Ctrl+Down", "Ctrl+Up", "Shift+Home", "Ctrl+A", "Ctrl+Home",
)  # fmt: skip


def whole(text: str, *places: int) -> bool:
    return all(is_boundary(text, place) for place in places)


@given(TRICKY, st.data())
def test_a_drag_and_a_dragged_end_stop_between_clusters(text, data) -> None:
    anchor, caret, position = (data.draw(st.integers(0, len(text))) for _ in range(3))
    exact = data.draw(st.booleans())
    found = dragged(text, anchor, caret, exact=exact)
    assert whole(text, *found)
    low, high = sorted(found)
    if low == high:
        return
    for start in (True, False):
        moved = dragged_end(text, Span(low, high), position, Span(0, len(text)), start=start, exact=exact)
        assert whole(text, moved.start, moved.end)
        assert moved.start < moved.end
        assert (moved.end if start else moved.start) == (high if start else low)


@given(TRICKY, st.data())
def test_an_end_keeps_to_what_is_free_for_it(text, data) -> None:
    boundaries = [place for place in range(len(text) + 1) if is_boundary(text, place)]
    if len(boundaries) < 4:
        return
    places = sorted(data.draw(st.lists(st.sampled_from(boundaries), min_size=4, max_size=4, unique=True)))
    free, span = Span(places[0], places[3]), Span(places[1], places[2])
    for start in (True, False):
        position, exact = data.draw(st.integers(0, len(text))), data.draw(st.booleans())
        moved = dragged_end(text, span, position, free, start=start, exact=exact)
        assert free.covers(moved) and len(moved) > 0


@pytest.fixture(scope="module")
def desk_of(tmp_path_factory):
    """A desk without a window on a text; pressed by the same names as the window's."""
    folder = tmp_path_factory.mktemp("articles")

    def make(text: str) -> tuple[Keyboard, Desk]:
        path = folder / "article.txt"
        path.write_bytes(text.encode())
        keyboard = Keyboard(Session(read_article(path, Folders.under(folder / "user"))))
        return keyboard, keyboard.desk

    return make


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=60
)
@given(text=TRICKY, moves=st.lists(st.sampled_from(MOVES), min_size=1, max_size=14))
def test_no_keys_leave_the_caret_inside_a_cluster(desk_of, text, moves) -> None:
    keyboard, desk = desk_of(text)
    for move in moves:
        keyboard.run(move)
        assert whole(desk.text, *desk.page.selection()), (desk.text, move)


@pytest.mark.parametrize("held", [PLAIN, ALT])
@pytest.mark.parametrize(
    "text",
    ["".join(PIECES), "שָׁלוֹם Jose\u0301 مُحَمَّد 金正恩 👩‍👩‍👧‍👦 end", "각\u1100\u1161\u11a8क्षि🇺🇦🇰🇵🏳️‍🌈e\u0301\u0323\u0302"],
)
def test_no_point_of_the_page_leads_into_a_cluster(show, text, held) -> None:
    view = show(text)
    mouse = Mouse(view)
    rects = view.rects_of(Span(0, len(text)))
    y = rects[0].center().y()
    points = [QPointF(x, y) for x in range(round(rects[0].left()) - 8, round(rects[-1].right()) + 12, 7)]
    for point in points:
        at = view.character_at(point)
        assert at is None or whole(text, at)
    for start in points[::6]:
        for end in points[::5]:
            mouse.drag(start, end, held=held)
            assert whole(text, *view.selection()), (start, end)
            view.select(0, 0)


def test_neither_lines_nor_their_ends_lead_into_a_cluster(show) -> None:
    rows = (("👩\u200d👩\u200d👧\u200d👦", 60), ("ae\u0301\u0323", 120), ("🏳\ufe0f\u200d🌈🇺🇦", 60), ("क्षि", 90))
    text = "\n".join(piece * count for piece, count in rows)
    view = show(text)
    position, goal = 0, None
    for _ in range(40):
        for x in (None, 250.0, 377.0, 501.0):
            following, _ = view.line_step(position, 1, goal if x is None else x)
            assert whole(text, following, *view.line_ends(following)), following
        position, goal = view.line_step(position, 1, goal)
    assert position > len(text) // 2
