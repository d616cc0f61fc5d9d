"""A keyboard on an article, without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from reader.app.replay.headless import Keyboard
from reader.folders import Folders
from reader.session import Session, read_article


class Marked(Keyboard):
    """Says where the caret is, what is selected and what is marked, in words."""

    @property
    def text(self) -> str:
        return self.session.article.text

    def at(self, words: str, offset: int = 0) -> Marked:
        place = self.text.index(words) + offset
        self.desk.place_caret(place)
        return self

    @property
    def caret_on(self) -> str:
        """The text from the caret on, up to the next space."""
        return self.text[self.desk.caret :].split(" ")[0]

    @property
    def selected(self) -> str:
        span = self.desk.selected()
        return span.of(self.text) if span else ""

    @property
    def marks(self) -> list[tuple[str, str]]:
        """(type or kind, words) of all annotations in reading order."""
        return [
            (getattr(a, "type", type(a).__name__), a.spans[0].of(self.text))
            for a in self.session.annotations.in_reading_order
        ]


@pytest.fixture
def on(tmp_path) -> Iterator[Callable[..., Marked]]:
    """`on("words")`: a keyboard on an article of these words."""
    sessions = []

    def make(text: str, name: str = "a.txt") -> Marked:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        sessions.append(Session(read_article(path, Folders.under(tmp_path / "home"))))
        return Marked(sessions[-1])

    yield make
    for session in sessions:
        session.close()
