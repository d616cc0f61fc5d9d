"""What the panel's lists say, without a window."""

from __future__ import annotations

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Attribution, Claim, Entity, Highlight, Lost, Mention, Placed, Quote
from reader.annotations.tagset_file import default_tagset
from reader.app.panels.rows import Said, Tab, counts, entity_rows, rows_of, speaker_words, words_of
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


def test_entities_by_count_and_by_place():
    all_of_it = said(*MENTIONS, entities=(*ENTITIES, Entity("e3", "ORG", "Nobody")))
    assert [(r.name, r.count) for r in entity_rows(all_of_it, False)] == [("Ada", 2), ("Turin", 1), ("Nobody", 0)]
    assert [r.name for r in entity_rows(all_of_it, True)] == ["Ada", "Turin", "Nobody"]
    assert entity_rows(all_of_it, False)[0].spoken == "Ada, Person, 2 mentions"


def test_claims_have_number_verdict_and_speaker():
    start = TEXT.index("The engine")
    claim = Claim(
        id="x", fragments=(Placed(Span(start, start + 10)), Placed(Span(0, 3))), verdict="unverified", note="Hm.",
        attribution=(Attribution("Ada"), Attribution("a friend", "relay")),
    )  # fmt: skip
    row = rows_of(said(claim), Tab.CLAIMS)[0]
    assert (row.number, row.words, row.sign) == ("1", "The engine … Ada", "unverified")
    assert (row.strong, row.detail) == ("Unproven", "Ada, via a friend · 1 note")
    assert row.spoken.startswith("Claim 1, The engine")
    bare = rows_of(said(Claim(id="y", fragments=(Placed(Span(0, 3)),))), Tab.CLAIMS)[0]
    assert (bare.strong, bare.detail, bare.sign) == ("No verdict", "no speaker", "")


def test_a_verdict_that_no_tag_set_knows_keeps_its_id():
    row = rows_of(said(Claim(id="y", fragments=(Placed(Span(0, 3)),), verdict="odd")), Tab.CLAIMS)[0]
    assert row.strong == "odd"


def test_notes_and_orphans_and_their_counts():
    noted = Highlight(id="h", fragments=(Placed(Span(0, 9)),), note="two\nlines")
    orphan = Mention(id="o", fragments=(Lost(Quote("gone words")),), type="ORG", entity=None)
    both = said(noted, orphan)
    assert counts(both) == {Tab.CLAIMS: 0, Tab.ALL: 2, Tab.NOTES: 1, Tab.ORPHANS: 1}
    assert [(r.words, r.detail) for r in rows_of(both, Tab.NOTES)] == [("Ada wrote", "two lines")]
    assert [(r.words, r.strong) for r in rows_of(both, Tab.ORPHANS)] == [("“gone words”", "Organisation")]


def test_mentions_stand_with_the_words_beside_them():
    rows = rows_of(said(*MENTIONS, entities=ENTITIES), Tab.MENTIONS, "e2")
    assert [r.id for r in rows] == ["b", "c"]
    assert rows[0].words.startswith("Ada wrote to") and rows[1].words.startswith("Ada wrote to Ada's friend in")
    assert "engine" not in rows_of(said(*MENTIONS, entities=ENTITIES), Tab.MENTIONS, "e1")[0].words


def test_long_words_end_in_dots():
    text = "word " * 500
    highlight = Highlight(id="h", fragments=(Placed(Span(0, len(text))),))
    words = words_of(Said(AnnotationSet.of([highlight]), text, default_tagset()), highlight)
    assert len(words) <= 240 and words.endswith("word …")


def test_who_said_it_without_a_name():
    assert speaker_words(Claim(id="x", attribution=(Attribution("", "author"),))) == "author"
    assert speaker_words(Claim(id="x")) == ""
