"""A page without pixels, for commands that run without a window. It breaks lines; it draws nothing."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence

from reader.annotations.model import Annotation
from reader.suggest.suggestion import Suggestion
from reader.text.article import Article
from reader.text.clusters import at_or_before
from reader.text.spans import Span

LINE_CP = 66  # the column of the window
PAGE_LINES = 28


class PlainPage:
    """A page without pixels: lines of at most LINE_CP code points, broken at spaces."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._starts = _line_starts(article.text)
        self._selection = (0, 0)
        self.labels: tuple[tuple[Span, str], ...] = ()

    def selection(self) -> tuple[int, int]:
        """Anchor and caret."""
        return self._selection

    def select(self, anchor: int, caret: int) -> None:
        """Select from anchor to caret."""
        self._selection = (anchor, caret)

    def line_step(self, position: int, lines: int, goal_x: float | None) -> tuple[int, float]:
        """As many lines further; x is counted in code points."""
        line = bisect_right(self._starts, position) - 1
        x = goal_x if goal_x is not None else float(position - self._starts[line])
        target = min(max(line + lines, 0), len(self._starts) - 1)
        start, end = self._ends(target)
        return at_or_before(self._text, min(start + int(x), end)), x

    def line_ends(self, position: int) -> tuple[int, int]:
        """Start and end of the line at `position`."""
        return self._ends(bisect_right(self._starts, position) - 1)

    def page_lines(self) -> int:
        """Lines of a page."""
        return PAGE_LINES

    def set_suggestions(self, source: Callable[[Span], Sequence[Suggestion]], current: Span | None) -> None:
        """There is nothing to see."""

    def preview(self, annotation: Annotation | None, span: Span | None) -> None:
        """There is nothing to see."""

    def visible_span(self) -> Span:
        """The page of PAGE_LINES lines on which the caret is."""
        first = (bisect_right(self._starts, self._selection[1]) - 1) // PAGE_LINES * PAGE_LINES
        last = min(first + PAGE_LINES, len(self._starts)) - 1
        return Span(self._starts[first], self._ends(last)[1])

    def set_labels(self, labels: Sequence[tuple[Span, str]], typed: int = 0) -> None:  # noqa: ARG002 - nothing is drawn
        """Keep them, as they would be shown."""
        self.labels = tuple(labels)

    def is_rtl_at(self, position: int) -> bool:
        """Whether the nearest letter before or at `position` is written from right to left."""
        for character in reversed(self._text[max(0, position - LINE_CP) : position + 1]):
            direction = unicodedata.bidirectional(character)
            if direction in ("L", "R", "AL"):
                return direction != "L"
        return False

    def set_hidden_types(self, hidden: frozenset[str]) -> None:
        """There is nothing drawn that could be hidden."""

    def _ends(self, line: int) -> tuple[int, int]:
        start = self._starts[line]
        end = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self._text)
        return start, max(start, end)


def _line_starts(text: str) -> list[int]:
    starts, at = [], 0
    for paragraph in text.split("\n"):
        rest = at
        while True:
            starts.append(rest)
            if at + len(paragraph) - rest <= LINE_CP:
                break
            space = text.rfind(" ", rest, rest + LINE_CP + 1)
            rest = space + 1 if space > rest else rest + LINE_CP
        at += len(paragraph) + 1
    return starts
