"""The interval index says what looking at every entry would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.index import BUCKET_CP, IntervalIndex
from reader.text.spans import Span

PLACES = st.one_of(st.integers(0, 40), st.integers(BUCKET_CP - 3, BUCKET_CP + 3), st.integers(0, 6 * BUCKET_CP))


@st.composite
def spans(draw: st.DrawFn, least: int = 1) -> Span:
    one, other = sorted((draw(PLACES), draw(PLACES)))
    return Span(one, max(other, one + least))


ENTRIES = st.lists(st.tuples(spans(), st.sampled_from("abcdef")), max_size=30)


def brute_force(entries: set[tuple[Span, str]], wanted: Span) -> list[tuple[Span, str]]:
    found = [(span, key) for span, key in entries if span.overlaps(wanted)]
    return sorted(found, key=lambda pair: (pair[0].start, -pair[0].end, pair[1]))


@given(ENTRIES, ENTRIES, spans())
def test_answers_are_those_of_brute_force(
    first: list[tuple[Span, str]], then: list[tuple[Span, str]], query: Span
) -> None:
    taken = first[::2]
    index = IntervalIndex().changed(added=first).changed(removed=taken, added=then)
    assert index.overlapping(query) == brute_force((set(first) - set(taken)) | set(then), query)


@given(ENTRIES, ENTRIES, spans())
def test_an_older_index_does_not_see_later_changes(
    first: list[tuple[Span, str]], then: list[tuple[Span, str]], query: Span
) -> None:
    old = IntervalIndex().changed(added=first)
    before = old.overlapping(query)
    old.changed(removed=first, added=then)
    assert old.overlapping(query) == before


def test_a_change_touches_only_its_own_buckets() -> None:
    far = Span(100 * BUCKET_CP, 100 * BUCKET_CP + 5)
    index = IntervalIndex().changed(added=[(Span(0, 5), "near"), (far, "far")])
    after = index.changed(added=[(Span(1, 3), "new")])
    assert after._buckets[100] is index._buckets[100]


def test_neighbours_that_only_touch_do_not_overlap() -> None:
    index = IntervalIndex().changed(added=[(Span(0, BUCKET_CP), "left"), (Span(BUCKET_CP, BUCKET_CP + 4), "right")])
    assert [key for _, key in index.overlapping(Span(BUCKET_CP, BUCKET_CP + 1))] == ["right"]
    assert [key for _, key in index.overlapping(Span(BUCKET_CP - 1, BUCKET_CP))] == ["left"]
