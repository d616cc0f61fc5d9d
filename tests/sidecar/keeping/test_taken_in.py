"""What others remove or change while saves are under way stays removed and changed, however late one hears of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations import acts
from reader.folders import Folders
from reader.session import Session, read_article
from reader.sidecar.keeping.results import Saved
from reader.sidecar.merging.sets import Merger
from reader.text.quotes import find_quote
from tests.sidecar.desk import Desk


def test_a_save_that_was_begun_before_an_addition_was_seen_does_not_bring_it_back(desk: Callable[..., Desk]) -> None:
    """The addition is taken in between two saves that were sent without it, and removed by its maker meanwhile."""
    ours, theirs = desk(), desk()
    theirs.tag("Ann")
    theirs.save()
    ours.tag("Bob")
    first: Saved = ours.store.save(ours.state)  # brings Ann along
    ours.tag("Eve")  # not taken in yet
    second = ours.store.save(ours.state)
    assert {a.id for a in second.annotations} >= {a.id for a in theirs.state}
    merge = Merger(ours.article).merge
    seen = merge(first.sent, ours.state, first.annotations)  # the first result, taken in late
    theirs.state = desk().state
    theirs.remove("Ann")
    theirs.save()
    third = ours.store.save(seen, first.annotations)
    ours.state = third.annotations
    assert "Ann" not in ours.words
    assert desk().words == ["Bob", "Eve"]


class Later:
    """Results wait here until the session gets to them, as in a window that is busy."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def one(self) -> None:
        if self.waiting:
            self.waiting.pop(0)()


@pytest.mark.parametrize("late", [0, 1, 2])
def test_a_session_that_hears_late_keeps_nothing_that_was_removed(
    path: Path, tmp_path: Path, desk: Callable[..., Desk], late: int
) -> None:
    later = Later()
    session = Session(read_article(path, Folders.under(tmp_path / "home")), post=later, rest_s=3600.0)

    def tag(quote: str) -> None:
        spans = find_quote(session.article.text, quote)[:1]
        session.apply(acts.tag(session.annotations, session.article.text, spans, "PER", session.stamp))

    def save() -> None:
        session._safe.flush()  # the sidecar has it; the session has not heard how it went

    theirs = desk()
    theirs.tag("Ann")
    theirs.save()
    tag("Bob")
    save()
    tag("Eve")
    for _ in range(late):
        save()
        later.one()
    theirs = desk()
    theirs.remove("Ann")
    theirs.save()
    tag("Dan")
    save()
    later.one()
    tag("Moscow")
    while later.waiting:
        later.one()
    tag("Ulan Bator")
    session.close()
    assert sorted(desk().words) == ["Bob", "Dan", "Eve", "Moscow", "Ulan Bator"]
