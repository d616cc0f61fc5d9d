"""Where to scroll so that a caret can be seen with lines around it. Numbers only."""

from __future__ import annotations

REVEAL_LINES = 2  # that stay free above and below a caret that is brought into view


def revealing(value: int, height: int, top: float, pitch: float, line: float) -> int:
    """Where to scroll from `value` for a line at `top` that is `pitch` high, in a viewport `height` high.

    Only as far as needed; after a far jump the line is in the upper third. `line` is how high lines are as a rule.
    """
    free = min(REVEAL_LINES * line, height / 4)
    if top - free < value:
        return round(top - free if top > value - height else top - height / 3)
    if top + pitch + free > value + height:
        return round(top + pitch + free - height if top < value + 2 * height else top - height / 3)
    return value
