"""What chip, tip and screen reader say of an annotation."""

from __future__ import annotations

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Attribution, Claim, Entity, Highlight, Lost, Mention, Placed, Quote
from reader.annotations.tagset_file import default_tagset
from reader.app.panels.rows import Said
from reader.app.wording.telling import told_of
from reader.text.spans import Span

TEXT = "Ada met Ada. She said so, Ada said."
ADA = Entity("e", "PER", "Ada Lovelace")


def mention(key: str, start: int, **more) -> Mention:
    return Mention(id=key, fragments=(Placed(Span(start, start + 3)),), type="PER", entity="e", **more)


def said(*annotations, entities=(ADA,)) -> Said:
    return Said(AnnotationSet.of(annotations, entities), TEXT, default_tagset())


def test_a_mention_is_told_by_its_entity_and_its_place_among_the_others() -> None:
    mentions = [mention("a", 0), mention("b", 8), mention("c", 13, kind="PRO", note=" who\nis it ")]
    told = told_of(said(*mentions), mentions[2])
    assert (told.title, told.lines, told.note) == ("Ada Lovelace", ("mention 3 of 3 · pronoun",), "who is it")
    assert told.type is not None and told.type.id == "PER"
    assert told.spoken == "Ada Lovelace, Person, mention 3 of 3, pronoun, Note: who is it"
    assert told.in_a_line == "PER Ada Lovelace · mention 3 of 3 · pronoun · Note: who is it"


def test_an_only_mention_and_one_without_an_entity() -> None:
    only = mention("a", 0)
    assert told_of(said(only), only).lines == ("the only mention · name",)
    bare = Mention(id="x", fragments=(Placed(Span(8, 11)),), type="PER")
    assert (told_of(said(bare), bare).title, told_of(said(bare), bare).lines) == ("Ada", ("name",))


def test_a_claim_says_verdict_speaker_fragments_and_that_it_is_unsure() -> None:
    first = Claim(id="1", fragments=(Placed(Span(0, 3)),))
    second = Claim(
        id="2",
        fragments=(Placed(Span(4, 7), Anchor.FUZZY, Quote("mets")), Placed(Span(13, 16))),
        verdict="false",
        attribution=(Attribution("the press service"),),
    )
    told = told_of(said(first, second), second)
    assert (told.title, told.number, told.sign) == ("Claim 2", "2", "false")
    assert told.lines == ("False · the press service", "2 fragments", "unsure, once “mets”")
    assert told_of(said(first, second), first).lines == ("No verdict · no speaker",)


def test_highlights_and_orphans_are_told_too() -> None:
    mark = Highlight(id="h", fragments=(Placed(Span(0, 3), Anchor.MOVED),))
    assert told_of(said(mark), mark).title == "Highlight"
    assert told_of(said(mark), mark).lines == ("moved with its words",)
    gone = Mention(id="g", fragments=(Lost(Quote("Charles")),), type="PER")
    assert (told_of(said(gone), gone).title, told_of(said(gone), gone).lines[-1]) == ("Charles", "its words are gone")
