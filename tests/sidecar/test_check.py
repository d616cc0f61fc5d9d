"""What `validate` says of a sidecar: each fault with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.ids import Stamp
from reader.annotations.tagset_file import default_tagset
from reader.errors import UserError
from reader.sidecar.check import check_sidecar
from reader.sidecar.document import DocumentWriter, new_document
from reader.text.open import article_from_text
from reader.text.spans import Span


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
    ],
)
def test_a_fault_is_named_with_its_place(
    places: Callable[..., list[str]], spoil: Callable[[dict[str, Any]], object], place: str
) -> None:
    assert place in places(spoil)


def test_what_is_no_json_is_a_problem_and_what_is_no_file_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b'{"a": 1, "a": 2}')
    (problem,) = check_sidecar(tmp_path / "x.json")
    assert "twice" in problem.reason
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(UserError, match="cannot be read"):
            check_sidecar(path)
