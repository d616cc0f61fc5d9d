"""When words are the same name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Entity
from reader.annotations.names import display_name, entities_named, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Korea", "North\nKorea"),
        ("North Korea", "  North \u00a0 Korea "),
        ("Kim", "Kim's"),
        ("Kim", "Kim’s"),
        ("the Emirates", "the Emirates’"),
        ("José", "Jose\u0301"),
        ("O'Brien", "O’Brien"),
        ("“Wagner”", '"Wagner"'),
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("US", "us"), ("Jose", "José"), ("North Korea", "NorthKorea"), ("Kim", "Kims"), ("ﬁn", "fin")]
)
def test_another_name(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_in_single_quotation_marks_is_not_a_possessive() -> None:
    assert display_name("‘Progress’") == "‘Progress’"
    assert display_name("'Progress'") == "'Progress'"
    assert display_name("'Progress's") == "'Progress"


@given(st.text(max_size=20))
def test_the_key_of_a_name_is_that_of_its_display_and_of_its_other_normal_form(words: str) -> None:
    assert name_key(display_name(words)) in {name_key(words), name_key(display_name(display_name(words)))}
    assert name_key(unicodedata.normalize("NFC", words)) == name_key(unicodedata.normalize("NFD", words))


def test_entities_are_found_by_alias_and_only_of_the_type() -> None:
    korea = Entity("e1", "ORG", "Korean Central News Agency", ("KCNA",))
    other = Entity("e2", "LOC", "KCNA")
    twin = Entity("e3", "ORG", "KCNA")
    state = AnnotationSet.of((), [korea, other, twin])
    assert entities_named(state, "ORG", "KCNA’s") == [korea, twin]
    assert entities_named(state, "ORG", "kcna") == []
