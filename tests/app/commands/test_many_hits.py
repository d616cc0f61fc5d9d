"""Looking for what stands in an article thousands of times: what it costs the window's thread, counted in calls."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

import reader.app.surface.finding as finding
import reader.app.surface.reviewing as reviewing
import reader.text.paragraphs as paragraphs

MANY, FEW = 4_000, 40
TEXT = "".join(f"Kim went {'to Tarrow' if n % (MANY // FEW) == 0 else 'home'}.\n" for n in range(MANY))


@pytest.fixture(autouse=True)
def long(monkeypatch):
    monkeypatch.setattr(finding, "AT_ONCE_CP", 10)
    monkeypatch.setattr(reviewing, "AT_ONCE_CP", 10)


def calls(act: Callable[[], None]) -> int:
    """How many functions of ours are called on this thread; each value that a generator gives counts as one."""
    count = 0

    def noting(frame, event, _arg) -> None:
        nonlocal count
        name = frame.f_code.co_filename.replace("\\", "/")
        count += event == "call" and "/reader/" in name and "/suggest" not in name

    sys.setprofile(noting)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def compare(look: Callable[[str], None]) -> None:
    """What stands everywhere costs about what little does; a page that is still being laid out is left out of it."""
    many, few = (min(calls(lambda w=words: look(w)) for _ in range(3)) for words in ("Kim", "Tarrow"))
    assert many < few + MANY // 2


def found(window, words: str) -> None:
    window.press("/")
    window.type(words)
    window.until(lambda: bool(window.bench.desk.find.hits))


def test_finding_and_listing_what_stands_everywhere_costs_the_window_what_little_does(open_text):
    window = open_text(TEXT)

    def look(words: str) -> None:
        found(window, words)
        before = window.bench.desk.find.hits
        window.press("Alt+W")  # the same places by other rules
        window.until(lambda: len(window.bench.desk.find.hits) == len(before) and not _looks(window))
        window.press("Tab")
        window.until(lambda: window.bench.desk.mode is not None)
        window.press("Shift+Space Down Esc Esc")

    compare(look)


def _looks(window) -> bool:
    return window.window.find_bar.count.text() == "Looking ..."


def test_all_other_mentions_are_worked_out_beside_the_window(open_text):
    window = open_text(TEXT)

    def look(words: str) -> None:
        window.go_to(words)
        window.press("a")
        window.until(lambda: window.bench.desk.mode is not None)
        window.press("Shift+Space Down Esc")

    compare(look)


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
