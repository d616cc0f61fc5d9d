"""Rankings that people expect of a list that is narrowed by typing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.asking.fuzzy import fit, fold


def ranked(typed: str, *names: str) -> list[str]:
    scored = [(found.score, -n, name) for n, name in enumerate(names) if (found := fit(typed, fold(name)))]
    return [name for _, _, name in sorted(scored, reverse=True)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("hc", ["High contrast", "Highlight claim"]),  # earlier beginnings of words
        ("hc", ["Highlight claim", "Watch clock"]),  # beginnings before middles
        ("exp", ["Export the annotated PDF", "Extend by a page"]),  # a run before gaps
        ("find", ["Find", "Find next", "Do not find", "Friend"]),  # the whole name, its beginning, a word, scattered
        ("kim", ["Kim", "Kim Jong Un", "President Kim"]),
        ("un", ["UN", "Under", "Kim Jong Un", "Hungary"]),
        ("nk", ["North Korea", "Bank"]),
        ("pdf", ["PDF export", "Export the annotated PDF", "Paragraph: define"]),
        ("dark", ["Theme: dark", "Day mark"]),
        ("x2", ["Axis 2", "Exam 12"]),
        ("hc", ["Theme: high contrast", "Hide or show: Country/state/city"]),  # words side by side
    ],
)
def test_what_people_mean_comes_first(typed, names):
    assert ranked(typed, *reversed(names)) == names


def test_the_order_is_kept_where_nothing_tells_names_apart():
    assert ranked("next", "Next row", "Next tab") == ["Next row", "Next tab"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jose", "José"), ("JOSÉ", "jose"), ("strasse", "Straße"), ("ﬁn", "Find"), ("kyiv", "KYIV"),
        ("киев", "Киев"), ("ελλ", "Ελλάδα"), ("محمد", "مُحَمَّد"), ("北京", "北京市"), ("zoc", "Żóć"),
    ],
)  # fmt: skip
def test_case_and_accents_do_not_count(typed, name):
    assert fit(typed, fold(name)) is not None


def test_words_may_come_in_any_order_and_all_must_be_there():
    assert fit("pdf exp", fold("Export the annotated PDF")) is not None
    assert fit("pdf exz", fold("Export the annotated PDF")) is None
    assert fit("tropxe", fold("Export")) is None


@pytest.mark.parametrize(
    ("typed", "name", "places"),
    [
        ("exp pdf", "Export the annotated PDF", (0, 1, 2, 21, 22, 23)),
        ("hc", "High contrast", (0, 5)),
        ("nk", "North Korea", (0, 6)),
        ("asse", "Straße", (3, 4, 5)),
        ("kj", "Kim Jong Un", (0, 4)),
    ],
)
def test_the_letters_that_were_hit_are_told(typed, name, places):
    found = fit(typed, fold(name))
    assert found is not None and found.places == places


@given(st.text(max_size=20), st.text(max_size=40))
def test_places_are_in_order_and_in_the_name(typed, name):
    found = fit(typed, fold(name))
    if found is not None:
        assert list(found.places) == sorted(set(found.places))
        assert all(0 <= place < len(name) for place in found.places)


@given(st.text(max_size=40))
def test_every_name_fits_itself_and_nothing_typed_fits_all(name):
    assert fit(name[:40], fold(name)) is not None
    assert fit("", fold(name)) is not None
