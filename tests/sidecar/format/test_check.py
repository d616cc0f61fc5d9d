"""What `validate` says of a sidecar: each fault with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.ids import Stamp
from reader.annotations.tagset_file import default_tagset
from reader.errors import UserError
from reader.sidecar.format.check import check_sidecar
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.text.open import article_from_text
from reader.text.spans import Span

SELECTORS = "first.items[0].target[0].selector"


def quote(document: dict[str, Any]) -> dict[str, Any]:
    """The quote of the first record."""
    found: dict[str, Any] = document["first"]["items"][0]["target"][0]["selector"][0]
    return found


def position(document: dict[str, Any]) -> dict[str, Any]:
    """The position of the first record."""
    found: dict[str, Any] = document["first"]["items"][0]["target"][0]["selector"][1]
    return found


@pytest.fixture
def places(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], object]], list[str]]:
    """The places of the problems of a right document to which something was done."""
    article = article_from_text("Kim met Ann.")
    change = acts.tag(AnnotationSet(), article.text, [Span(0, 3), Span(8, 11)], "PER", Stamp())
    data = DocumentWriter(article).write(new_document(article, default_tagset()), AnnotationSet().apply(change).after)

    def check(spoil: Callable[[dict[str, Any]], object]) -> list[str]:
        document = json.loads(data)
        spoil(document)
        (tmp_path / "x.json").write_text(json.dumps(document), encoding="utf-8")
        return [problem.place for problem in check_sidecar(tmp_path / "x.json")]

    return check


def test_a_right_one_has_no_problem(places: Callable[..., list[str]]) -> None:
    assert places(lambda document: None) == []


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda d: d.update(formatVersion="9.0"), "formatVersion"),
        (lambda d: d.update(total=7), "total"),
        (lambda d: d.update(article=[]), "article"),
        (lambda d: d.update(entities={}), "entities"),
        (lambda d: d["entities"][1].pop("name"), "entities[1]"),
        (lambda d: d["entities"].append(d["entities"][0]), "entities[2]"),
        (lambda d: d["first"]["items"][1].pop("target"), "first.items[1]"),
        (lambda d: d["first"]["items"][1].update(id=d["first"]["items"][0]["id"]), "first.items[1]"),
        (lambda d: d["first"]["items"][0].update(mentionKind="X"), "first.items[0]"),
        (lambda d: d["first"]["items"].__setitem__(0, 5), "first.items[0]"),
        (lambda d: d.update(first="https://example.org"), "first"),
        (lambda d: d["first"].update(items={}), "first.items"),
        (lambda d: d.pop("@context"), "@context"),
        (lambda d: d["@context"].reverse(), "@context"),
        *((lambda d, v=v: position(d).update(start=v), f"{SELECTORS}[1].start") for v in (-5, 0.5, "x", None, True)),
        (lambda d: position(d).pop("end"), f"{SELECTORS}[1].end"),
        (lambda d: position(d).update(start=3, end=3), f"{SELECTORS}[1].end"),
        (lambda d: quote(d).update(prefix=5), f"{SELECTORS}[0].prefix"),
        (lambda d: quote(d).update(suffix=None), f"{SELECTORS}[0].suffix"),
        (lambda d: quote(d).update(exact=[]), f"{SELECTORS}[0].exact"),
        (lambda d: d["entities"].pop(0), "first.items[0].body[1].source"),
        (lambda d: d["first"]["items"][0].update(created="yesterday"), "first.items[0].created"),
        (lambda d: d["first"]["items"][0].update(modified="2025-13-01T00:00:00Z"), "first.items[0].modified"),
        (lambda d: d["first"]["items"][0].update(creator={"name": 5}), "first.items[0].creator.name"),
        (lambda d: d["first"]["items"][0]["type"].append("Claim"), "first.items[0].type"),
        (
            lambda d: d["first"]["items"][0]["body"].append(
                {"type": "TextualBody", "purpose": "commenting", "value": 5}
            ),
            "first.items[0].body[2].value",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(
    places: Callable[..., list[str]], spoil: Callable[[dict[str, Any]], object], place: str
) -> None:
    assert place in places(spoil)


def test_a_number_too_large_to_be_one_is_named(tmp_path: Path, places: Callable[..., list[str]]) -> None:
    places(lambda d: position(d).update(start=123454321))
    path = tmp_path / "x.json"
    path.write_text(path.read_text(encoding="utf-8").replace("123454321", "1e400"), encoding="utf-8")
    assert any(p.place == f"{SELECTORS}[1].start" and "1e400" in p.reason for p in check_sidecar(path))


def test_words_of_a_vocabulary_and_records_of_others_are_no_fault(places: Callable[..., list[str]]) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document["first"]["items"][0]["body"][0]["value"] = "NO-SUCH-TYPE"
        document["first"]["items"].append({"id": "urn:x", "type": "Annotation", "created": "once", "target": "urn:y"})
        document["total"] = 3

    assert places(spoil) == []


def test_the_example_of_the_design_has_no_problem(shared: Path, tmp_path: Path) -> None:
    text = (shared / "sidecar_example.jsonc").read_text(encoding="utf-8")
    (tmp_path / "x.json").write_text(without_comments(text), encoding="utf-8")
    assert check_sidecar(tmp_path / "x.json") == []


def without_comments(text: str) -> str:
    """JSON with `//` comments as JSON; texts that hold `//` stay whole."""
    return re.sub(r'("(?:[^"\\]|\\.)*")|//[^\n]*', lambda m: m[1] or "", text)


def test_what_is_no_json_is_a_problem_and_what_is_no_file_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b'{"a": 1, "a": 2}')
    (problem,) = check_sidecar(tmp_path / "x.json")
    assert "twice" in problem.reason
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(UserError, match="cannot be read"):
            check_sidecar(path)
