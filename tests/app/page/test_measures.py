"""Where the column stands at which width."""

from __future__ import annotations

import pytest

from reader.app.page.measures import measure


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
