"""Taking a sidecar apart gives the same as reading it whole, the short way for mentions the same as the long one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Claim, Entity, Highlight, Mention, Placed, Relation
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format import w3c_read
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.format.json_text import BrokenJsonError, parse_object
from reader.sidecar.format.rows import part
from reader.sidecar.format.w3c_read import Decoded, read_document
from reader.sidecar.format.w3c_shape import items_of
from reader.text.article import Article
from reader.text.open import article_from_text
from reader.text.spans import Span


@pytest.fixture(scope="module", autouse=True)
def the_short_way_from_the_first_row_on():
    before, w3c_read.MANY_ROWS = w3c_read.MANY_ROWS, 0
    yield
    w3c_read.MANY_ROWS = before


WORDS = st.text(st.sampled_from('ab \n\t"\\/é😀\x01\u2028'), min_size=1, max_size=40)
NAMES = st.text(st.sampled_from('ab \n"\\é😀\x01\x7f'), min_size=1, max_size=6)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[Article, AnnotationSet]:
    article = article_from_text(draw(WORDS))
    length = len(article.text)
    made = []
    for n in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, length - 1))
        fragments = (Placed(Span(start, draw(st.integers(start + 1, length)))),)
        common = {"id": f"a{n}", "created": draw(st.sampled_from(["", "2026-01-01T00:00:00Z"]))}
        kind = draw(st.sampled_from("mmmmchr"))
        if kind == "m":
            entity, creator = draw(st.none() | NAMES), draw(st.just("") | NAMES)
            note, metonym = draw(st.sampled_from(["", "", "a note"])), draw(st.sampled_from([False, False, True]))
            more = {"entity": entity, "creator": creator, "note": note, "metonym": metonym}
            made.append(Mention(fragments=fragments, type=draw(NAMES), **more, **common))
        elif kind == "c":
            made.append(Claim(fragments=fragments * draw(st.integers(1, 2)), verdict="false", **common))
        elif kind == "h":
            made.append(Highlight(fragments=fragments, note=draw(NAMES), **common))
        else:
            made.append(Relation(type="supports", from_id="a0", to_id=f"a{n}", **common))
    return article, AnnotationSet.of(made, [Entity("e", "PER", draw(NAMES))])


def whole(data: bytes, article: Article, unchanged: bool) -> Decoded:
    return read_document(parse_object(data), Anchorer(article.text, unchanged=unchanged), article.name)


@given(annotated(), st.sampled_from([True, True, False]), st.text("ab \n", max_size=3))
def test_apart_is_as_whole(pair: tuple[Article, AnnotationSet], unchanged: bool, more: str) -> None:
    article, annotations = pair
    data = DocumentWriter(article).write(new_document(article, default_tagset()), annotations)
    now = article if unchanged else article_from_text(more + article.text)
    right = whole(data, now, unchanged)
    parted = part(data)
    if not len(annotations):
        assert parted is None
        return
    assert parted is not None
    assert parted.document == parse_object(data) | {"first": parse_object(data)["first"] | {"items": []}}
    assert [row() for row in parted.rows] == items_of(parse_object(data))
    apart = read_document(parted.document, Anchorer(now.text, unchanged=unchanged), now.name, parted.rows)
    assert apart == right
    for key, value in right.annotations.annotations.items():
        other = apart.annotations.annotations[key]
        assert other.origin.record == value.origin.record
        assert other.origin.as_read == value.origin.as_read == value
    written = DocumentWriter(now).write(parted.document, apart.annotations)
    assert written == DocumentWriter(now).write(parse_object(data), right.annotations)
    if unchanged:
        assert written == data


@pytest.mark.odd_sidecars
def test_a_mention_as_we_write_it_is_read_the_short_way() -> None:
    article = article_from_text('Ann said "no"\nand left')
    mention = Mention(id="a", fragments=(Placed(Span(9, 13)),), created="x", type="PER", entity="e", creator="Me")
    data = DocumentWriter(article).write(new_document(article, default_tagset()), AnnotationSet.of([mention]))
    parted = part(data)
    assert parted is not None
    says = parted.rows[0].plain_mention()
    assert says is not None and (says.exact, says.prefix, says.suffix) == ('"no"', "Ann said ", "\nand left")


@pytest.mark.odd_sidecars
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"total"', b'"total'),
        (b'"items": [', b'"items": [['),
        (b'"first"', b'"last"'),
        (b'"first": {', b'"first": {"items": [],'),
        (b'"type": ["Annotation", "Mention"]', b'"type": ["Annotation", "Mention"'),
        (b'"created": "x"', b'"created": "x", "created": "y"'),
        (b'"created": "x"', b'"created": "\xff"'),
        (b"\n]}\n", b"\n},]}\n"),
    ],
)
def test_what_is_broken_is_as_broken_apart(old: bytes, new: bytes) -> None:
    article = article_from_text("Ann left")
    mention = Mention(id="a", fragments=(Placed(Span(0, 3)),), created="x", type="PER")
    data = DocumentWriter(article).write(new_document(article, default_tagset()), AnnotationSet.of([mention]))
    assert data.count(old) >= 1
    broken = data.replace(old, new, 1)
    anchorer = Anchorer(article.text, unchanged=True)
    parted = part(broken)
    if parted is None:
        return
    with pytest.raises(BrokenJsonError):
        read_document(parted.document, anchorer, article.name, parted.rows)


def test_a_file_of_another_layout_is_not_taken_apart(shared: Path) -> None:
    assert part(b'{"first": {"items": [{"id": "a"}]}}') is None
    assert part(b"") is None
