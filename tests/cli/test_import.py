"""`postil import ARTICLE FILE --from pdf`: what Postil exported comes back, and nothing that is here gets lost."""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from tests.importers.pdf.viewers import Viewer, boxes

TEXT = """The minister came to the harbour on Monday. According to the mayor, the dam holds.

On Tuesday the mayor said that the dam would hold for a hundred years. Nobody in the harbour believed him.
"""
Run = Callable[..., Any]
FOREIGN = {
    "id": "https://example.org/anno/1",
    "type": "Annotation",
    "motivation": "commenting",
    "body": {"type": "TextualBody", "value": "from elsewhere"},
    "target": {"source": "https://example.org/other", "selector": {"type": "TextQuoteSelector", "exact": "x"}},
}


@pytest.fixture
def paper(postil: Run, article: Callable[[str, str], Path]) -> Path:
    """An article with one annotation of each kind and its PDF, `a.txt.pdf`."""
    path = article("a.txt", TEXT)
    assert postil("tag", path, "--type", "PER", "--quote", "the mayor", "--all", "--entity", "Mayor").status == 0
    claim = postil("claim", path, "--quote", "the dam holds", "--source", "the mayor", "--note", "look again")
    other = postil("claim", path, "--quote", "the dam would hold", "--verdict", "false").out.strip()
    assert postil("highlight", path, "--quote", "harbour", "--nth", "2", "--note", "why?").status == 0
    sidecar = sidecar_of(path)
    document = json.loads(sidecar.read_text("utf-8"))
    document["first"]["items"].append(FOREIGN)
    document["first"]["items"].append(
        {
            "id": "urn:uuid:01980000-0000-7000-8000-000000000001",
            "type": ["Annotation", "Relation"],
            "motivation": "linking",
            "body": [{"type": "SpecificResource", "purpose": "linking", "source": other},
                     {"type": "TextualBody", "purpose": "tagging", "value": "contradicts"}],
            "target": [{"id": claim.out.strip(), "type": "Annotation"}],
        }
    )  # fmt: skip
    document["total"] = len(document["first"]["items"])
    sidecar.write_text(json.dumps(document), "utf-8")
    assert postil("export", path, "--to", "pdf").status == 0
    return path


def sidecar_of(path: Path) -> Path:
    return path.with_name(path.name + ".annotations.json")


def pdf_of(path: Path) -> Path:
    return path.with_name(path.name + ".pdf")


def says(postil: Run, path: Path) -> dict[str, Any]:
    """What `show` says, apart from where it is."""
    shown: dict[str, Any] = postil("show", path, "--json").json
    return {"entities": shown["entities"], "annotations": shown["annotations"]}


def test_everything_comes_back_and_a_second_import_adds_nothing(postil: Run, paper: Path) -> None:
    before = says(postil, paper)
    assert {a["kind"] for a in before["annotations"]} == {"mention", "claim", "highlight", "relation", "other"}
    sidecar_of(paper).unlink()
    assert says(postil, paper)["annotations"] == []

    first = postil("import", paper, pdf_of(paper), "--from", "pdf")
    assert first.status == 0
    assert sorted(first.out.split()) == sorted(a["id"] for a in before["annotations"])
    assert says(postil, paper) == before
    items = json.loads(sidecar_of(paper).read_text("utf-8"))["first"]["items"]
    assert FOREIGN in items

    stands = sidecar_of(paper).read_bytes()
    again = postil("import", paper, pdf_of(paper), "--from", "pdf")
    assert (again.status, again.out) == (0, "")
    assert "nothing that is not here already" in again.err
    assert sidecar_of(paper).read_bytes() == stands


