"""What is chosen for a PDF: steps, rows, and the line of the settings that remembers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Mention
from reader.annotations.tagset_file import default_tagset
from reader.app.exporting.chosen import TYPE, Chosen, designed, read, rows, turned, written
from reader.export.pdf.options import CHOICES, PdfOptions

TYPES = (("PER", "Person"), ("ORG", "Organisation"))
NAMES = [row.name for row in rows(Chosen(), TYPES)]
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([-1, 1])), max_size=12)


def after(steps: list[tuple[str, int]]) -> Chosen:
    chosen = Chosen()
    for name, by in steps:
        chosen = turned(chosen, name, by)
    return chosen


def test_every_choice_has_a_row_and_types_stand_below_mentions():
    assert {name for name in NAMES if not name.startswith(TYPE)} == {c.name for c in CHOICES if c.kind != "types"}
    at = NAMES.index("mentions")
    assert NAMES[at + 1 : at + 3] == ["type:PER", "type:ORG"]
    assert all(row.as_designed for row in rows(Chosen(), TYPES))


def test_what_means_nothing_now_has_no_row():
    without = after([("mentions", 1), ("claims", 1)])
    names = {row.name for row in rows(without, TYPES)}
    assert names == {name for name in NAMES if not name.startswith(TYPE)} - {"verdicts", "numbers", "codes"}


@given(STEPS)
def test_the_line_of_the_settings_leads_back(steps):
    chosen = after(steps)
    assert read(written(chosen)) == (chosen, [])


@given(STEPS, st.sampled_from(NAMES))
def test_a_step_back_undoes_a_step_and_designed_is_what_a_row_begins_with(steps, name):
    chosen = after(steps)
    assert turned(turned(chosen, name, 1), name, -1) == chosen
    found = {row.name: row for row in rows(designed(chosen, name), TYPES)}
    assert name not in found or found[name].as_designed


def test_all_as_designed_is_an_empty_line():
    assert written(Chosen()) == "" and read("") == (Chosen(), [])
    assert written(after([("paper", -1), ("notes", 1), ("type:ORG", 1)])) == "paper=legal notes=no without=ORG"


@pytest.mark.parametrize("word", ["papper=a4", "paper=a44", "notes", "types=PER", "=", "notes=maybe"])
def test_a_word_that_means_nothing_leaves_its_default_and_is_told(word):
    chosen, (problem,) = read(f"tone=sepia {word} numbers=no")
    assert chosen == Chosen(PdfOptions(tone="sepia", numbers=False))
    assert str(problem) == f"{word} in the settings is no choice for a PDF. The default holds."


def test_types_that_are_new_are_never_left_out_unasked():
    tagset = default_tagset()
    annotations = AnnotationSet.of([Mention(id="a", type="PER"), Mention(id="b", type="mine")])
    assert Chosen().of(annotations, tagset).types is None
    types = Chosen(without=frozenset({"PER", "gone"})).of(annotations, tagset).types
    assert types is not None and "mine" in types and "ORG" in types and "PER" not in types


def test_what_is_left_out_is_said_to_be_in_the_file_still():
    def says(chosen: Chosen) -> str:
        return next(row.says for row in rows(chosen, TYPES) if row.name == "files")

    assert says(after([("paper", 1), ("appendix", 1)])) == says(Chosen())
    for name in ("notes", "verdicts", "mentions", "type:ORG"):
        assert says(after([(name, 1)])).endswith("also those that are left out here.")
