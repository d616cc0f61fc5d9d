"""Which backups stay: laws, for any history of saves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from reader.sidecar.backups.thinning import ALL_OF, APART, HOURLY_FOR, KEPT, Why, is_due, to_drop

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Version(NamedTuple):
    until: datetime
    why: Why
    stored: int = 1

    @property
    def order(self) -> datetime:
        return self.until


ages = st.floats(0, 60 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
SPARE = (Why.CHANGE, Why.LEFT)
versions = st.builds(Version, ages, st.sampled_from(Why), st.integers(1, 1000))
histories = st.lists(versions, max_size=60, unique_by=lambda v: v.until)


@given(histories, st.integers(0, 20_000))
def test_the_newest_stays_and_so_does_what_was_kept_before_a_removal(history, most_bytes):
    kept = [v for v in history if v not in to_drop(history, NOW, most_bytes=most_bytes)]
    assert not history or max(history, key=lambda v: v.until) in kept
    assert all(v in kept for v in history if v.why not in SPARE and NOW - v.until <= KEPT)


@given(histories)
def test_thinning_twice_drops_nothing_more(history):
    kept = [v for v in history if v not in to_drop(history, NOW)]
    assert to_drop(kept, NOW) == []


@given(histories)
def test_for_each_version_one_stays_that_is_hardly_newer(history):
    dropped = to_drop(history, NOW)
    kept = [v for v in history if v not in dropped]
    for version in dropped:
        age = NOW - version.until
        reach = timedelta(hours=1) if age < HOURLY_FOR else timedelta(days=1)
        is_near = any(timedelta() <= v.until - version.until <= reach for v in kept)
        assert is_near or age > KEPT
        assert age >= ALL_OF


@given(histories, st.integers(0, 20_000))
def test_only_what_can_be_spared_makes_room_and_the_oldest_first(history, most_bytes):
    unbounded = to_drop(history, NOW, most_bytes=1 << 60)
    more = [v for v in to_drop(history, NOW, most_bytes=most_bytes) if v not in unbounded]
    assert all(v.why in SPARE for v in more)
    kept = [v for v in history if v not in unbounded and v not in more]
    spare = [v for v in kept if v.why in SPARE and v is not max(history, key=lambda each: each.until)]
    assert sum(v.stored for v in kept) <= most_bytes or not spare
    assert all(v.until < other.until for v in more for other in spare)


@given(st.lists(st.floats(0.5, 600), min_size=1, max_size=200))
def test_a_whole_day_of_saving_leaves_few(gaps_s):
    kept: list[Version] = []
    now = NOW
    for gap in gaps_s * 20:
        now += timedelta(seconds=gap)
        if is_due(max((v.until for v in kept), default=None), now):
            kept.append(Version(now, Why.CHANGE))
            gone = to_drop(kept, now)
            kept = [v for v in kept if v not in gone]
    days = (now - NOW).days + 2
    assert len(kept) <= ALL_OF / APART + 1 + 25 + days


def test_a_clock_that_was_set_back_does_not_end_the_backups():
    assert is_due(NOW + timedelta(days=400), NOW)
    assert is_due(None, NOW) and is_due(NOW - APART, NOW) and not is_due(NOW - APART / 2, NOW)
