"""What stands inside of longer words goes where those went: nothing else can have become of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from reader.annotations.model import Fragment, Lost, Placed
from reader.sidecar.anchoring.anchoring import Asked
from reader.text.spans import Span

MOST_BACK = 24  # that begin before it are looked at, the nearest first


def along(text: str, answers: Mapping[Asked, Fragment]) -> dict[Asked, Span]:
    """Where the lost ones of these stand inside of others that are found in `text` just as they were quoted."""
    lost = [(quote, was) for (quote, was), found in answers.items() if was is not None and isinstance(found, Lost)]
    if not lost:
        return {}
    others = [(was.start, -was.end, number) for number, (_, was) in enumerate(answers) if was is not None]
    others.sort()
    every = list(answers)
    found: dict[Asked, Span] = {}
    for quote, was in lost:
        behind = bisect_right(others, (was.start, -was.end))
        for start, end, number in reversed(others[max(0, behind - MOST_BACK) : behind]):
            at, longer = was.start - start, every[number][0]
            if was.end <= -end and longer.exact.startswith(quote.exact, at):
                now = answers[every[number]]
                if isinstance(now, Placed) and now.span.of(text) == longer.exact:
                    found[quote, was] = Span(now.span.start + at, now.span.start + at + len(quote.exact))
                    break
    return found
