"""Quotes are found by what a reader sees, at word boundaries, and nowhere else."""

from __future__ import annotations

import re
import time
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clusters import is_boundary
from reader.text.quotes import find_quote
from reader.text.spans import Span


def words(text: str, quote: str) -> list[str]:
    return [span.of(text) for span in find_quote(text, quote)]


@pytest.mark.parametrize(
    ("text", "quote", "hits"),
    [
        ("North Koreans left North Korea.", "North Korea", [19]),
        ("North Korea's and North Korea’s", "North Korea", [0, 18]),
        ("Mark, (Mark) Mark/Anna “Mark” Marker benchMarking Mark_2 Mark2 2Mark", "Mark", [0, 7, 13, 24]),
        ("mark MARK Mark", "Mark", [10]),
        ("O'Brien, l’État", "État", [11]),
        ("a b\u00a0c\nd", "b c d", [2]),
        ("a  b\n\n c", "a b c", [0]),
        ("a b", "  a\n b ", [0]),
        ("he said “no” and 'no' and ‘no’", '"no"', [8]),
        ("he said “no” and 'no' and ‘no’", "‘no’", [17, 26]),
        ("it’s late", "it's late", [0]),
        ("it's late", "it’s late", [0]),
        ("说林若溪的", "林若溪", [1]),
        ("iPhone手机2024年", "2024", [8]),
        ("เขาไปกรุงเทพแล้ว", "กรุงเทพ", [5]),
        ("3.5 and 13.5", "3.5", [0]),
        ("", "a", []),
        ("a", "", []),
        ("a", " \n", []),
        ("ab", "a.", []),
        ("*a* [b] (c)", "[b]", [4]),
        ("end", "end", [0]),
        ("soft\u00adware", "ware", []),
        ("new soft\u00adware, software", "software", [4, 15]),
        ("new soft\u00adware, software", "soft\u00adware", [4, 15]),
        ("Don\u00adau\u00addampf\u00adschiff, a", "Donaudampfschiff, a", [0]),
        ("soft\u00adware", "soft", []),
        ("می\u200cروم", "روم", []),
        ("na na na", "na na", [0]),
        ("Vera\u2028deputy \u0085x", "Vera deputy x", [0]),
    ],
)
def test_places(text: str, quote: str, hits: list[int]) -> None:
    assert [span.start for span in find_quote(text, quote)] == hits


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("quoted", ["NFC", "NFD"])
@pytest.mark.parametrize("word", ["José", "한국", "Ελλάδα", "Nguyễn", "Å", "שָׁלוֹם", "がぎ"])
def test_canonical_equivalence(form: str, quoted: str, word: str) -> None:
    text = normalize(form, f"é {word}! {word}")  # type: ignore[arg-type]
    found = words(text, normalize(quoted, word))  # type: ignore[arg-type]
    assert found == [normalize(form, word)] * 2  # type: ignore[arg-type]


def test_singletons_and_odd_mark_order() -> None:
    assert words("5 Å\u0301 \u212b", "Å") == ["\u212b"]
    assert words("a\u0323\u0302 b", "a\u0302\u0323") == ["a\u0323\u0302"]


def test_never_inside_a_cluster() -> None:
    assert find_quote("Jose\u0301 met x\u0302", "Jose") == []
    assert find_quote("met x\u0302", "x") == []
    assert find_quote("👩\u200d👩\u200d👧", "👩") == []
    assert find_quote("🇦🇧🇨🇩", "🇧🇨") == []
    assert find_quote("🇦🇧🇨🇩", "🇨🇩") == [Span(2, 4)]


def test_half_of_a_neighbouring_pair_is_still_found_after_a_miss() -> None:
    assert find_quote("aab aa", "aa") == [Span(4, 6)]


def test_mark_in_benchmark(shared: Path) -> None:
    text = (shared / "cases/18-mark-in-benchmark/article.txt").read_text(encoding="utf-8")
    expected = [match.span() for match in re.finditer(r"(?<!\w)Mark(?!\w)", text)]
    assert len(expected) == 8
    assert [(span.start, span.end) for span in find_quote(text, "Mark")] == expected


def test_odd_separators(shared: Path) -> None:
    text = (shared / "cases/03-odd-line-separators/article.txt").read_text(encoding="utf-8")
    for quote in ("Vera Lindqvist\u2028deputy harbour master", "The motion\u0085was carried", "End of the minutes."):
        assert find_quote(text, quote) == [Span(text.index(quote), text.index(quote) + len(quote))]


