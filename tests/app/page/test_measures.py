"""Where the column stands at which width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.look.page_style import DESIGNED, PageStyle
from reader.app.page.measures import BAR_ABOVE, measure


@pytest.mark.parametrize(
    ("width", "zoom", "column_starts", "column"),
    [
        (926, 100, 126, 580),  # beside the panel: room for notes on the right
        (1266, 100, 343, 580),  # alone: in the middle
        (720, 100, 126, 580),
        (690, 100, 56, 580),
        (500, 100, 56, 420),
        (786, 200, 112, 626),
        (2532, 200, 686, 1160),
    ],
)
def test_column(width: int, zoom: int, column_starts: int, column: int) -> None:
    found = measure(width, zoom)
    assert (found.shift + found.left, found.column) == (column_starts, column)
    assert found.shift + found.width <= width


def test_verdict_signs_go_where_there_is_no_room() -> None:
    assert measure(700, 100).signs
    assert not measure(699, 100).signs
    assert not measure(1399, 200).signs


def test_lines_are_higher_when_codes_stand_above_them() -> None:
    assert measure(900, 100).line == 28
    assert measure(900, 150, tall_lines=True).line == 51


def test_the_designed_style_is_what_there_was_before_one_could_choose() -> None:
    assert measure(900, 110, style=DESIGNED) == measure(900, 110)
    assert (DESIGNED.text_size, DESIGNED.line_width, DESIGNED.line_height) == (18, 66, 1.55)


def test_larger_text_is_a_larger_page_and_smaller_text_leaves_numbers_and_signs_as_they_are() -> None:
    large, small = (measure(1266, 100, style=PageStyle(text_size=size)) for size in (36, 12))
    assert large._replace(face="") == measure(1266, 200)._replace(face="")
    assert (small.px(18), small.ui_px(12), small.left) == (pytest.approx(12), 12, 126)
    assert small.column == round(580 * 12 / 18)


def test_a_line_holds_as_many_characters_as_are_wanted_in_any_face() -> None:
    assert measure(1500, 100, style=PageStyle(line_width=99)).column == 870
    assert measure(1500, 100, style=PageStyle(), breadth=1.1).column == 638


def test_lines_are_as_high_as_is_wanted() -> None:
    assert measure(900, 100, style=PageStyle(line_height=2)).line == pytest.approx(36)
    assert measure(900, 100, style=PageStyle(text_size=20, line_height=1.5)).line == pytest.approx(30)
    tight = measure(900, 100, style=PageStyle(line_height=1.35))
    assert tight.pitch(28, 36) >= 28 * 1.2  # a headline of two lines does not run into itself
    assert tight.pitch(18, 14) < 14  # a blank line


@given(
    st.integers(480, 4000), st.sampled_from([50, 67, 100, 150, 300]), st.booleans(), st.integers(12, 40),
    st.integers(40, 110), st.floats(1.35, 2.2),
)  # fmt: skip
def test_every_combination_holds_together(width, zoom, tall, size, across, height) -> None:
    found = measure(width, zoom, tall_lines=tall, style=PageStyle(size, across, height))
    assert found.shift >= 0 and found.column >= round(80 * found.scale)
    assert found.shift + found.width <= width or found.column == round(80 * found.scale)
    assert found.left >= 56 * zoom / 100  # bars and numbers have room
    pitch = found.line / found.scale
    assert not tall or found.line >= 22 * found.scale + 11 * found.ui_scale - 0.01  # a code above each mark
    assert found.claim_below + 16 <= pitch  # clear of the fills of the next line
    assert BAR_ABOVE + found.bar_below < pitch
    assert found.claim_below > 5 and found.bar_below > 2  # below the fill, and below the baseline
    assert found.ui_px(12) >= 12 * zoom / 100
