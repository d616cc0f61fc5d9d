"""Uncertain places: accepted, rejected, put on other words; each undone by its inverse."""

from __future__ import annotations

import json

import pytest

from reader.annotations.anchor_acts import accept, attach, is_orphan, is_uncertain, next_uncertain, reject
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import (
    Anchor,
    Annotation,
    Attribution,
    Claim,
    Highlight,
    Lost,
    Mention,
    Other,
    Placed,
    Quote,
)
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.format.json_text import parse_object
from reader.sidecar.format.w3c_read import read_document
from reader.text.open import article_from_text
from reader.text.spans import Span

TEXT = "Kim Jong Un met Mr Shoigu in Pyongyang. Moscow thanked him."
KIM, SHOIGU, MOSCOW = Span(0, 11), Span(19, 25), Span(40, 46)
STAMP = Stamp("Ada", lambda: "2025-07-01T00:00:00Z")
FUZZY = Mention(id="m", fragments=(Placed(SHOIGU, Anchor.FUZZY, Quote("Shoygu")),), type="PER")
HALF = Claim(id="c", fragments=(Placed(KIM), Lost(Quote("in Beijing")), Placed(MOSCOW)))


def after(annotation: Annotation, change: Change) -> Annotation:
    state = AnnotationSet.of([annotation])
    applied = state.apply(change)
    assert applied.after.apply(applied.inverse).after == state
    return applied.after.annotations[annotation.id]


def test_an_accepted_place_is_exact_and_its_old_quote_is_let_go():
    settled = after(FUZZY, accept(FUZZY, STAMP))
    assert settled.fragments == (Placed(SHOIGU),) and settled.modified == "2025-07-01T00:00:00Z"
    assert is_uncertain(FUZZY) and not is_uncertain(settled)


def test_accepting_what_is_left_of_a_claim_lets_go_of_the_lost_part():
    assert after(HALF, accept(HALF, STAMP)).spans == (KIM, MOSCOW)
    assert is_uncertain(HALF)


def test_accepting_settles_the_words_that_name_a_source():
    named = Attribution("Kim", words=Placed(KIM, Anchor.FUZZY, Quote("Kim")), cue=Lost(Quote("said")))
    claim = Claim(id="c", fragments=(Placed(MOSCOW),), attribution=(named,))
    found = after(claim, accept(claim, STAMP))
    assert isinstance(found, Claim)
    assert found.attribution == (Attribution("Kim", words=Placed(KIM)),)


def test_one_part_is_settled_alone():
    both = Highlight(id="h", fragments=(Placed(KIM, Anchor.FUZZY, Quote("Kim")), Placed(MOSCOW, Anchor.FUZZY)))
    assert after(both, accept(both, STAMP, 1)).fragments == (both.fragments[0], Placed(MOSCOW))
    assert after(both, reject(both, TEXT, STAMP, 0)).fragments[0] == Lost(Quote("Kim"), KIM, rejected=True)
    assert not accept(both, STAMP, 2) and not reject(both, TEXT, STAMP, -1)


def test_a_rejected_place_is_an_orphan_with_the_words_it_once_had():
    lost = after(FUZZY, reject(FUZZY, TEXT, STAMP))
    assert lost.fragments == (Lost(Quote("Shoygu"), SHOIGU, rejected=True),)
    assert is_orphan(lost)
    whole = after(HALF, reject(HALF, TEXT, STAMP))
    assert whole.anchor is Anchor.ORPHAN
    assert [quote.exact for quote in whole.lost] == ["Kim Jong Un", "in Beijing", "Moscow"]


def test_an_orphan_is_put_on_other_words():
    lost = Mention(id="m", fragments=(Lost(Quote("Shoygu"), rejected=True),), type="PER")
    assert after(lost, attach(lost, SHOIGU, STAMP)).fragments == (Placed(SHOIGU),)
    assert after(HALF, attach(HALF, SHOIGU, STAMP)).spans == (KIM, SHOIGU, MOSCOW)


@pytest.mark.parametrize(
    "change",
    [
        accept(Highlight(id="h", fragments=(Placed(KIM),)), STAMP),
        accept(Highlight(id="h", fragments=(Lost(Quote("gone")),)), STAMP),
        reject(Highlight(id="h", fragments=(Lost(Quote("gone")),)), TEXT, STAMP),
        attach(Highlight(id="h", fragments=(Placed(KIM),)), MOSCOW, STAMP),
        attach(HALF, Span(0, 3), STAMP),
        attach(HALF, Span(3, 3), STAMP),
        accept(Other(id="o", fragments=(Placed(KIM, Anchor.FUZZY),)), STAMP),
        reject(Other(id="o", fragments=(Placed(KIM, Anchor.FUZZY),)), TEXT, STAMP),
    ],
)
def test_where_there_is_nothing_to_settle_nothing_changes(change):
    assert not change


def test_the_next_uncertain_one_goes_round():
    first = Highlight(id="a", fragments=(Placed(KIM, Anchor.FUZZY),))
    state = AnnotationSet.of([first, FUZZY, Highlight(id="z", fragments=(Placed(MOSCOW),))])
    assert next_uncertain(state, (-1, "")) == first
    assert next_uncertain(state, (first.start, first.id)) == FUZZY
    assert next_uncertain(state, (FUZZY.start, FUZZY.id)) == first
    assert next_uncertain(state, (first.start, first.id), forward=False) == FUZZY
    assert next_uncertain(AnnotationSet.of([HALF]), (HALF.start, HALF.id)) == HALF
    assert next_uncertain(AnnotationSet(), (0, "")) is None


def test_a_rejected_place_stays_rejected_in_the_sidecar_and_an_attached_one_stands_there():
    article, tagset = article_from_text(TEXT), default_tagset()
    mark = Highlight(id="urn:uuid:0197c4a0-7a10-7000-8000-0000000000a1", fragments=(Placed(SHOIGU),))
    document = new_document(article, tagset)

    def through_the_file(state: Annotation) -> tuple[Annotation, dict]:
        data = DocumentWriter(article).write(document, AnnotationSet.of([state]))
        read = read_document(parse_object(data), Anchorer(TEXT, unchanged=True), article.name)
        return read.annotations.annotations[mark.id], json.loads(data)["first"]["items"][0]["target"][0]

    read, _ = through_the_file(mark)
    lost, target = through_the_file(after(read, reject(read, TEXT, STAMP)))
    assert target["postil:rejected"] is True and target["selector"][0]["exact"] == "Shoigu"
    assert lost.fragments == (Lost(Quote("Shoigu", TEXT[:19], TEXT[25:57]), SHOIGU, rejected=True),)
    back, target = through_the_file(after(lost, attach(lost, MOSCOW, STAMP)))
    assert back.fragments == (Placed(MOSCOW),) and "postil:rejected" not in target
    assert target["selector"][0]["exact"] == "Moscow"
