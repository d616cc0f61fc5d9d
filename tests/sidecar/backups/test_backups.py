"""Earlier versions on a real disk: when one is kept, what it holds, how it is found again."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.annotations.collection import AnnotationSet
from reader.annotations.fields import set_fields
from reader.errors import UserError
from reader.sidecar.backups import backups as backups_module
from reader.sidecar.backups.backups import Backups, sweep, taken_away
from reader.sidecar.backups.thinning import APART, KEPT, Why
from reader.sidecar.places.places import beside
from tests.sidecar.desk import STAMP, SavingDesk

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class BackedUpDesk(SavingDesk):
    """And its backups are looked at."""

    @property
    def backups(self) -> Backups:
        return Backups.of(self.article, self.folders.state)

    @property
    def kept(self) -> list[tuple[Why, int]]:
        """Why each was kept and how many annotations it holds, oldest first."""
        return [(b.why, b.annotations) for b in reversed(self.backups.all())]


@pytest.fixture
def desk(path: Path, tmp_path: Path) -> Callable[..., BackedUpDesk]:
    return lambda of=path: BackedUpDesk(of, tmp_path / "home")


@pytest.fixture
def clock(monkeypatch):
    """`clock(minutes=5)` lets time pass for the backups."""
    passed = [timedelta()]

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + passed[0]

    monkeypatch.setattr(backups_module, "datetime", Clock)

    def let_pass(**time: float) -> None:
        passed[0] += timedelta(**time)

    return let_pass


def test_a_version_is_kept_before_it_is_replaced_but_not_at_each_save(desk, path, clock):
    one = desk().tag("Kim Jong Un")
    assert one.kept == []  # there was nothing to replace
    first = beside(path).read_bytes()
    one.tag("Sergei Shoigu").tag("Ann").tag("Bob")
    assert one.kept == [(Why.CHANGE, 1)]
    [kept] = one.backups.all()
    assert kept.read() == first and kept.size == len(first)
    assert gzip.decompress(kept.path.read_bytes()) == first  # with any tool
    clock(minutes=5)
    one.tag("Eve").tag("Dan")
    assert one.kept == [(Why.CHANGE, 1), (Why.CHANGE, 4)]


def test_what_is_removed_was_always_kept_before(desk, path):
    one = desk().tag("Kim Jong Un").tag("Ann").tag("Bob")
    before = beside(path).read_bytes()
    one.remove("Bob")
    assert one.kept == [(Why.CHANGE, 1), (Why.REMOVAL, 3)]
    assert one.backups.all()[0].read() == before
    one.remove("Ann").remove("Kim Jong Un")  # both stand in the version that was kept last
    assert one.kept == [(Why.CHANGE, 1), (Why.REMOVAL, 3)]


def test_the_version_kept_for_a_change_stays_when_what_it_holds_is_removed_soon_after(desk):
    one = desk().tag("Kim Jong Un").tag("Ann")
    assert one.kept == [(Why.CHANGE, 1)]
    one.remove("Kim Jong Un")
    assert one.kept == [(Why.REMOVAL, 1)]


def test_a_second_program_removes_nothing_unkept(desk):
    desk().tag("Kim Jong Un").tag("Ann")
    two = desk().remove("Ann")
    assert two.kept == [(Why.CHANGE, 1), (Why.REMOVAL, 2)]


def test_a_note_that_is_emptied_counts_as_taken_away(desk):
    one = desk().tag("Kim Jong Un")
    [mention] = one.state

    def with_note(state: AnnotationSet, note: str) -> AnnotationSet:
        change = set_fields(state, one.article.text, state.annotations[mention.id], {"note": note}, one.tagset, STAMP)
        return state.apply(change).after

    noted = with_note(one.state, "seen by two")
    assert not taken_away(one.state, noted) and not taken_away(noted, with_note(noted, "seen by three"))
    assert taken_away(noted, with_note(noted, "")).annotations == (mention.id,)


def test_a_version_that_stands_again_is_kept_once(desk, path):
    one = desk().tag("Kim Jong Un")
    data, since = beside(path).read_bytes(), datetime.now(UTC)
    first = one.backups.keep(data, Why.CHANGE, 1, since)
    again = one.backups.keep(data, Why.RESTORE, 1, since)
    assert [b.path for b in one.backups.all()] == [again.path] and again.why is Why.RESTORE
    assert again.until >= first.until and again.read() == data


def test_a_backup_that_was_damaged_is_said_to_be(desk, path):
    one = desk().tag("Kim Jong Un").tag("Ann")
    [kept] = one.backups.all()
    for damage in (b"", b"no gzip", kept.path.read_bytes()[:-20], gzip.compress(b"something else")):
        kept.path.write_bytes(damage)
        with pytest.raises(UserError, match="damaged"):
            kept.read()
    kept.path.unlink()
    with pytest.raises(UserError, match="cannot be read"):
        kept.read()


def test_they_are_found_by_content_when_the_article_was_moved(desk, path):
    one = desk().tag("Kim Jong Un").tag("Ann")
    copy = path.with_name("copy.txt")
    copy.write_bytes(path.read_bytes())
    assert desk(copy).kept == []  # a copy's are its own
    copy.unlink()
    moved = path.with_name("moved.txt")
    path.rename(moved)
    two = desk(moved)
    assert two.kept == one.kept
    two.tag("Bob")
    assert [why for why, _ in two.kept] == [Why.CHANGE, Why.MOVE]
    assert two.kept == [(b.why, b.annotations) for b in reversed(two.backups.all())]
    assert {b.path.parent for b in two.backups.all()} == {two.backups.folder}


def test_saving_goes_on_where_no_backup_can_be_written(desk, path, tmp_path):
    one = desk().tag("Kim Jong Un")
    state = tmp_path / "home" / "state"
    (state / "backups").write_text("in the way")
    one.remove("Kim Jong Un").tag("Ann")
    assert len(desk().state) == 1


def test_once_a_day_what_is_old_goes_for_all_articles(desk, path):
    one = desk().tag("Kim Jong Un").tag("Ann")
    shelf, later = one.backups.folder.parent, datetime.now(UTC) + KEPT + APART
    sweep(shelf, later)
    assert len(one.kept) == 1  # the newest of an article that is still there
    path.rename(path.with_name("elsewhere.txt"))
    sweep(shelf, later)
    assert not one.backups.folder.exists()


def test_nothing_strange_in_the_folder_is_taken_for_a_backup(desk):
    one = desk().tag("Kim Jong Un").tag("Ann")
    [kept] = one.backups.all()
    for name in ("x.json.gz", kept.path.name.replace("change", "nonsense"), kept.path.name.replace("2", "9")):
        (kept.path.parent / name).write_bytes(b"")
    os.mkfifo(kept.path.parent / "pipe")
    assert [b.path for b in one.backups.all()] == [kept.path]


def test_the_last_version_is_the_last_whatever_the_clock_says(desk, path, clock):
    one = desk().tag("Kim Jong Un").tag("Ann")
    assert one.kept == [(Why.CHANGE, 1)]
    clock(hours=-3)
    one.remove("Ann").tag("Bob").tag("Eve").remove("Bob")
    clock(hours=1)
    one.remove("Eve")
    assert one.kept == [(Why.CHANGE, 1), (Why.REMOVAL, 2), (Why.REMOVAL, 3), (Why.REMOVAL, 2)]
    kept = one.backups.all()
    assert kept[0].until < kept[-1].until, "the times are the clock's"
    clock(hours=5)  # the clock is right again
    one.tag("Dan")
    newest = one.backups.all()[0]
    assert newest.order == newest.until
    assert [b.until for b in one.backups.all()[1:]] == [b.until for b in kept], "nothing was thinned out wrongly"
