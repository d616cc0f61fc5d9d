"""What stands inside of longer words goes where those went: nothing else can have become of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from reader.annotations.model import Fragment, Lost, Placed, Quote
from reader.sidecar.anchoring.anchoring import Asked
from reader.text.spans import Span

MOST_BACK = 24  # that begin before it are looked at, the nearest first


def along(text: str, answers: Mapping[Asked, Fragment]) -> dict[Asked, Span]:
    """Where the lost ones of these stand inside of others that are found in `text` just as they were quoted."""
    lost = [(quote, was) for (quote, was), found in answers.items() if was is not None and isinstance(found, Lost)]
    if not lost:
        return {}
    whole = sorted(
        ((was.start, was.end, found.span.start, quote.exact) for quote, was, found in _whole(text, answers)),
        key=lambda one: (one[0], -one[1]),
    )
    starts = [start for start, *_ in whole]
    found: dict[Asked, Span] = {}
    for quote, was in lost:
        behind = bisect_right(starts, was.start)
        for start, end, now, longer in reversed(whole[max(0, behind - MOST_BACK) : behind]):
            at = was.start - start
            if was.end <= end and longer.startswith(quote.exact, at):
                found[quote, was] = Span(now + at, now + at + len(quote.exact))
                break
    return found


def _whole(text: str, answers: Mapping[Asked, Fragment]) -> list[tuple[Quote, Span, Placed]]:
    return [
        (quote, was, found)
        for (quote, was), found in answers.items()
        if was is not None and isinstance(found, Placed) and len(found.span) == len(was) == len(quote.exact)
        and text.startswith(quote.exact, found.span.start)
    ]  # fmt: skip