def test_what_was_changed_here_since_lives(postil: Run, paper: Path) -> None:
    claim = next(a for a in says(postil, paper)["annotations"] if a["kind"] == "claim" and a["note"])
    mention = next(a for a in says(postil, paper)["annotations"] if a["kind"] == "mention")
    assert postil("edit", paper, claim["id"], "note=changed here", "verdict=true").status == 0
    assert postil("remove", paper, mention["id"]).status == 0
    result = postil("import", paper, pdf_of(paper), "--from", "pdf")
    assert result.status == 0
    assert result.out.split() == [mention["id"]]  # what was removed is in the PDF, and so is back
    now = next(a for a in says(postil, paper)["annotations"] if a["id"] == claim["id"])
    assert (now["note"], now["verdict"], now.get("conflict")) == ("changed here", "true", None)
    assert "conflict" not in result.err


def test_both_sides_changed_another_fact_and_both_live(postil: Run, paper: Path, tmp_path: Path) -> None:
    claim = next(a for a in says(postil, paper)["annotations"] if a["kind"] == "claim" and a["note"])
    # somebody else has a copy of the article, takes the annotations from the PDF, changes one and sends a new PDF
    other = tmp_path / "theirs" / "a.txt"
    other.parent.mkdir()
    other.write_text(TEXT, "utf-8")
    assert postil("import", other, pdf_of(paper), "--from", "pdf").status == 0
    assert postil("edit", other, claim["id"], "verdict=false").status == 0
    assert postil("export", other, "--to", "pdf").status == 0
    assert postil("edit", paper, claim["id"], "note=mine").status == 0
    assert postil("import", paper, pdf_of(other), "--from", "pdf").status == 0
    now = next(a for a in says(postil, paper)["annotations"] if a["id"] == claim["id"])
    assert (now["note"], now["verdict"]) == ("mine", "false")
    assert postil("import", paper, pdf_of(other), "--from", "pdf").out == ""


def test_a_fact_changed_on_both_sides_keeps_both(postil: Run, paper: Path, tmp_path: Path) -> None:
    claim = next(a for a in says(postil, paper)["annotations"] if a["kind"] == "claim" and a["note"])
    other = tmp_path / "theirs" / "a.txt"
    other.parent.mkdir()
    other.write_text(TEXT, "utf-8")
    postil("import", other, pdf_of(paper), "--from", "pdf")
    postil("edit", other, claim["id"], "note=theirs")
    postil("export", other, "--to", "pdf")
    postil("edit", paper, claim["id"], "note=mine")
    result = postil("import", paper, pdf_of(other), "--from", "pdf")
    assert "1 in conflict, ours stand" in result.err
    assert "mine" in sidecar_of(paper).read_text("utf-8")
    assert "theirs" in sidecar_of(paper).read_text("utf-8")
    now = next(a for a in says(postil, paper)["annotations"] if a["id"] == claim["id"])
    assert now["note"] == "mine"
    stands = sidecar_of(paper).read_bytes()
    assert "nothing that is not here already" in postil("import", paper, pdf_of(other), "--from", "pdf").err
    assert sidecar_of(paper).read_bytes() == stands


def test_into_an_article_that_was_changed_since(postil: Run, paper: Path) -> None:
    before = says(postil, paper)["annotations"]
    sidecar_of(paper).unlink()
    paper.write_text("A new first paragraph.\n\n" + TEXT.replace("Nobody in the harbour believed him.", ""), "utf-8")
    result = postil("import", paper, pdf_of(paper), "--from", "pdf")
    assert result.status == 0
    assert "1 without a place, kept as orphans (“harbour”)" in result.err
    shown = {a["id"]: a for a in says(postil, paper)["annotations"]}
    assert shown.keys() == {a["id"] for a in before}
    text = postil("show", paper, "--text").out
    for old in before:
        new = shown[old["id"]]
        if new["anchor"] != "orphan":
            assert [s["text"] for s in new["spans"]] == [s["text"] for s in old["spans"]]
            assert all(text[s["start"] : s["end"]] == s["text"] for s in new["spans"])


