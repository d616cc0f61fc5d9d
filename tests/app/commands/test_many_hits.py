"""Looking for what stands in an article thousands of times: what it costs the window's thread, counted in calls."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

import pytest

import reader.app.surface.finding as finding
import reader.app.surface.reviewing as reviewing
import reader.text.paragraphs as paragraphs

MANY = 4_000
TEXT = "Kim went home.\n" * MANY


@pytest.fixture(autouse=True)
def long(monkeypatch):
    monkeypatch.setattr(finding, "AT_ONCE_CP", 10)
    monkeypatch.setattr(reviewing, "AT_ONCE_CP", 10)


def busiest(act: Callable[[], None]) -> tuple[int, str]:
    """The function of ours that is called most on this thread; each value that a generator gives counts as a call."""
    counts: Counter[str] = Counter()

    def noting(frame, event, _arg) -> None:
        name = frame.f_code.co_filename.replace("\\", "/")
        if event == "call" and "/reader/" in name and "/suggest" not in name:
            counts[f"{name} {frame.f_code.co_qualname}"] += 1

    sys.setprofile(noting)
    try:
        act()
    finally:
        sys.setprofile(None)
    return max((count, name) for name, count in counts.items())


def nothing_is_done_hit_by_hit(look: Callable[[], None]) -> None:
    """The page may still be laid out while it is first looked at."""
    count, name = min(busiest(look) for _ in range(3))
    assert count < MANY // 2, name


def found(window, words: str) -> None:
    window.press("/")
    window.type(words)
    window.until(lambda: bool(window.bench.desk.find.hits))


def test_nothing_is_done_hit_by_hit_for_finding_and_listing_what_stands_everywhere(open_text):
    window = open_text(TEXT)

    def look() -> None:
        found(window, "Kim")
        before = window.bench.desk.find.hits
        window.press("Alt+W")  # the same places by other rules
        window.until(lambda: len(window.bench.desk.find.hits) == len(before) and not _looks(window))
        window.press("Tab")
        window.until(lambda: window.bench.desk.mode is not None)
        window.press("Shift+Space Down Esc Esc")

    nothing_is_done_hit_by_hit(look)


def _looks(window) -> bool:
    return window.window.find_bar.count.text() == "Looking ..."


def test_nothing_is_done_hit_by_hit_for_all_other_mentions(open_text):
    window = open_text(TEXT)

    def look() -> None:
        window.go_to("Kim")
        window.press("a")
        window.until(lambda: window.bench.desk.mode is not None)
        window.press("Shift+Space Down Esc")

    nothing_is_done_hit_by_hit(look)


def test_paragraphs_are_not_looked_for_before_the_list_shows(open_text, monkeypatch):
    asked: list[str] = []
    found = paragraphs._text_paragraphs.__wrapped__

    def noting(text: str):
        asked.append(text)
        return found(text)

    monkeypatch.setattr(paragraphs, "_text_paragraphs", noting)
    window = open_text(TEXT)
    asked.clear()
    window.press("a")
    window.until(lambda: window.bench.desk.mode is not None)
    assert asked == []
    window.press("3")
    window.until(lambda: len(window.bench.desk.mode.hits) == 1)
    assert asked
