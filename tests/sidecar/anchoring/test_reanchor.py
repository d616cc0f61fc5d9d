"""Annotations in memory, taken over to another text, and what is told about it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Anchor,
    Attribution,
    Claim,
    Entity,
    Highlight,
    Lost,
    Mention,
    Placed,
    Quote,
    Relation,
)
from reader.annotations.quoting import quote_at
from reader.sidecar.anchoring.reanchor import Report, reanchor
from reader.text.article import Article
from reader.text.open import open_article
from reader.text.spans import Span

OLD = (
    "Ada Lovelace wrote the first programme for a machine that nobody had built. Charles Babbage had drawn its plans "
    "in London. Critics said that the whole engine was a folly. The government paid seventeen thousand pounds for it.\n"
)
NEW = (
    "It is an old story. Ada Lovelace wrote the first programme for a machine that nobody had built. Charles Babbage "
    "had drawn its plans in London. Critics said that the entire engine was a folly. Nobody else lost any money.\n"
)
FOLLY = "the whole engine was a folly"


def article(folder: Path, text: str) -> Article:
    path = folder / "article.txt"
    path.write_text(text)
    return open_article(path)


def at(text: str, words: str) -> Placed:
    return Placed(Span(text.index(words), text.index(words) + len(words)))


def test_all_of_it_goes_along_and_what_became_of_it_is_told(tmp_path: Path) -> None:
    old, new = article(tmp_path, OLD), article(tmp_path, NEW)
    said = Attribution("Critics", entity="e2", words=at(OLD, "Critics"), cue=at(OLD, "said"))
    lost = Lost(Quote("an old story", "It is ", ". Ada Lovelace wro"), Span(6, 18))
    rejected = Lost(quote_at(NEW, at(NEW, "in London").span), None, rejected=True)
    annotations = AnnotationSet.of(
        [
            Mention(id="ada", type="PER", entity="e1", fragments=(at(OLD, "Ada Lovelace"),), note="a note"),
            Claim(id="folly", fragments=(at(OLD, FOLLY),), attribution=(said,), verdict="false"),
            Highlight(id="paid", fragments=(at(OLD, "seventeen thousand pounds"),)),
            Claim(id="both", fragments=(at(OLD, "drawn its plans"), at(OLD, "The government paid"))),
            Highlight(id="back", fragments=(lost,)),
            Highlight(id="no", fragments=(rejected,)),
            Relation(id="r", type="supports", from_id="folly", to_id="both"),
        ],
        [Entity("e1", "PER", "Ada Lovelace"), Entity("e2", "ORG", "Critics")],
    )
    after, report = reanchor(old, annotations, new)
    assert report == Report(("ada",), ("both", "folly"), ("paid",), ("back",))
    known, ada = after.annotations, Placed(at(NEW, "Ada Lovelace").span, Anchor.MOVED)
    assert known["ada"] == replace(annotations.annotations["ada"], fragments=(ada,))
    folly = known["folly"]
    quote = quote_at(OLD, at(OLD, FOLLY).span)
    assert folly.fragments == (Placed(at(NEW, FOLLY.replace("whole", "entire")).span, Anchor.FUZZY, quote),)
    assert isinstance(folly, Claim)
    assert folly.attributed == (at(NEW, "Critics").span, at(NEW, "said").span)
    assert known["paid"].anchor is Anchor.ORPHAN
    assert known["back"].spans == (at(NEW, "an old story").span,)
    assert [known[key] == annotations.annotations[key] for key in ("no", "r")] == [True, True]
    assert after.entities == annotations.entities


def test_what_is_uncertain_stays_so_and_keeps_its_first_quote(tmp_path: Path) -> None:
    edited = OLD.replace("whole", "entire")
    states = [article(tmp_path, text) for text in (OLD, edited, f"New. {edited}")]
    annotations = AnnotationSet.of([Highlight(id="a", fragments=(at(OLD, FOLLY),))])
    quote = quote_at(OLD, at(OLD, FOLLY).span)
    for before, after in pairwise(states):
        annotations, _ = reanchor(before, annotations, after)
        (fragment,) = annotations.annotations["a"].fragments
        assert isinstance(fragment, Placed)
        assert (fragment.anchor, fragment.quote) == (Anchor.FUZZY, quote)
    annotations, report = reanchor(states[-1], annotations, states[0])
    assert annotations.annotations["a"].fragments == (Placed(at(OLD, FOLLY).span, Anchor.MOVED),)
    assert report.moved == ("a",), "the words are what they were"


def test_with_exact_only_it_is_an_orphan(tmp_path: Path) -> None:
    old, new = article(tmp_path, OLD), article(tmp_path, NEW)
    annotations = AnnotationSet.of([Highlight(id="a", fragments=(at(OLD, FOLLY),))])
    after, report = reanchor(old, annotations, new, exact_only=True)
    assert report == Report(orphaned=("a",))
    assert after.annotations["a"].anchor is Anchor.ORPHAN


def test_the_same_words_are_nothing_to_do(tmp_path: Path) -> None:
    old = article(tmp_path, OLD)
    annotations = AnnotationSet.of([Highlight(id="a", fragments=(at(OLD, "London"),))])
    after, report = reanchor(old, annotations, old)
    assert after is annotations
    assert not report