def test_highlights_of_others_in_it_come_along(postil: Run, paper: Path) -> None:
    data = pdf_of(paper).read_bytes()
    viewer = Viewer(data)
    viewer.okular(boxes(data, "harbour", 2), "is it so?")
    pdf_of(paper).write_bytes(viewer.saved())
    result = postil("import", paper, pdf_of(paper), "--from", "pdf")
    assert "1 annotation added" in result.err
    made = next(a for a in says(postil, paper)["annotations"] if a["id"] == result.out.strip())
    assert (made["kind"], made["note"], made["creator"]) == ("highlight", "is it so?", "Olga Okular")
    assert (made["created"], made["modified"]) == ("2025-08-03T11:59:00Z", "2025-08-03T12:00:00Z")
    assert [(s["start"], s["text"]) for s in made["spans"]] == [(TEXT.index("harbour", 40), "harbour")]
    assert postil("import", paper, pdf_of(paper), "--from", "pdf").out == ""


def test_a_note_changed_in_the_pdf_again_and_again(postil: Run, paper: Path) -> None:
    data = pdf_of(paper).read_bytes()
    key = ""
    for number, note in enumerate(("one", "two", "three")):
        viewer = Viewer(data)
        mark = viewer.okular(boxes(data, "harbour", 2), note)
        mark.M = f"D:2025080312000{number}Z"
        pdf_of(paper).write_bytes(viewer.saved())
        result = postil("import", paper, pdf_of(paper), "--from", "pdf")
        key = key or result.out.strip()
        assert "conflict" not in result.err
        assert ("1 changed" in result.err) == bool(number)
        assert [a["note"] for a in says(postil, paper)["annotations"] if a["id"] == key] == [note]
    postil("edit", paper, key, "note=mine")
    assert "nothing that is not" in postil("import", paper, pdf_of(paper), "--from", "pdf").err
    assert [a["note"] for a in says(postil, paper)["annotations"] if a["id"] == key] == ["mine"]
    viewer = Viewer(data)
    viewer.okular(boxes(data, "harbour", 2), "four")
    pdf_of(paper).write_bytes(viewer.saved())
    assert "1 in conflict, ours stand" in postil("import", paper, pdf_of(paper), "--from", "pdf").err
    assert [a["note"] for a in says(postil, paper)["annotations"] if a["id"] == key] == ["mine"]
    assert "four" in sidecar_of(paper).read_text("utf-8")
    assert "nothing that is not" in postil("import", paper, pdf_of(paper), "--from", "pdf").err


# -- bad input -------------------------------------------------------------------------------------


def attached(data: bytes, make: Callable[[pikepdf.Pdf, bytes], pikepdf.Stream], target: Path) -> None:
    """Put another stream in the place of the attached sidecar."""
    with pikepdf.open(__import__("io").BytesIO(data)) as pdf:
        name = next(n for n in pdf.attachments if n.endswith(".annotations.json"))
        file = pdf.attachments[name].obj.EF
        file.F = pdf.make_indirect(make(pdf, file.F.read_bytes()))
        file.UF = file.F
        pdf.save(target, compress_streams=False)


def bomb(pdf: pikepdf.Pdf, _: bytes) -> pikepdf.Stream:
    import zlib

    packer = zlib.compressobj(9)
    piece = b" " * (1 << 20)
    packed = b"".join(packer.compress(piece) for _ in range(300)) + packer.flush()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    return stream


def plain(data: bytes) -> Callable[[pikepdf.Pdf, bytes], pikepdf.Stream]:
    return lambda pdf, _: pikepdf.Stream(pdf, data)


