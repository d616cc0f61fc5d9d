"""What the panel's lists say, without a window."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Attribution, Claim, Entity, Highlight, Lost, Mention, Placed, Quote, Relation
from reader.annotations.tagset_file import default_tagset
from reader.app.panels.rows import Said, Tab, entity_row, row_of, speaker_words, words_around, words_of
from reader.text.spans import Span

TEXT = "Ada wrote to Ada's friend in Turin.\nThe engine was never built, she said."


def mention(key: str, words: str, entity: str, type_id: str = "PER", nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Mention(id=key, fragments=(Placed(Span(start, start + len(words))),), type=type_id, entity=entity)


def said(*annotations, entities=()) -> Said:
    return Said(AnnotationSet.of(annotations, entities), TEXT, default_tagset())


ENTITIES = (Entity("e1", "GPE", "Turin"), Entity("e2", "PER", "Ada"))
MENTIONS = (mention("a", "Turin", "e1", "GPE"), mention("b", "Ada", "e2"), mention("c", "Ada", "e2", nth=1))


def test_claims_have_number_verdict_and_speaker():
    start = TEXT.index("The engine")
    claim = Claim(
        id="x", fragments=(Placed(Span(start, start + 10)), Placed(Span(0, 3))), verdict="unverified", note="Hm.",
        attribution=(Attribution("Ada"), Attribution("a friend", "relay")),
    )  # fmt: skip
    row = row_of(said(claim), Tab.CLAIMS, claim, 1)
    assert (row.number, row.words, row.sign) == ("1", "The engine … Ada", "unverified")
    assert (row.strong, row.detail) == ("Unproven", "Ada, via a friend · 1 note")
    assert row.spoken.startswith("Claim 1, The engine")
    nothing = Claim(id="y", fragments=(Placed(Span(0, 3)),))
    bare = row_of(said(nothing), Tab.CLAIMS, nothing, 1)
    assert (bare.strong, bare.detail, bare.sign) == ("No verdict", "no speaker", "")


def test_a_verdict_that_no_tag_set_knows_keeps_its_id():
    claim = Claim(id="y", fragments=(Placed(Span(0, 3)),), verdict="odd")
    row = row_of(said(claim), Tab.CLAIMS, claim, 1)
    assert row.strong == "odd"


def test_a_note_stands_above_the_words_it_is_on():
    noted = Highlight(id="h", fragments=(Placed(Span(0, 9)),), note="two\nlines")
    row = row_of(said(noted), Tab.NOTES, noted, 0)
    assert (row.words, row.strong, row.detail) == ("two lines", "Highlight", "“Ada wrote”")


def test_an_orphan_has_its_old_words():
    orphan = Mention(id="o", fragments=(Lost(Quote("gone words")),), type="ORG", entity=None)
    row = row_of(said(orphan), Tab.ORPHANS, orphan, 0)
    assert (row.words, row.strong) == ("“gone words”", "Organisation")
    plain = row_of(said(orphan), Tab.ALL, orphan, 0)
    assert plain.type.id == "ORG" and plain.detail == "orphan"


def test_what_the_page_hides_is_dim_and_says_so():
    of_it = replace(said(*MENTIONS, entities=ENTITIES), hidden=frozenset({"GPE"}))
    row = row_of(of_it, Tab.ALL, MENTIONS[0], 0)
    assert row.dim and row.spoken.endswith("hidden on the page")
    assert not row_of(of_it, Tab.ALL, MENTIONS[1], 0).dim
    assert entity_row(of_it, ENTITIES[0], 1).dim


def test_mentions_stand_with_the_words_beside_them():
    of_it = said(*MENTIONS, entities=ENTITIES)
    assert words_around(of_it, MENTIONS[1]).startswith("Ada wrote to")
    assert words_around(of_it, MENTIONS[2]).startswith("Ada wrote to Ada's friend in")
    assert "engine" not in words_around(of_it, MENTIONS[0])


def test_long_words_end_in_dots():
    text = "word " * 500
    highlight = Highlight(id="h", fragments=(Placed(Span(0, len(text))),))
    words = words_of(Said(AnnotationSet.of([highlight]), text, default_tagset()), highlight)
    assert len(words) <= 240 and words.endswith("word …")


def test_who_said_it_without_a_name():
    assert speaker_words(Claim(id="x", attribution=(Attribution("", "author"),))) == "author"
    assert speaker_words(Claim(id="x")) == ""


def test_a_relation_says_which_claims_it_joins():
    claims = [Claim(id=key, fragments=(Placed(Span(n, n + 3)),)) for n, key in enumerate("xy")]
    relation = Relation(id="r", type="same_as", from_id="y", to_id="x")
    row = row_of(said(*claims, relation), Tab.ALL, relation, 0)
    assert (row.words, row.type.id) == ("claim 2 same as claim 1", "REL")
    row = row_of(said(relation), Tab.ALL, relation, 0)
    assert row.words == "a claim that is gone same as a claim that is gone"
