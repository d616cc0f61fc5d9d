"""What we do not know survives edits: of other annotations, and of the same one. Checked on generated documents."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reader.annotations import acts, claim_parts
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.fields import field_names, set_fields
from reader.annotations.ids import Stamp
from reader.annotations.model import Claim, Entity, Mention, Other
from reader.annotations.quoting import quote_at
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.format.json_text import parse_object
from reader.sidecar.format.w3c_read import Decoded, read_document
from reader.text.open import article_from_text
from reader.text.spans import Span

pytestmark = pytest.mark.odd_sidecars  # records of others need not be JSON-LD

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang. Kim praised Moscow. Moscow thanked Pyongyang and Kim.\n" * 3
ARTICLE = article_from_text(TEXT, name="article.txt")
TAGSET = default_tagset()
STAMP = Stamp("Ada", lambda: "2030-01-01T00:00:00Z")

foreign_keys = st.sampled_from(["x:one", "y", "postil:later", "Anything else", "dcterms:subject"])
scalars = st.one_of(
    st.none(), st.booleans(), st.text(max_size=5), st.integers(-5, 5),
    st.sampled_from(["<1.0e5>", "<-0>", "<1E400>", "<12345678901234567890123>"]),
)  # fmt: skip
values = st.recursive(
    scalars, lambda v: st.lists(v, max_size=2) | st.dictionaries(foreign_keys, v, max_size=2), max_leaves=4
)
more = st.dictionaries(foreign_keys, values, max_size=2)
spans = st.builds(lambda a, n: Span(a, min(len(TEXT), a + n)), st.integers(0, len(TEXT) - 2), st.integers(1, 30))


@st.composite
def mixed(draw: st.DrawFn, known: dict[str, Any]) -> dict[str, Any]:
    """Known keys with foreign ones between them, in any order."""
    both = [*known.items(), *draw(more).items()]
    return dict(draw(st.permutations(both)))


@st.composite
def selectors(draw: st.DrawFn, span: Span) -> list[Any]:
    quote = quote_at(TEXT, span)
    made = [
        draw(
            mixed({"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix})
        ),
        draw(mixed({"type": "TextPositionSelector", "start": span.start, "end": span.end})),
        *draw(st.lists(st.just({"type": "FragmentSelector", "value": "p=3"}), max_size=1)),
    ]
    return draw(st.permutations(made))


@st.composite
def text_target(draw: st.DrawFn, **known: Any) -> dict[str, Any]:
    selector = draw(selectors(draw(spans)))
    return draw(mixed({"type": "SpecificResource", "source": "article.txt", **known, "selector": selector}))


elsewhere = st.one_of(
    st.just("https://example.org/page"), st.builds(lambda m: {"id": "https://example.org/x", "type": "Image"} | m, more)
)
bodies_of_others = st.one_of(
    st.just("https://example.org/body"),
    st.builds(lambda m: {"type": "Dataset", "purpose": "describing"} | m, more),
    st.builds(
        lambda m: {"type": "TextualBody", "purpose": "tagging", "value": "their tag", "language": "fr"} | m, more
    ),
)


def one_or_many(draw: st.DrawFn, found: list[Any]) -> Any:
    return found[0] if len(found) == 1 and draw(st.booleans()) else found


@st.composite
def own_records(draw: st.DrawFn, key: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(["Mention", "Highlight", "Claim", "Relation"]))
    record: dict[str, Any] = {
        "id": key,
        "type": draw(st.permutations(["Annotation", kind])) + draw(st.sampled_from([[], ["Extra"]])),
    }
    record["motivation"] = draw(st.sampled_from(["identifying", ["assessing", "tagging"], "theirs"]))
    record |= draw(
        st.sampled_from(
            [{}, {"created": "2025-01-01T00:00:00Z"}, {"creator": {"type": "Person", "name": "Bo", "x": 1}}]
        )
    )
    bodies: list[Any] = []
    if kind in ("Mention", "Relation"):
        bodies.append(draw(mixed({"type": "TextualBody", "purpose": "tagging", "value": "PER"})))
    if kind == "Mention":
        bodies.append(draw(mixed({"type": "SpecificResource", "purpose": "identifying", "source": "e1"})))
        record |= draw(
            st.sampled_from([{}, {"mentionKind": "PRO"}, {"metonym": True}, {"mentionKind": "NAM", "metonym": False}])
        )
    if kind == "Relation":
        bodies.append({"type": "SpecificResource", "purpose": "linking", "source": "a1"})
    bodies += draw(
        st.lists(st.just({"type": "TextualBody", "purpose": "commenting", "value": "a note", "x": 1}), max_size=1)
    )
    bodies += draw(st.lists(bodies_of_others, max_size=2))
    if bodies or draw(st.booleans()):
        record["body"] = one_or_many(draw, bodies)
    if kind == "Claim":
        record["claim"] = draw(mixed({
            "verdict": "false",
            "attribution": [
                draw(mixed({"role": "speaker", "name": "Kim", "entity": "e1", "words": draw(text_target())})),
            ],
            "about": ["e1"],
            "evidence": [draw(mixed({"question": "Who?", "url": "https://example.org"}))],
        }))  # fmt: skip
    if kind == "Relation":
        targets: list[Any] = [draw(mixed({"id": "a2", "type": "Annotation"}))]
    else:
        parts = draw(st.integers(1, 2))
        targets = [draw(text_target(**({"part": n + 1} if parts > 1 else {}))) for n in range(parts)]
    targets = draw(st.permutations(targets + draw(st.lists(elsewhere, max_size=1))))
    record["target"] = one_or_many(draw, targets)
    return draw(mixed(record))


@st.composite
def records_of_others(draw: st.DrawFn) -> Any:
    known = {"type": "Annotation", "motivation": "commenting", "target": draw(st.one_of(text_target(), elsewhere))}
    record = draw(mixed(known | draw(st.sampled_from([{}, {"id": "https://example.org/a"}, {"id": "a1"}, {"id": 5}]))))
    damaged = {"id": "a9", "type": ["Annotation", "Mention"], "target": "nowhere"}
    return draw(st.sampled_from([record, record, record, damaged, "a string", 7, None, {}]))


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    head = new_document(ARTICLE, TAGSET)
    head["article"] = draw(mixed({"name": "old name", "textSha256": ARTICLE.text_sha256, "length": 3}))
    head["entities"] = [
        draw(mixed({"id": "e1", "type": "Entity", "tag": "PER", "name": "Kim"})),
        draw(mixed({"id": "e2", "tag": "LOC", "name": "Moscow", "aliases": ["M"], "wikidata": "Q649"})),
        *draw(st.lists(st.sampled_from([
            "e3", {"id": "e4"}, {"id": "e2", "tag": "X", "name": "second"},
            {"id": "e5", "tag": "PER", "name": "N", "aliases": "no list"},
            {"id": "e6", "tag": "PER", "name": "N", "wikidata": 5},
        ]), max_size=2)),
    ]  # fmt: skip
    items = [draw(own_records(f"a{n}")) for n in range(draw(st.integers(1, 4)))]
    items += draw(st.lists(records_of_others(), max_size=2))
    head["first"] = draw(mixed({"id": "page", "type": "AnnotationPage", "items": items}))
    return draw(mixed(head))


def as_bytes(document: dict[str, Any]) -> bytes:
    """The document with the numbers in <> as such."""
    text = json.dumps(document)
    for number in ("1.0e5", "-0", "1E400", "12345678901234567890123"):
        text = text.replace(f'"<{number}>"', number)
    return text.encode()


def load(data: bytes) -> tuple[dict[str, Any], Decoded]:
    document = parse_object(data)
    return document, read_document(document, Anchorer(TEXT, unchanged=True), "article.txt")


def in_order(value: object) -> object:
    if isinstance(value, dict):
        return [(key, in_order(inner)) for key, inner in value.items()]
    return [in_order(inner) for inner in value] if isinstance(value, list) else value


def by_id(document: dict[str, Any]) -> dict[str, Any]:
    ours = [r for r in document["first"]["items"] if isinstance(r, dict) and isinstance(r.get("type"), list)]
    theirs = [r for r in document["first"]["items"] if r not in ours]
    return {r["id"]: r for r in ours} | {f"theirs: {in_order(r)}": r for r in theirs}


def lost(old: Any, new: Any, at: str = "") -> str:
    """Where something that stood in `old` does not stand in `new`, keys in their order; lists may have grown."""
    if isinstance(old, dict) and isinstance(new, dict):
        if [key for key in new if key in old] != list(old):
            return f"{at}: keys {list(old)} became {list(new)}"
        return next((found for key in old if (found := lost(old[key], new[key], f"{at}.{key}"))), "")
    if isinstance(old, list) and isinstance(new, list):
        if len(new) < len(old):
            return f"{at}: {old} became {new}"
        return next(
            (found for n, pair in enumerate(zip(old, new, strict=False)) if (found := lost(*pair, f"{at}[{n}]"))), ""
        )
    return "" if in_order(old) == in_order(new) else f"{at}: {old} became {new}"


# shrinking documents takes minutes; the message names the place instead
SETTINGS = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@given(documents())
@SETTINGS
def test_saving_without_a_change_keeps_every_value_and_the_order_of_keys(document: dict[str, Any]) -> None:
    data = as_bytes(document)
    head, decoded = load(data)
    written = parse_object(DocumentWriter(ARTICLE).write(head, decoded.annotations))
    expected = copy.deepcopy(parse_object(data))
    items, expected_items = written["first"].pop("items"), expected["first"].pop("items")
    assert sorted(map(repr, map(in_order, items))) == sorted(map(repr, map(in_order, expected_items)))
    entities, expected_entities = written.pop("entities"), expected.pop("entities")
    assert in_order(entities[:2]) == in_order(expected_entities[:2])
    assert sorted(map(repr, entities)) == sorted(map(repr, expected_entities))
    assert not lost(expected["first"], written["first"])
    for facts in ("article", "total", "first"):
        old, new = expected.pop(facts), written.pop(facts)
        if facts == "article":
            assert [k for k in new if k in old] == list(old)
            assert all(old[k] == new[k] for k in old if k not in ("name", "length"))
    assert in_order(expected) == in_order(written)


@given(documents())
@SETTINGS
def test_what_was_saved_is_read_as_the_same_and_saved_as_the_same_bytes(document: dict[str, Any]) -> None:
    head, decoded = load(as_bytes(document))
    written = DocumentWriter(ARTICLE).write(head, decoded.annotations)
    again_head, again = load(written)
    real = {k: a for k, a in decoded.annotations.annotations.items() if not isinstance(a, Other)}
    assert {k: a for k, a in again.annotations.annotations.items() if not isinstance(a, Other)} == real
    assert again.annotations.entities == decoded.annotations.entities
    assert DocumentWriter(ARTICLE).write(again_head, again.annotations) == written


@given(documents(), st.data())
@SETTINGS
def test_edits_keep_what_they_do_not_touch(document: dict[str, Any], data: st.DataObject) -> None:
    raw = as_bytes(document)
    head, decoded = load(raw)
    ours = [a for a in decoded.annotations if field_names(a)]
    if not ours:
        return
    chosen = data.draw(st.sampled_from(ours))
    name = data.draw(st.sampled_from(field_names(chosen)))
    choices = {
        "note": "another note", "type": "LOC", "entity": "Somebody", "mentionKind": "NOM", "metonym": "true",
        "verdict": "true", "sourceReliability": "A", "credibility": "1", "likelihood": "likely",
        "source": "Somebody", "voice": "reported", "claimKind": "statement", "check": "high", "normalized": "N",
    }  # fmt: skip
    change = set_fields(decoded.annotations, TEXT, chosen, {name: choices[name]}, TAGSET, STAMP)
    after = decoded.annotations.apply(change).after
    written = parse_object(DocumentWriter(ARTICLE).write(head, after))
    before_items, after_items = by_id(parse_object(raw)), by_id(written)
    assert set(before_items) == set(after_items)
    for key, record in before_items.items():
        if key == chosen.id:
            continue
        assert in_order(after_items[key]) == in_order(record)
    old, new = copy.deepcopy(before_items[chosen.id]), after_items[chosen.id]
    for edited in ("modified", "mentionKind", "metonym"):
        old.pop(edited, None)
    if name == "source":  # another name: the words that name the speaker, and what others wrote of it, stay
        for fact in ("name", "entity"):
            old["claim"]["attribution"][0].pop(fact)
    if name in ("verdict",):
        old["claim"].pop("verdict")
    for body in old.get("body", []) if isinstance(old.get("body"), list) else [old.get("body")]:
        first_of = {"note": "commenting", "type": "tagging", "entity": "identifying"}.get(name)
        if isinstance(body, dict) and body.get("purpose") in (
            first_of,
            "tagging" if name == "entity" else first_of,
            "identifying",
        ):
            body.pop("value", None)
            body.pop("source", None)
    if "body" in old and not isinstance(old["body"], list) and isinstance(new["body"], list):
        old["body"] = [old["body"]]  # it became one of several
    assert not lost(old, new)


@given(documents())
@SETTINGS
def test_a_fragment_more_keeps_the_targets_there_were(document: dict[str, Any]) -> None:
    raw = as_bytes(document)
    head, decoded = load(raw)
    claims = [a for a in decoded.annotations if isinstance(a, Claim)]
    for claim in claims[:1]:
        change = acts.add_fragment(claim, Span(len(TEXT) - 2, len(TEXT)), STAMP)
        if not change:
            return
        written = by_id(parse_object(DocumentWriter(ARTICLE).write(head, decoded.annotations.apply(change).after)))
        old, new = by_id(parse_object(raw))[claim.id]["target"], written[claim.id]["target"]
        old = old if isinstance(old, list) else [old]
        assert len(new) == len(old) + 1
        assert not lost(old, new)
        parts = [target["part"] for target in new if isinstance(target, dict) and "selector" in target]
        assert sorted(parts) == list(range(1, len(claim.fragments) + 2))
        assert parts[-1] == max(parts)


@given(documents())
@SETTINGS
def test_removing_takes_away_that_record_and_no_other(document: dict[str, Any]) -> None:
    raw = as_bytes(document)
    head, decoded = load(raw)
    gone = next(iter(decoded.annotations.annotations.values()))
    after = decoded.annotations.apply(Change("Remove", ((gone.id, None),))).after
    written = parse_object(DocumentWriter(ARTICLE).write(head, after))
    left = [repr(in_order(r)) for r in written["first"]["items"]]
    expected = [repr(in_order(r)) for r in parse_object(raw)["first"]["items"]]
    assert gone.origin is not None
    expected.remove(repr(in_order(gone.origin.record)))
    assert sorted(left) == sorted(expected)


def test_unchanged_rows_are_the_same_bytes_after_any_number_of_saves() -> None:
    state = AnnotationSet.of((), [Entity("e", "PER", "Kim")])
    for n in range(0, 90, 9):
        state = state.apply(acts.tag(state, TEXT, [Span(n, n + 3)], "PER", STAMP, entity="Kim")).after
    first = DocumentWriter(ARTICLE).write(new_document(ARTICLE, TAGSET), state)
    head, decoded = load(first)
    chosen = next(a for a in decoded.annotations if isinstance(a, Mention))
    change = set_fields(decoded.annotations, TEXT, chosen, {"note": "x"}, TAGSET, STAMP)
    second = DocumentWriter(ARTICLE).write(head, decoded.annotations.apply(change).after)
    old, new = first.split(b"\n {"), second.split(b"\n {")
    assert len(old) == len(new)
    assert [a for a, b in zip(old, new, strict=True) if a != b] == [row for row in old if chosen.id.encode() in row]


def test_fragments_put_in_another_order_take_along_what_stands_beside_them_in_the_file():
    """The one whose words are gone keeps its old words, wherever it is moved to."""
    gone = {"type": "TextQuoteSelector", "exact": "words of long ago", "prefix": "the ", "suffix": "."}
    targets = [
        {"type": "SpecificResource", "source": "article.txt", "part": number, "x": number, "selector": selector}
        for number, selector in enumerate((_pair(Span(0, 11)), [gone], _pair(Span(16, 29))), start=1)
    ]
    record = {"id": "c1", "type": ["Annotation", "Claim"], "motivation": "assessing", "claim": {}, "target": targets}
    head, decoded = load(as_bytes(new_document(ARTICLE, TAGSET) | {"first": {"id": "page", "items": [record]}}))
    claim = decoded.annotations.claims[0]
    for change, order in (
        (claim_parts.move_part(claim, "fragments", 1, 1, STAMP), [1, 3, 2]),
        (claim_parts.move_part(claim, "fragments", 1, -1, STAMP), [2, 1, 3]),
        (claim_parts.remove_part(claim, "fragments", 0, STAMP), [2, 3]),
    ):
        after = decoded.annotations.apply(change).after
        data = DocumentWriter(ARTICLE).write(head, after)
        written, again = load(data)
        kept = written["first"]["items"][0]["target"]
        assert [target["x"] for target in kept] == order
        assert [target["part"] for target in kept] == list(range(1, len(order) + 1))
        assert next(target for target in kept if target["x"] == 2)["selector"] == [gone]
        assert again.annotations.claims[0].fragments == after.claims[0].fragments


def _pair(span):
    quote = quote_at(TEXT, span)
    return [
        {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
