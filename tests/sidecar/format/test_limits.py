"""What is too large is refused by its bytes, before anything of it is decoded; what is too deep, whatever the stack."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.annotations.collection import Change
from reader.annotations.ids import Stamp
from reader.annotations.tagset_file import default_tagset
from reader.errors import UserError
from reader.folders import Folders
from reader.sidecar.format import check, document, limits
from reader.sidecar.format.check import check_sidecar
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.format.json_text import MOST_LEVELS, BrokenJsonError, parse_object
from reader.sidecar.keeping import reading
from reader.sidecar.keeping.store import SidecarStore
from reader.text.article import Article
from reader.text.open import open_article
from reader.text.spans import Span

TAGSET = default_tagset()


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "a.txt"
    path.write_text("Ann wept in Nord.", encoding="utf-8")
    return open_article(path)


@pytest.fixture
def sidecar(article: Article) -> Path:
    return Path(f"{article.path}.annotations.json")


@pytest.fixture
def own(article: Article, tmp_path: Path) -> SidecarStore:
    return SidecarStore(article, Folders(*(tmp_path / name for name in Folders._fields)), TAGSET)


@pytest.fixture
def undecoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever decodes a sidecar fails."""

    def fail(*_: object) -> Any:
        raise AssertionError("it was decoded")

    monkeypatch.setattr(reading, "parse_object", fail)
    monkeypatch.setattr(reading, "part", fail)
    monkeypatch.setattr(check, "parse_object", fail)


def refused(own: SidecarStore, sidecar: Path) -> str:
    """The sentence with which a file is refused, by reading and by `validate` alike; it is left as it is."""
    before = sidecar.stat()
    loaded = own.load()
    assert loaded.broken and loaded.read_only is not None and not len(loaded.annotations)
    with pytest.raises(UserError):
        own.save(loaded.annotations)
    try:
        (problem,) = check_sidecar(sidecar)
        assert problem.place == "file" and problem.reason
    except UserError as error:
        assert error.why
    after = sidecar.stat()
    assert (after.st_mtime_ns, after.st_ino, after.st_size) == (before.st_mtime_ns, before.st_ino, before.st_size)
    return str(loaded.read_only)


@pytest.mark.usefixtures("undecoded")
def test_a_file_of_over_256_mb_is_refused_with_its_size(own: SidecarStore, sidecar: Path) -> None:
    with sidecar.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert "300 MB" in refused(own, sidecar) and "256 MB" in refused(own, sidecar)


def rows(count: int, row: str) -> bytes:
    return (
        '{\n"formatVersion": "1.0",\n"entities": [],\n"first": {"items": [\n ' + ",\n ".join([row] * count)
    ).encode()


@pytest.mark.usefixtures("undecoded")
def test_200_001_annotations_are_refused_with_their_number(own: SidecarStore, sidecar: Path) -> None:
    sidecar.write_bytes(rows(limits.MOST_ANNOTATIONS + 1, '{"type": "Annotation", "target": "x"}') + b"\n]}\n}\n")
    assert "200,001" in refused(own, sidecar)


@pytest.mark.usefixtures("undecoded")
def test_more_values_than_200_000_annotations_need_are_refused(own: SidecarStore, sidecar: Path) -> None:
    sidecar.write_bytes(b'{"x": [' + b"0," * limits.MOST_VALUES + b"0]}")
    assert "values" in refused(own, sidecar)


@pytest.mark.parametrize("where", ["items", "entities"])
def test_records_without_a_target_are_counted_when_they_are_read(own: SidecarStore, sidecar: Path, where: str) -> None:
    many = [0] * (limits.MOST_ANNOTATIONS + 1)
    value = {"formatVersion": "1.0", "entities": many if where == "entities" else []}
    sidecar.write_text(json.dumps(value | {"first": {"items": many if where == "items" else []}}), encoding="utf-8")
    assert "200,001" in refused(own, sidecar)


def test_what_could_not_be_read_again_is_not_written(
    own: SidecarStore, sidecar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = own.load().annotations
    state = state.apply(acts.highlight(state, [Span(0, 3)], Stamp("", lambda: ""))).after
    own.save(state)
    before = sidecar.read_bytes()
    more = state.apply(acts.highlight(state, [Span(4, 8)], Stamp("", lambda: ""))).after
    monkeypatch.setattr(limits, "MOST_ANNOTATIONS", 1)
    with pytest.raises(UserError, match="these would be 2"):
        own.save(more)
    monkeypatch.setattr(limits, "MOST_ANNOTATIONS", 2)
    monkeypatch.setattr(limits, "MOST_BYTES", len(before))
    with pytest.raises(UserError, match="their file"):
        own.save(more)
    assert sidecar.read_bytes() == before


# -- depth -----------------------------------------------------------------------------------------


def deep(levels: int, opens: str, closes: str) -> bytes:
    """An object with a value in it, that stands `levels` deep."""
    return ('{"formatVersion": "1.0", "x": ' + opens * (levels - 1) + "0" + closes * (levels - 1) + "}").encode()


@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}"), ('[{"a":0,"b":', "}]")])
def test_what_is_nested_too_deeply_is_refused_whatever_its_depth(opens: str, closes: str) -> None:
    step = 2 if len(opens) > 5 else 1
    assert parse_object(deep((MOST_LEVELS - 1) // step + 1, opens, closes))
    for levels in (MOST_LEVELS // step + 2, 400, 1_000, 100_000):
        with pytest.raises(BrokenJsonError, match="nested"):
            parse_object(deep(levels, opens, closes))


@pytest.mark.parametrize("levels", [1_000, 100_000])
def test_a_deep_sidecar_is_refused_in_one_sentence(own: SidecarStore, sidecar: Path, levels: int) -> None:
    sidecar.write_bytes(deep(levels, "[", "]"))
    assert "over 250 levels" in refused(own, sidecar)
    sidecar.write_bytes(deep(levels, '{"a":', "}"))
    assert "over 250 levels" in refused(own, sidecar)


def with_stack(frames: int, run: Callable[[], Any]) -> Any:
    return run() if frames <= 0 else with_stack(frames - 1, run)


def test_what_is_as_deep_as_may_be_can_be_written_with_a_deep_stack(article: Article, own: SidecarStore) -> None:
    value = new_document(article, TAGSET)
    value["x"] = "DEEP"
    value["first"]["items"] = [
        {"id": "h", "type": ["Annotation", "Highlight"], "motivation": "highlighting", "y": "DEEP", "target": {
            "source": "a.txt", "selector": [{"type": "TextQuoteSelector", "exact": "Ann", "suffix": " wept"}]}}
    ]  # fmt: skip
    data = json.dumps(value).replace('"DEEP"', "[" * (MOST_LEVELS - 4) + "]" * (MOST_LEVELS - 4)).encode()
    own.path.write_bytes(data)
    state = own.load().annotations
    (highlight,) = state
    after = state.apply(Change("Note", ((highlight.id, replace(highlight, note="a note")),))).after
    room = sys.getrecursionlimit() - 400
    with_stack(room - 100, lambda: own.save(after))
    assert b"a note" in own.path.read_bytes() and b"[" * (MOST_LEVELS - 4) in own.path.read_bytes()
    assert isinstance(DocumentWriter(article).write(document.new_document(article, TAGSET), after), bytes)


def test_what_is_counted_piece_by_piece_is_counted_once(monkeypatch):
    data = b'ab"target"' * 50
    for piece in range(1, 30):
        monkeypatch.setattr(limits, "PIECE", piece)
        assert limits._count(data, b'"target"') == 50
        assert limits._count(data, b",") == 0
