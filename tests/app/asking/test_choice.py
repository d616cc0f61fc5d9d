"""What fits, by name, by detail and by words that are not shown."""

from __future__ import annotations

from reader.app.asking.choice import Choice, Shortlist

CHOICES = (
    Choice("1", "Export the annotated PDF", "Article"),
    Choice("2", "Find", "Edit", also=("search.open",)),
    Choice("3", "Article", "Help"),
    Choice("4", "Remove", "Edit"),
)


def fitting(typed: str) -> list[str]:
    return [shown.choice.id for shown in Shortlist(CHOICES).fitting(typed)]


def test_all_of_them_in_their_order_when_nothing_is_typed():
    assert fitting("") == fitting("  ") == ["1", "2", "3", "4"]


def test_a_name_goes_before_a_detail_and_a_detail_before_hidden_words():
    assert fitting("article") == ["3", "1"]
    assert fitting("edit") == ["2", "4"]
    assert fitting("search") == ["2"]


def test_words_of_name_and_detail_together():
    assert fitting("edit rem") == ["4"]
    (shown,) = Shortlist(CHOICES).fitting("edit rem")
    assert shown.hits == (0, 1, 2) and shown.detail_hits == (0, 1, 2, 3)


def test_narrowing_letter_by_letter_gives_what_typing_at_once_gives():
    shortlist = Shortlist(CHOICES)
    for typed in ("e", "ed", "edi", "edit", "edit ", "edit f", "e", "", "re", "r", "art"):
        assert [s.choice.id for s in shortlist.fitting(typed)] == fitting(typed)


def test_scattered_letters_fit_only_where_nothing_else_does():
    names = Shortlist([Choice(name, name) for name in ("Helsinki", "Kim", "Knight", "Make it", "Remove")])
    assert [shown.choice.id for shown in names.fitting("ki")] == ["Kim", "Helsinki"]
    assert [shown.choice.id for shown in names.fitting("kg")] == ["Knight"]
    assert [shown.choice.id for shown in names.fitting("k")] == ["Kim", "Knight"]
    assert [shown.choice.id for shown in names.fitting("kei")] == ["Make it"]
