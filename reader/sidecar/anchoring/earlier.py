"""The texts that annotations may have been written for, and where their words went; each is read when needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from reader.annotations.model import Quote
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.sidecar.anchoring.text_map import TextMap


class EarlierTexts:
    """Old texts of an article whose text is `now`, the likeliest first: each made by a function, None if it is gone."""

    def __init__(self, now: str, makers: Iterable[Callable[[], str | None]] = ()) -> None:
        self._now = now
        self._waiting = list(makers)
        self._texts: list[str] = []
        self._maps: dict[int, TextMap] = {}

    def map_for(self, quote: Quote | None, position: Span) -> TextMap | None:
        """The way from the text in which just these words stand at `position`, between what stood beside them."""
        number = 0
        while True:
            if number == len(self._texts) and not self._read_one():
                return None
            if _stands(quote, position, self._texts[number]):
                return self._map(number)
            if quote is None:
                return None  # bare numbers are those of the latest text alone
            number += 1

    def _read_one(self) -> bool:
        while self._waiting:
            text = self._waiting.pop(0)()
            if text is not None and text != self._now:
                self._texts.append(text)
                return True
        return False

    def _map(self, number: int) -> TextMap:
        if number not in self._maps:
            from reader.sidecar.anchoring.text_map import TextMap

            self._maps[number] = TextMap(self._texts[number], self._now)
        return self._maps[number]


def _stands(quote: Quote | None, position: Span, text: str) -> bool:
    if quote is None:
        return position.end <= len(text)
    start, end = position.start, position.end
    return (
        end - start == len(quote.exact)
        and text.startswith(quote.exact, start)
        and text.startswith(quote.suffix, end)
        and text.endswith(quote.prefix, 0, start)
    )
