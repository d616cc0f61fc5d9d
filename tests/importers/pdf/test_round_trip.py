"""Whatever is in a sidecar: exported to a PDF and imported into the bare article, it is the same set again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Annotation,
    Attribution,
    Claim,
    Entity,
    Evidence,
    Fragment,
    Highlight,
    Lost,
    Mention,
    Placed,
    Quote,
    Relation,
)
from reader.text.open import article_from_text
from reader.text.spans import Span

Make = Callable[..., Any]
TEXT = (
    "# The dam\n\nKim Jong Un met *Sergei Shoigu* in Pyongyang. Kim praised Moscow, 港务局 said; مرحبا بكم there.\n\n"
    "- Moscow thanked Pyongyang and Kim\n- nobody else did\n"
)
ARTICLE = article_from_text(TEXT, "markdown", "article.md")
LENGTH = len(ARTICLE.text)
EDGES = [n for n in range(LENGTH + 1) if n in (0, LENGTH) or not ARTICLE.text[n - 1 : n + 1].isalnum()]

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=20).map(
    lambda text: " ".join(text.split())
)
stamps = st.sampled_from(["2025-01-01T00:00:00Z", "2025-06-30T23:59:59Z"])
spans = st.tuples(st.sampled_from(EDGES[:-1]), st.integers(1, 4)).map(
    lambda pair: Span(pair[0], EDGES[min(len(EDGES) - 1, EDGES.index(pair[0]) + pair[1])])
)
placed = spans.filter(lambda span: bool(span.of(ARTICLE.text).strip())).map(Placed)
lost = words.filter(lambda text: len(text) > 6 and text not in ARTICLE.text).map(
    lambda text: Lost(Quote(text + " qqq", "before ", " behind"), Span(3, 9))
)
fragments: st.SearchStrategy[Fragment] = st.one_of(placed, placed, placed, lost)


def common(key: str) -> dict[str, Any]:
    return {"id": st.just(key), "created": stamps, "modified": stamps, "creator": words, "note": words}


@st.composite
def sets(draw: st.DrawFn) -> AnnotationSet:
    entities = [
        Entity(f"urn:uuid:0000000{n}-0000-7000-8000-00000000000e", draw(st.sampled_from(["PER", "ORG"])),
               f"Entity {n}", tuple(draw(st.lists(words.filter(bool), max_size=2, unique=True))))
        for n in range(2)
    ]  # fmt: skip
    made: list[Annotation] = []
    claims: list[str] = []
    for n in range(draw(st.integers(1, 8))):
        key = f"urn:uuid:0000000{n}-0000-7000-8000-000000000000"
        kind = draw(st.sampled_from([Mention, Claim, Highlight, Relation]))
        if kind is Mention:
            of = draw(st.sampled_from(entities))
            made.append(draw(st.builds(
                Mention, **common(key), fragments=st.tuples(fragments), type=st.just(of.type), entity=st.just(of.id),
                kind=st.sampled_from(["NAM", "NOM", "PRO"]), metonym=st.booleans(),
            )))  # fmt: skip
        elif kind is Claim:
            claims.append(key)
            made.append(draw(st.builds(
                Claim, **common(key), fragments=st.lists(fragments, min_size=1, max_size=3).map(tuple),
                verdict=st.sampled_from(["", "false", "true"]), normalized=words,
                attribution=st.lists(st.builds(
                    Attribution, name=words.filter(bool), role=st.sampled_from(["speaker", "relay"]),
                    entity=st.sampled_from([None, entities[0].id]),
                    words=st.none() | placed,
                ), max_size=2).map(tuple),
                about=st.sampled_from([(), (entities[1].id,)]),
                evidence=st.lists(st.builds(Evidence, question=words.filter(bool), answer=words),
                                  max_size=2).map(tuple),
            )))  # fmt: skip
        elif kind is Highlight:
            made.append(draw(st.builds(Highlight, **common(key), fragments=st.tuples(fragments))))
        elif len(claims) > 1:
            made.append(draw(st.builds(Relation, **common(key), type=st.sampled_from(["supports", "contradicts"]),
                                       from_id=st.just(claims[0]), to_id=st.just(claims[-1]))))  # fmt: skip
    return AnnotationSet.of(made, entities)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(held=sets())
def test_exported_and_imported_into_the_bare_article_it_is_the_same(
    held: AnnotationSet, pdf_with: Make, take_in: Make
) -> None:
    data = pdf_with(ARTICLE, held, held.entities.values())
    imported = take_in(ARTICLE, data)
    after = AnnotationSet().apply(imported.change).after
    assert after == held
    assert set(imported.added) == held.annotations.keys()
    assert imported.elsewhere == ()
    assert not take_in(ARTICLE, data, after).change
