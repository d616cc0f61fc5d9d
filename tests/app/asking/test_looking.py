"""Looking on a thread: what it finds, and that it can be stopped."""

from __future__ import annotations

import threading

import reader.app.asking.looking as looking
from reader.app.asking.looking import Found, Looking, Wanted, look_through
from reader.text.spans import Span


def test_it_finds_what_is_found_at_once():
    text, wanted = "kim Kim kimono", Wanted("kim", match_case=False, whole_words=True)
    told = []
    one = Looking(text, wanted, told.append)
    assert one.wait() == look_through(text, wanted) == Found((Span(0, 3), Span(4, 7)))
    assert told == [one]


def test_it_is_stopped_among_many_matches(monkeypatch):
    monkeypatch.setattr(looking, "STEP", 1)
    went_on, seen = threading.Event(), []

    def matches(*_args, **_kwargs):
        for at in range(1000):
            went_on.wait(10)
            seen.append(at)
            yield Span(at, at + 1)

    monkeypatch.setattr(looking, "matches", matches)
    told = []
    one = Looking("", Wanted("x"), told.append)
    one.stop()
    went_on.set()
    assert one.wait() == Found() and told == [] and len(seen) == 1


def test_there_is_an_end_to_what_is_kept(monkeypatch):
    monkeypatch.setattr(looking, "MOST_HITS", 2)
    assert look_through("aaa", Wanted("a")) == Found((Span(0, 1), Span(1, 2)), is_cut=True)
    assert look_through("aa", Wanted("a")) == Found((Span(0, 1), Span(1, 2)))
