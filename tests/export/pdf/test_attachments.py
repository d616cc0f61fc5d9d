"""Article and sidecar are in the PDF byte for byte, as files that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from reader.export.pdf.options import PdfOptions
from reader.text.open import article_from_text, open_article

Make = Callable[..., Any]
SIDECAR = b'{"formatVersion": "1.0"}\n\x00\xff'


def attached(paper: Any) -> dict[str, bytes]:
    return {name: spec.get_file().read_bytes() for name, spec in paper.pikepdf.attachments.items()}


def test_both_are_there_byte_for_byte(make_paper: Make, tmp_path: Path) -> None:
    file = tmp_path / "Ünïcode (1).md"
    file.write_bytes("\ufeff---\r\ntitle: T\r\n---\r\n# Tïtle\r\n".encode())
    paper = make_paper(open_article(file), sidecar_bytes=SIDECAR)
    assert attached(paper) == {file.name: file.read_bytes(), file.name + ".annotations.json": SIDECAR}


def test_an_article_that_was_changed_meanwhile_stands_there_as_it_was_read(make_paper: Make, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"One.\r\n")
    article = open_article(file)
    file.write_bytes(b"Two.\r\n")
    assert attached(make_paper(article)) == {"a.txt": b"One.\n"}
    file.unlink()
    assert attached(make_paper(article)) == {"a.txt": b"One.\n"}


def test_they_are_associated_with_the_document(make_paper: Make, mention: Make) -> None:
    article = article_from_text("# Kim\n\nx", "markdown", "a.md")
    paper = make_paper(article, [mention(article.text, "Kim", "m")], sidecar_bytes=SIDECAR)
    root = paper.pikepdf.Root
    found = {str(spec.UF): spec for spec in root.AF}
    assert {name: str(spec.AFRelationship) for name, spec in found.items()} == {
        "a.md": "/Source",
        "a.md.annotations.json": "/Data",
    }
    names = dict(pikepdf.NameTree(root.Names.EmbeddedFiles).items())
    for name, kind, size in (("a.md", "/text/markdown", 8), ("a.md.annotations.json", "/application/json", 27)):
        spec = found[name]
        assert names[name].objgen == spec.objgen and str(spec.F) == name and str(spec.Type) == "/Filespec"
        stream = spec.EF.F
        assert str(stream.Type) == "/EmbeddedFile" and str(stream.Subtype) == kind
        assert int(stream.Params.Size) == size
        assert str(stream.Params.ModDate) == str(stream.Params.CreationDate) == "D:20250701091403Z"
        assert spec.EF.UF.objgen == stream.objgen


def test_without_files_nothing_of_what_is_left_out_is_in_the_pdf(make_paper: Make, mention: Make) -> None:
    marks = [mention("Kim met Ada.", "Kim", "m", note="for me alone")]
    paper = make_paper("Kim met Ada.", marks, sidecar_bytes=SIDECAR, options=PdfOptions(notes=False, files=False))
    assert attached(paper) == {} and "/AF" not in paper.pikepdf.Root
    everything = "".join(str(each) for each in paper.pikepdf.objects)
    assert "for me alone" not in everything and len(paper.marks) == 1
