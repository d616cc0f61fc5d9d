"""Puts boxes of different heights beside their lines so that none lies over another. Numbers only."""

from __future__ import annotations

from collections.abc import Sequence


def stacked(wanted: Sequence[tuple[float, float]], gap: float, fixed: tuple[float, float] | None = None) -> list[float]:
    """The top of each box `(top, height)`, in order of `top`: where it wants to be, else pushed down.

    Nothing is moved up. `fixed` is a stretch `(top, bottom)` that stays as it is and that all make way for.
    """
    tops: list[float] = []
    free = float("-inf")
    for top, height in wanted:
        place = max(top, free)
        if fixed is not None and place < fixed[1] + gap and fixed[0] - gap < place + height:
            place = fixed[1] + gap
        tops.append(place)
        free = place + height + gap
    return tops
