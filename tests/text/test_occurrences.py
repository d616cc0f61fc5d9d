"""Where names stand, by the rules that somebody chose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.endings import inflected
from reader.text.occurrences import Rules, occurrences
from reader.text.quotes import find_quote
from reader.text.spans import Span

EXACT, CASE, ENDINGS = Rules(), Rules(ignore_case=True), Rules(endings=True)


def found(text: str, *names: str, rules: Rules = EXACT, language: str = "", within: Span | None = None) -> list[str]:
    return [span.of(text) for span in occurrences(text, names, rules, language, within)]


def test_the_longer_name_wins_where_two_overlap():
    assert found("Kim Jong Un and Kim.", "Kim", "Kim Jong Un") == ["Kim Jong Un", "Kim"]
    assert found("a b c", "a b", "b c") == ["a b"]


def test_case_counts_unless_it_is_ignored():
    text = "UN, Un and un; STRASSE, Straße"
    assert found(text, "UN") == ["UN"]
    assert found(text, "UN", rules=CASE) == ["UN", "Un", "un"]
    assert found(text, "Straße", rules=CASE) == ["STRASSE", "Straße"]


@pytest.mark.parametrize(
    ("language", "name", "text", "wanted"),
    [
        ("en", "Russian", "A Russian, the Russians, Russian's, Russia, Russianize", ["Russian", "Russians", "Russian"]),
        ("en", "Russians", "A Russian and Russians", ["Russian", "Russians"]),
        ("en", "country", "country, countries, countrymen", ["country", "countries"]),
        ("en-GB", "bus", "bus buses busy", ["bus", "buses"]),
        ("en", "prime minister", "prime ministers, primes minister", ["prime ministers"]),
        ("en", "Korea", "Korea's Korean Koreas", ["Korea", "Koreas"]),
        ("ru", "Путин", "Путин, Путина, Путиным, Путинская", ["Путин", "Путина", "Путиным"]),
        ("ru", "Москва", "Москва, Москвы, Москвой, москвич", ["Москва", "Москвы", "Москвой"]),
        ("ru", "Иран", "Иран, Ирана, Ираном, Ирак, Ираке", ["Иран", "Ирана", "Ираном"]),
        ("ru", "Ким Чен Ын", "Ким Чен Ын, Кима Чен Ына", ["Ким Чен Ын", "Кима Чен Ына"]),
        ("de", "Kim", "Kim, Kims, Kimono", ["Kim", "Kims"]),
        ("de", "Russland", "Russlands Russland Russlandreise", ["Russlands", "Russland"]),
        ("fi", "Suomi", "Suomen Suomi Suomessa", ["Suomen", "Suomi"]),
        ("ko", "김정은", "김정은은 김정은이 김정일", ["김정은은", "김정은이"]),
        ("", "北京", "北京市", ["北京"]),
        ("ru", "ООН", "ООН, ООНа", ["ООН", "ООНа"]),
    ],
)
def test_endings(language, name, text, wanted):
    assert found(text, name, rules=ENDINGS, language=language) == wanted


def test_short_stems_and_what_is_no_word_stay_as_they_are():
    assert inflected("Ян", 1, 1, "ru") == ("Ян", "")
    assert inflected("B-52", 1, 1, "en") == ("B-52", "")
    assert inflected("North", 1, 2, "en") == ("North", "")


def test_a_stretch_bounds_the_search_and_parts_no_word():
    text = "Korea, Korean, Korea 10,000 Korea"
    assert found(text, "Korea", within=Span(0, 5)) == ["Korea"]
    assert found(text, "Korea", within=Span(7, 12)) == []
    assert found(text, "10", within=Span(0, 23)) == []
    assert found(text, "Korea", within=Span(1, 20)) == ["Korea"]
    decomposed = "Jose\u0301 met Jose\u0301 "
    assert len(occurrences(decomposed, ["José"], within=Span(3, len(decomposed)))) == 1


@given(st.text("ab ,é\u0301京", max_size=30), st.text("ab京", min_size=1, max_size=3), st.data())
def test_inside_a_stretch_are_the_hits_that_lie_in_it(text, name, data):
    start = data.draw(st.integers(0, len(text)))
    within = Span(start, data.draw(st.integers(start, len(text))))
    inside = find_quote(text, name, within=within)
    assert all(within.covers(span) for span in inside)
    everywhere = [span for span in find_quote(text, name) if within.covers(span)]
    if name * 2 not in text:  # hits may overlap then, and which of them are taken depends on where one begins
        assert inside == everywhere