def test_unchanged_names_of_shared_cases(shared: Path) -> None:
    chinese = (shared / "cases/04-neighbours-without-space/article.txt").read_text(encoding="utf-8")
    assert len(find_quote(chinese, "林若溪")) == chinese.count("林若溪") == 3
    hebrew = (shared / "cases/05-hebrew-with-latin/article.txt").read_text(encoding="utf-8")
    assert words(hebrew, "הספינה Morning Star לא תפליג לפני יוני") == ["הספינה Morning Star לא תפליג לפני יוני"]


PIECES = st.sampled_from(
    [*"abcé '’\"“”.,-/_1\n\t\u00a0", "e\u0301", "한", "\u1112\u1161\u11ab", "林", "น้ำ", "👩\u200d👧", "🇦🇧"]
)


@given(st.lists(PIECES, max_size=20).map("".join), st.data())
def test_words_at_boundaries_find_themselves(text: str, data: st.DataObject) -> None:
    """Any stretch between spaces, of whole words and clusters, is among the hits for its own words."""
    starts = [0, *(match.end() for match in re.finditer(r"\s", text))]
    ends = [*(match.start() for match in re.finditer(r"\s", text)), len(text)]
    start = data.draw(st.sampled_from(starts))
    end = data.draw(st.sampled_from([e for e in ends if e >= start] or [len(text)]))
    if not (is_boundary(text, start) and is_boundary(text, end)) or text[start:end] != text[start:end].strip():
        return
    first_and_overlapping = [span for span in find_quote(text, text[start:end]) if span.start <= start]
    assert start == end or any(span.end > start for span in first_and_overlapping)


@given(st.lists(PIECES, max_size=20).map("".join), st.lists(PIECES, min_size=1, max_size=3).map("".join))
def test_normal_forms_agree(text: str, quote: str) -> None:
    def found(form: str) -> list[str]:
        whole = normalize(form, text)  # type: ignore[arg-type]
        return [normalize("NFC", words) for words in words(whole, quote)]

    assert found("NFC") == found("NFD")
    for span in find_quote(text, quote):
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)


ODD = "e\u00ad\u0301\u0323\u1100\u1161\u11a8각ㅏ\u0bc6\u0bbe\u212b"


@given(st.text(st.one_of(st.characters(), st.sampled_from(ODD))))
def test_every_normal_form_of_a_text_is_found_in_it(text: str) -> None:
    """The whole text, in either form, stands in it from the first to the last character that is no white space."""
    first = len(text) - len(text.lstrip())
    for form in ("NFC", "NFD"):
        hits = find_quote(text, normalize(form, text))  # type: ignore[arg-type]
        if first < len(text) and is_boundary(text, first) and is_boundary(text, len(text.rstrip())):
            assert hits == [Span(first, len(text.rstrip()))]


def test_a_megabyte_is_quick(shared: Path) -> None:
    """Against the floor of reading the text once with a plain regular expression, generously."""
    text = (shared / "articles/shoigu-in-pyongyang.txt").read_text(encoding="utf-8") * 370
    expected = text.count("North Korea") - text.count("North Korean")

    def floor() -> float:
        began = time.process_time()
        re.findall(r"\w+", text)
        return time.process_time() - began

    def ours() -> float:
        began = time.process_time()
        assert len(find_quote(text, "North Korea")) == expected
        return time.process_time() - began

    assert min(ours() for _ in range(3)) < 2 * min(floor() for _ in range(3))


@pytest.mark.parametrize(
    ("text", "quote", "hits"),
    [
        ("\u2764\ufe0fAnna Berg and 1\ufe0f\u20e3Otto", "Anna Berg", 1),
        ("\u2764\ufe0fAnna Berg and 1\ufe0f\u20e3Otto", "Otto", 1),
        ("\u2014\ufe0fBerg", "Berg", 1),
        ("\U0001f468\u200d\U0001f469Berg", "Berg", 1),
        ("e\u0301Berg", "Berg", 0),
        ("Be\u0301rg", "rg", 0),
        ("10,000 and 3.14 and 10.", "10", 1),
        ("10,000 and 3.14, 3.", "3", 1),
        ("10,000 and 3.14", "14", 0),
        ("10,000 and 3.14", "10,000", 1),
        ("In 2024, 2025.", "2024", 1),
    ],
)
def test_marks_after_emoji_are_no_part_of_words_and_numbers_are_whole(text: str, quote: str, hits: int) -> None:
    assert len(find_quote(text, quote)) == hits
