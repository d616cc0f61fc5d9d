"""What the lists hold, change by change, is what a whole look at the set would give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet, Change, reading_order
from reader.annotations.model import Anchor, Annotation, Claim, Entity, Highlight, Lost, Mention, Placed, Quote
from reader.annotations.tagset_file import default_tagset
from reader.app.desk.hidden import hidden_as
from reader.app.panels import book as book_module
from reader.app.panels.book import Book
from reader.app.panels.lazy_rows import Rows, differing
from reader.app.panels.listing import Listing
from reader.app.panels.rows import Said, Tab
from reader.app.panels.wanted import STATES, Wanted
from reader.text.spans import Span

TEXT = "Ada wrote to Charles in Turin about the engine and Ada's notes. " * 100
IDS = st.sampled_from([f"a{n}" for n in range(12)])
ENTITY_IDS = st.sampled_from(["e0", "e1", "e2"])
FRAGMENTS = st.one_of(
    st.builds(
        lambda s, n, anchor: Placed(Span(s, s + n), anchor=anchor),
        st.integers(0, 6000),
        st.integers(1, 30),
        st.sampled_from([Anchor.EXACT, Anchor.FUZZY]),
    ),
    st.builds(Lost, st.builds(Quote, st.just("gone words"))),
)


@st.composite
def annotations(draw: st.DrawFn, key: str) -> Annotation:
    fragments, note = (draw(FRAGMENTS),), draw(st.sampled_from(["", "a note on Turin"]))
    kind = draw(st.sampled_from("mmch"))
    if kind == "m":
        type_id = draw(st.sampled_from(["PER", "GPE", "ODD"]))
        return Mention(id=key, fragments=fragments, note=note, type=type_id, entity=draw(st.none() | ENTITY_IDS))
    if kind == "c":
        return Claim(id=key, fragments=fragments, note=note, verdict=draw(st.sampled_from(["", "false"])))
    return Highlight(id=key, fragments=fragments, note=note)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    keys = draw(st.lists(IDS, unique=True, max_size=4))
    put = tuple((key, draw(st.none() | annotations(key))) for key in keys)
    entity_keys = draw(st.lists(ENTITY_IDS, unique=True, max_size=2))
    names = st.sampled_from(["Ada", "Turin", "Charles"])
    entities = tuple((k, draw(st.none() | st.builds(Entity, st.just(k), st.just("PER"), names))) for k in entity_keys)
    return Change("Act", put, entities)


def whole(state: AnnotationSet) -> Book:
    book = Book()
    book.begin(state)
    assert book.ready
    return book


def same(one: Book, other: Book) -> None:
    assert one.lists == other.lists
    assert {k: v for k, v in one.of_entity.items() if v} == {k: v for k, v in other.of_entity.items() if v}
    assert (one.by_count, one.by_place) == (other.by_count, other.by_place)
    assert (+one.drawn, +one.unsure) == (+other.drawn, +other.unsure)


@given(st.lists(changes(), max_size=6))
def test_change_by_change_is_the_same_as_all_at_once(acts):
    state, book = AnnotationSet(), Book()
    book.begin(state)
    for act in acts:
        applied = state.apply(act)
        book.change(applied)
        state = applied.after
        same(book, whole(state))


@given(st.lists(changes(), min_size=2, max_size=6), st.integers(0, 4))
def test_what_changes_while_a_set_is_taken_up_is_not_lost(acts, early):
    state = AnnotationSet()
    for act in acts[:early]:
        state = state.apply(act).after
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(book_module, "AT_ONCE", -1)
        book = Book()
        book.begin(state)
        assert not book.ready and book.count_drawn(frozenset({"PER"})) is None
        for act in acts[early:]:
            applied = state.apply(act)
            book.change(applied)
            state = applied.after
            book.go_on(0)
        while not book.go_on(0):
            pass
    same(book, whole(state))


def test_lists_and_orders():
    placed = [Placed(Span(n, n + 1)) for n in range(9)]
    state = AnnotationSet.of(
        [
            Mention(id="m0", fragments=(placed[0],), type="PER", entity="e1"),
            Mention(id="m1", fragments=(placed[3],), type="GPE", entity="e0", note="n"),
            Mention(id="m2", fragments=(placed[4],), type="GPE", entity="e0"),
            Claim(id="c", fragments=(placed[1],)),
            Highlight(id="o", fragments=(Lost(Quote("gone")),)),
        ],
        [Entity("e0", "GPE", "Turin"), Entity("e1", "PER", "Ada"), Entity("e2", "PER", "Nobody")],
    )
    book = whole(state)
    assert [key[3] for key in book.lists[Tab.ALL]] == ["m0", "c", "m1", "m2", "o"]
    assert [[key[3] for key in book.lists[tab]] for tab in (Tab.CLAIMS, Tab.NOTES, Tab.ORPHANS)] == [
        ["c"],
        ["m1"],
        ["o"],
    ]
    assert [key[-1] for key in book.by_count] == ["e0", "e1", "e2"]
    assert [key[-1] for key in book.by_place] == ["e1", "e0", "e2"]
    assert book.count_drawn(frozenset({"GPE", "CLAIM"})) == 3
    assert book.number_of(state.claims[0]) == 1


def listed(state: AnnotationSet, wanted: Wanted, tab: Tab = Tab.ALL, by_type: bool = False) -> Listing:
    listing = Listing(Said(state, TEXT, default_tagset()), whole(state), tab, wanted, by_type)
    while not listing.go_on(0):
        pass
    return listing


WANTED = st.builds(
    Wanted,
    st.sampled_from(["", "ada", "turin note", "gone", "  "]),
    st.frozensets(st.sampled_from(["PER", "ODD", "CLAIM"]), max_size=2),
    st.frozensets(st.sampled_from([state for state, *_ in STATES]), max_size=2),
)


@given(st.lists(changes(), min_size=1, max_size=5), WANTED, st.sampled_from(list(Tab)), st.booleans())
def test_a_listing_kept_up_is_the_same_as_one_made_anew(acts, wanted, tab, by_type):
    state = AnnotationSet.of((), [Entity("e0", "PER", "Ada"), Entity("e1", "PER", "Turin"), Entity("e2", "PER", "C")])
    acts = [Change(act.label, act.annotations) for act in acts]  # names of entities have their listing made anew
    book, listing = whole(state), listed(state, wanted, tab, by_type)
    for act in acts:
        applied = state.apply(act)
        state = applied.after
        book.change(applied)
        listing.change(Said(state, TEXT, default_tagset()), book, applied)
    anew = listed(state, wanted, tab, by_type)
    assert (listing.keys, listing.total) == (anew.keys, anew.total)
    ids = [str(key[-1]) for key in anew.keys]
    assert all(listing.key_of(state.annotations[key]) == own for key, own in zip(ids, anew.keys, strict=True))


def test_by_words_type_and_state():
    start = TEXT.index("Turin")
    state = AnnotationSet.of(
        [
            Mention(id="m0", fragments=(Placed(Span(0, 3)),), type="PER", entity="e0"),
            Mention(id="m1", fragments=(Placed(Span(start, start + 5)),), type="GPE", note="the city"),
            Claim(id="c0", fragments=(Placed(Span(4, 30)),), verdict="false"),
            Claim(id="c1", fragments=(Placed(Span(40, 50)),)),
            Mention(id="o", fragments=(Lost(Quote("İstanbul")),), type="GPE"),
        ],
        [Entity("e0", "PER", "Augusta King", ("Countess of Lovelace",))],
    )

    def ids(**wanted):
        return [key[-1] for key in listed(state, Wanted(**wanted)).keys]

    assert ids(text="KING aug") == ["m0"] and ids(text="countess") == ["m0"]
    assert ids(text="turin") == ["c0", "m1"] and ids(text="city turin") == ["m1"]
    assert ids(text="istanbul") == [] and ids(text="i̇stan") == ["o"]
    assert ids(types=frozenset({"GPE"})) == ["m1", "o"]
    assert ids(types=frozenset({"CLAIM", "PER"})) == ["m0", "c0", "c1"]
    assert ids(states=frozenset({"orphan"})) == ["o"]
    assert ids(states=frozenset({"verdict"})) == ["c0"] and ids(states=frozenset({"no-verdict"})) == ["c1"]
    assert ids(states=frozenset({"note"})) == ["m1"]
    assert ids(states=frozenset({"no-note", "exact"}), types=frozenset({"GPE"})) == []
    assert [k[-1] for k in listed(state, Wanted(), by_type=True).keys] == ["m0", "m1", "o", "c0", "c1"]


def test_more_letters_look_only_at_what_was_found():
    state = AnnotationSet.of(
        [Highlight(id=f"h{n:03}", fragments=(Placed(Span(64 * n, 64 * n + 3 + n % 2 * 5)),)) for n in range(90)]
    )
    said, book = Said(state, TEXT, default_tagset()), whole(state)
    first = listed(state, Wanted("ada"))
    assert first.narrowed_by(Wanted("ada w"), False, Tab.ALL) and not first.narrowed_by(Wanted("ad"), False, Tab.ALL)
    second = Listing(said, book, Tab.ALL, Wanted("ada w"), False, first)
    while not second.go_on(0):
        pass
    assert second.keys == listed(state, Wanted("ada w")).keys and second.total == 90
    assert 0 < len(second.keys) < len(first.keys)


def test_the_filter_in_words():
    tagset = default_tagset()
    wanted = Wanted(" kim  jong").with_type("CLAIM").with_type("PER").with_state("fuzzy").with_state("moved")
    assert wanted.with_state("note").words(tagset) == "Person, Claims · moved or unsure · with a note · “kim jong”"
    assert not Wanted("  ") and Wanted("  ").words(tagset) == ""
    assert Wanted().with_state("note").with_state("no-note").states == {"no-note"}
    assert not Wanted().with_type("PER").with_type("PER")


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 20), unique=True))
def test_only_what_differs_is_exchanged(before, after):
    old, new = [(n,) for n in sorted(before)], [(n,) for n in sorted(after)]
    start, end, new_end = differing(old, new)
    assert old[:start] + new[start:new_end] + old[end:] == new
    assert old[:start] == new[:start] and old[end:] == new[new_end:]
    assert start <= end and start <= new_end


def test_rows_are_made_when_they_are_looked_at():
    made = []

    def make(key):
        made.append(key)
        return key

    rows = Rows([(n, f"r{n}") for n in range(1000)], make, lambda key: (int(key[1:]), key))
    assert (len(rows), rows.place_of("r500"), rows.place_of("r1000"), rows.id_at(7)) == (1000, 500, -1, "r7")
    assert made == [] and rows[3] == (3, "r3") and rows[3] and made == [(3, "r3")]


def test_the_tally_counts_what_hides_together():
    state = AnnotationSet.of([Highlight(id="h", fragments=(Placed(Span(0, 1)),))])
    assert whole(state).drawn == {hidden_as(state.annotations["h"]): 1}
    assert whole(state).lists[Tab.ALL] == [reading_order(state.annotations["h"])]


def test_no_slice_walks_all_annotations():
    marks = [Highlight(id=f"h{n:05}", fragments=(Placed(Span(n, n + 1)),)) for n in range(3000)]
    state, book, slices = AnnotationSet.of(marks), Book(), 0
    book.begin(state)
    assert not book.ready
    while not book.ready:
        before = len(book.lists[Tab.ALL])
        book.go_on(0)
        assert len(book.lists[Tab.ALL]) - before <= 50
        slices += 1
    assert slices >= 3000 / 50
    listing, slices = Listing(Said(state, TEXT, default_tagset()), book, Tab.ALL, Wanted("a"), False), 0
    while not listing.go_on(0):
        slices += 1
    assert slices >= 3000 / 50
