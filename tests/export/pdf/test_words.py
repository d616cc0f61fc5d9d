"""What a highlight says of itself."""

from __future__ import annotations

import pytest

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Attribution, Claim, Entity, Highlight, Mention
from reader.annotations.tagset_file import default_tagset
from reader.export.pdf.words import contents, grades, said_by, subject

TAGS = default_tagset()
SET = AnnotationSet.of((), [Entity("e1", "PER", "Kim Jong Un")])
SPEAKERS = (Attribution("Kim Jong Un"), Attribution("KCNA", "relay"))


@pytest.mark.parametrize(
    ("annotation", "says"),
    [
        (Mention(id="a", type="PER", entity="e1"), "Person: Kim Jong Un"),
        (Mention(id="a", type="PER", entity="e1", kind="PRO", note="Sure?"), "Person: Kim Jong Un (pronoun)\nSure?"),
        (Mention(id="a", type="GPE", metonym=True), "Country/state/city: him (figurative)"),
        (Highlight(id="a"), "Highlight"),
        (Highlight(id="a", note="Look"), "Look"),
        (Claim(id="a"), "Claim"),
        (Claim(id="a", attribution=SPEAKERS, verdict="false"), "Claim by Kim Jong Un, through KCNA, verdict: False"),
        (Claim(id="a", verdict="odd"), "Claim, verdict: odd"),
    ],
)
def test_contents(annotation: Annotation, says: str) -> None:
    assert contents(annotation, SET, TAGS, "him") == says


def test_subjects_tell_kinds_apart() -> None:
    kinds = [Mention(id="a", type="PER"), Claim(id="a"), Highlight(id="a")]
    assert [subject(a, TAGS) for a in kinds] == ["Person", "Claim", "Highlight"]


def test_sources_without_a_name_are_described() -> None:
    assert said_by(Claim(id="a", attribution=(Attribution("", "unnamed"),))) == "an unnamed source"
    assert said_by(Claim(id="a", attribution=(Attribution("KCNA", "relay"),))) == "through KCNA"
    assert said_by(Claim(id="a")) == ""


def test_grades_are_worded() -> None:
    claim = Claim(id="a", source_reliability="D", credibility="9", likelihood="likely", check="high")
    assert grades(claim, TAGS) == [
        "Source D: not usually reliable",
        "Information 9",
        "Likelihood: likely / probable",
        "Worth checking: high",
    ]
