"""What can be chosen for a PDF goes to plain words and back, and a wrong word is named with the right ones."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import UsageError
from reader.export.pdf.measure import NUMBERS, column_on
from reader.export.pdf.options import CHOICES, PAPERS, PdfOptions, options_of, words_of

TYPES = st.none() | st.lists(st.sampled_from(["PER", "ORG", "x.y"]), unique=True).map(tuple)
ANY = {
    choice.name: TYPES
    if choice.kind == "types"
    else st.booleans()
    if choice.kind == "switch"
    else st.sampled_from([value for value, _ in choice.values])
    for choice in CHOICES
}


def test_each_option_is_described_once_in_the_same_order() -> None:
    assert [choice.name for choice in CHOICES] == [field.name for field in fields(PdfOptions)]
    for choice in CHOICES:
        if choice.kind == "one":
            assert getattr(PdfOptions(), choice.name) in dict(choice.values)


@given(st.fixed_dictionaries(ANY))
def test_words_lead_back_to_the_same_options(values: dict[str, object]) -> None:
    options = PdfOptions(**values)  # type: ignore[arg-type]
    assert options_of(words_of(options)) == options


def test_defaults_need_no_words() -> None:
    assert words_of(PdfOptions()) == {} and options_of({}) == PdfOptions()


def test_people_write_words_in_many_ways() -> None:
    options = options_of({"paper": " Letter", "notes": "OFF", "types": "per, gpe,PER", "claims": "1"}, ("PER", "GPE"))
    assert options == PdfOptions(paper="letter", notes=False, types=("PER", "GPE"))
    assert options_of({"types": "all"}).types is None and options_of({"types": ""}).types == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"papper": "a4"}, "no option 'papper' of a PDF. Known: paper."),
        ({"paper": "a44"}, "paper of a PDF is not 'a44'. Known: a4"),
        ({"tone": "pink"}, "tone of a PDF is not 'pink'. Known: paper, sepia."),
        ({"notes": "maybe"}, "notes of a PDF is not 'maybe'. Known: yes, no."),
        ({"types": "PER,ORB"}, "There is no type 'ORB'. Known: ORG."),
    ],
)
def test_a_wrong_word_is_named_with_the_right_ones(words: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        options_of(words, ("PER", "ORG", "GPE"))
    assert says in str(caught.value)


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_has_room_for_numbers_and_a_column_one_can_read(name: str) -> None:
    column = column_on(PAPERS[name])
    assert column.left - NUMBERS >= 20
    assert 300 <= column.width - column.left - column.right <= 356
    assert column.right >= 40
