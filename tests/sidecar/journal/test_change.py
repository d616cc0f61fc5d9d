"""Changes as the journal holds them: every kind of record comes back saying the same, what we don't know included."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Anchor, Highlight, Lost, Mention, Placed, Quote
from reader.annotations.tagset_file import default_tagset
from reader.folders import Folders
from reader.session import Opened, Session
from reader.sidecar.anchoring.earlier import EarlierTexts
from reader.sidecar.anchoring.placing import finder_for
from reader.sidecar.anchoring.reanchoring import Reanchorer
from reader.sidecar.anchoring.text_cache import TextCache
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.journal.change import ChangeReader, ChangeWriter
from reader.sidecar.keeping.results import Loaded
from reader.sidecar.keeping.store import SidecarStore
from reader.sidecar.places.places import beside
from reader.text.article import Article
from reader.text.open import article_from_text, open_article
from reader.text.spans import Span
from tests.test_session import TEXT, Unsaved, random_act


def reader_of(article: Article, before: Article | None = None, folders: Folders | None = None) -> ChangeReader:
    """Reads changes made to `before`, or to the very same text."""
    was = before or article
    nowhere = folders or Folders.under(Path("/nonexistent"))
    return ChangeReader(article, lambda: finder_for(article, nowhere, was.text_sha256, len(was.text)))


def there_and_back(became: Change, was: Change, article) -> None:
    data = ChangeWriter(article).write(became, was)
    sides = reader_of(article).both(data, became.label)
    assert (sides.became, sides.was, sides.label) == (became, was, became.label)


@given(st.integers())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_acts_come_back_as_they_were(seed: int) -> None:
    random, numbers = Random(seed), count()
    stamp = Stamp("Ada", lambda: f"t{next(numbers)}", lambda: f"id{next(numbers)}")
    article = article_from_text(TEXT)
    opened = Opened(article, default_tagset(), Unsaved(article), Loaded(AnnotationSet()))
    session = Session(opened, stamp=stamp, rest_s=3600)
    done = 0
    while done < 40:
        try:
            change = random_act(session, random)
        except acts.AmbiguousEntityError:
            continue
        applied = session.apply(change)
        if applied is not None:
            done += 1
            there_and_back(applied.change, applied.inverse, article)


def test_lost_and_doubtful_places_come_back_as_the_sidecar_would_give_them() -> None:
    article = article_from_text(TEXT)
    marks = (
        Highlight(id="a", fragments=(Lost(Quote("words that are gone", "some ", " for ever"), Span(3, 9)),)),
        Highlight(id="b", fragments=(Lost(Quote("Kim", "x", "y"), Span(0, 3), rejected=True),)),
        Highlight(id="c", fragments=(Placed(Span(0, 3), Anchor.MOVED),)),
    )
    written = ChangeWriter(article).write(
        Change("l", tuple((m.id, m) for m in marks)), Change("l", tuple((m.id, None) for m in marks))
    )
    became = dict(reader_of(article).both(written, "l").became.annotations)
    assert became["a"] == marks[0] and became["b"] == marks[1]
    assert became["c"] is not None and became["c"].spans == (Span(0, 3),)


def test_what_others_put_into_a_record_comes_back_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    article, tagset = open_article(path), default_tagset()
    change = acts.tag(AnnotationSet(), TEXT, [Span(0, 3)], "PER", Stamp())
    data = DocumentWriter(article).write(new_document(article, tagset), AnnotationSet().apply(change).after)
    foreign = data.replace(b'"motivation": "identifying"', b'"motivation": "identifying",\n   "x:more": [1.0e5, "q"]')
    foreign = foreign.replace(b'"items": [\n ', b'"items": [\n {"odd": true},\n ')
    beside(path).write_bytes(foreign)
    loaded = SidecarStore(article, Folders.under(tmp_path), tagset).load()
    gone = acts.remove(loaded.annotations, list(loaded.annotations.annotations))
    applied = loaded.annotations.apply(gone)
    sides = reader_of(article).both(ChangeWriter(article).write(applied.change, applied.inverse), "Remove")
    back = applied.after.apply(sides.was).after
    assert back == loaded.annotations
    again = DocumentWriter(article).write(json.loads(data), back)
    assert b'"x:more": [1.0e5, "q"]' in again and b'"odd": true' in again


def test_an_ordinary_mention_is_short_and_one_with_more_in_it_is_not() -> None:
    article = article_from_text(TEXT)
    plain = Mention(id="m", fragments=(Placed(Span(0, 3)),), created="t", modified="t", type="PER", entity="e")
    odd = Mention(id="m", fragments=(Placed(Span(0, 3)),), created="t", modified="t", type="PER", kind="PRO", note="n")
    sizes = []
    for mention in (plain, odd):
        became, was = Change("l", (("m", mention),)), Change("l", (("m", None),))
        there_and_back(became, was, article)
        sizes.append(len(ChangeWriter(article).write(became, was)))
    assert sizes[0] < 200 < 500 < sizes[1]


def test_on_a_text_that_is_another_by_now_the_words_are_found_again() -> None:
    before, after = article_from_text(TEXT), article_from_text("Yesterday, so we hear, " + TEXT)
    change = acts.tag(AnnotationSet(), TEXT, [Span(0, 11)], "PER", Stamp())
    applied = AnnotationSet().apply(change)
    data = ChangeWriter(before).write(applied.change, applied.inverse)
    sides = reader_of(after, before).both(data, "l")
    (mention,) = [m for _, m in sides.became.annotations if m is not None]
    assert mention.spans == (Span(23, 34),) and mention.anchor is Anchor.MOVED


def test_where_the_old_text_is_known_it_says_what_quotes_alone_cannot(tmp_path: Path) -> None:
    """Changed words: from quotes alone they are too many to be these; the text around them shows that they are."""
    words = "the new pump cut the time by half"
    text = f"Team Alder met. They said that {words} again. Nobody else came, and the rest was silence. Then it rained."
    edited = text.replace("They said that", "We all heard").replace("cut the time", "cuts the time")
    edited = edited.replace("again. Nobody else came", "lately. Nobody else came")
    before, after = article_from_text(text), article_from_text(edited)
    span = Span(text.index(words), text.index(words) + len(words))
    applied = AnnotationSet().apply(acts.tag(AnnotationSet(), text, [span], "PER", Stamp()))
    data = ChangeWriter(before).write(applied.change, applied.inverse)
    folders = Folders.under(tmp_path)
    found = []
    for is_known in (False, True):
        if is_known:
            TextCache(folders.cache).keep(before.text_sha256, text)
        ((_, mention),) = reader_of(after, before, folders).both(data, "l").became.annotations
        assert mention is not None
        found.append(mention.anchor)
    assert found == [Anchor.ORPHAN, Anchor.FUZZY]


def test_changes_that_are_known_together_are_looked_for_together() -> None:
    """What one says of the old text helps to place the next, and each is compared with the new text only once."""
    asked = []

    class Counted(Reanchorer):
        def know(self, quotes):
            quotes = list(quotes)
            asked.append(len(quotes))
            super().know(quotes)

    before, after = article_from_text(TEXT), article_from_text("So we hear. " + TEXT)
    changes = []
    for span in (Span(0, 4), Span(12, 20), Span(30, 41)):
        applied = AnnotationSet().apply(acts.tag(AnnotationSet(), TEXT, [span], "PER", Stamp()))
        changes.append(ChangeWriter(before).write(applied.change, applied.inverse))
    made = []
    reader = ChangeReader(after, lambda: made.append(1) or Counted(after.text, EarlierTexts(after.text)))
    reader.know(changes)
    for data in changes:
        ((_, mention),) = reader.both(data, "l").became.annotations
        assert mention is not None and mention.anchor is Anchor.MOVED
    assert asked[0] == 3 and made == [1]


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b'{"annotations": 3, "entities": []}', b"\xff", b'{"annotations": [[]]}']
)
def test_what_is_no_change_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        reader_of(article_from_text(TEXT)).both(data, "l")