BAD: dict[str, tuple[Callable[[Path, bytes], object], str]] = {
    "no PDF": (lambda path, _: path.write_bytes(b"just words"), "it is no PDF"),
    "empty": (lambda path, _: path.write_bytes(b""), "it is no PDF"),
    "broken": (lambda path, data: path.write_bytes(b"%PDF-1.7\n" + os.urandom(3_000)), "it is damaged"),
    "a folder": (lambda path, _: path.mkdir(), "is a directory"),
    "a pipe": (lambda path, _: os.mkfifo(path), "it is no regular file"),
    "missing": (lambda path, _: None, "there is no such file"),
    "1 GB": (lambda path, data: sparse(path, data, 1 << 30), "it has 1,024 MB, and 512 MB is the most Postil reads"),
    "encrypted": (lambda path, data: encrypted(path, data), "it is encrypted and wants a password"),
    "no annotations": (lambda path, _: blank(path), "has no annotations"),
    "a bomb": (lambda path, data: attached(data, bomb, path), "256 MB is the most Postil reads"),
    "not JSON": (lambda path, data: attached(data, plain(b'{"a": '), path), "is not valid JSON"),
    "too deep": (lambda path, data: attached(data, plain(b"[" * 100_000 + b"]" * 100_000), path), "is not valid JSON"),
    "no object": (lambda path, data: attached(data, plain(b"[]"), path), "is not valid JSON"),
    "newer": (lambda path, data: attached(data, newer, path), "newer than this Postil knows"),
}  # fmt: skip


def newer(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    return pikepdf.Stream(pdf, data.replace(b'"formatVersion": "1.0"', b'"formatVersion": "9.0"'))


def sparse(path: Path, data: bytes, size: int) -> None:
    path.write_bytes(data)
    os.truncate(path, size)


def encrypted(path: Path, data: bytes) -> None:
    with pikepdf.open(__import__("io").BytesIO(data)) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))


def blank(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)


def test_bad_files_change_nothing_and_are_told_in_one_sentence(postil: Run, paper: Path, tmp_path: Path) -> None:
    data, stands = pdf_of(paper).read_bytes(), sidecar_of(paper).read_bytes()
    for name, (make, why) in BAD.items():
        path = tmp_path / f"{name}.pdf"
        make(path, data)
        begun = time.monotonic()
        result = postil("import", paper, path, "--from", "pdf")
        assert (result.status, result.out) == (1, ""), name
        assert why.casefold() in result.err.casefold(), name
        assert time.monotonic() - begun < 60, name
        assert sidecar_of(paper).read_bytes() == stands, name


def test_wrong_usage(postil: Run, paper: Path) -> None:
    assert postil("import", paper, pdf_of(paper)).status == 2
    result = postil("import", paper, pdf_of(paper), "--from", "docx")
    assert (result.status, "pdf" in result.err) == (2, True)


def test_the_pdf_of_another_article(postil: Run, paper: Path, article: Callable[[str, str], Path]) -> None:
    other = article("b.txt", "Quite another text, in which none of that is said at all.\n" * 20)
    result = postil("import", other, pdf_of(paper), "--from", "pdf")
    assert (result.status, "was not made of b.txt" in result.err) == (1, True)
    assert not sidecar_of(other).exists()


def test_an_owners_password_keeps_nobody_from_reading(postil: Run, paper: Path, tmp_path: Path) -> None:
    before = says(postil, paper)
    with pikepdf.open(pdf_of(paper)) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    sidecar_of(paper).unlink()
    assert postil("import", paper, tmp_path / "locked.pdf", "--from", "pdf").status == 0
    assert says(postil, paper) == before


def test_saved_without_what_was_attached_ours_are_not_taken_for_others(
    postil: Run, paper: Path, tmp_path: Path
) -> None:
    before = says(postil, paper)
    with pikepdf.open(pdf_of(paper)) as pdf:
        del pdf.Root.AF
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        pdf.save(tmp_path / "bare.pdf")
    assert "nothing that is not here already" in postil("import", paper, tmp_path / "bare.pdf", "--from", "pdf").err
    assert says(postil, paper) == before


def test_a_dash_is_stdin(paper: Path, postil: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    data = paper.with_name("a.txt.pdf").read_bytes()
    before = sidecar_of(paper).read_bytes()
    sidecar_of(paper).unlink()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    done = postil("import", paper, "-", "--from", "pdf")
    assert done.status == 0 and len(done.out.split()) == len(json.loads(before)["first"]["items"])
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"nothing of the kind")))
    done = postil("import", paper, "-", "--from", "pdf")
    assert done.status == 1 and done.err == "stdin cannot be imported: it is no PDF. Nothing was changed.\n"
