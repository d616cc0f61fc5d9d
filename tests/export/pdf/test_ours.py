"""An export of ours is told from other PDFs, and one that somebody has marked things in from one as it was written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from reader.annotations.collection import Change
from reader.errors import UserError
from reader.export.pdf.ours import is_marked, is_ours
from reader.export.place import export_to
from reader.folders import Folders
from reader.jobs import export_job
from reader.session import Session, read_article

HIGHLIGHT = b"<</Type/Annot/Subtype/Highlight/Rect[90 90 200 110]/QuadPoints[90 110 200 110 90 90 200 90]/C[1 1 0]%s>>"


@pytest.fixture
def session(tmp_path: Path, mention: Callable) -> Session:
    article = tmp_path / "story.txt"
    text = "Ada wrote to Ann. " * 40
    article.write_text(text)
    session = Session(read_article(article, Folders.under(tmp_path / "user")))
    names = ('q"ü1', "urn:example:2", "urn:uuid:01a21761-6ef1-74da-ac82-c16a7be0daeb")
    marks = [(name, mention(text, "Ada", name, nth=n)) for n, name in enumerate(names, start=1)]
    session.apply(Change("Tag", annotations=tuple(marks)))
    session.close()
    return session


def marked(path: Path, name: bytes = b"") -> None:
    """As a viewer saves it after somebody has highlighted words."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        note = pdf.make_indirect(pikepdf.Object.parse(HIGHLIGHT % name))
        pdf.pages[0].Annots.append(note)
        pdf.save()


def test_as_written_it_is_ours_and_not_marked(session: Session) -> None:
    path = export_to(None, "pdf", export_job(session))
    assert is_ours(path) and not is_marked(path)
    subprocess.run(["qpdf", "--linearize", path, f"{path}.x"], check=True)  # written anew by another program
    assert is_ours(Path(f"{path}.x")) and not is_marked(Path(f"{path}.x"))


@pytest.mark.parametrize("name", [b"", b"/NM(okular-1)", b"/NM(8c6a3ae1-fd72-4b05-9c10-7a1a2b3c4d5e)"])
def test_what_others_marked_is_kept_beside_the_new_one(session: Session, name: bytes, tmp_path: Path) -> None:
    warnings: list[str] = []
    path = export_to(None, "pdf", export_job(session, warn=warnings.append))
    before = path.read_bytes()
    marked(path, name)
    theirs = path.read_bytes()
    assert is_ours(path) and is_marked(path) and warnings == []
    for _ in range(2):  # the second time it is as written, and nothing is kept
        export_to(None, "pdf", export_job(session, warn=warnings.append))
        assert path.read_bytes() == before
    (kept,) = tmp_path.glob("story.txt.2*.pdf")
    assert kept.read_bytes() == theirs
    assert warnings == [f"Somebody marked things in the earlier one, which is kept as {kept.name}."]


def test_where_no_copy_would_stay_it_is_not_written_over(session: Session, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    path = tmp_path / "run" / "doc" / "1a2b3c4d" / "mine.pdf"
    path.parent.mkdir(parents=True)
    export_to(path, "pdf", export_job(session))
    export_to(path, "pdf", export_job(session))
    marked(path)
    theirs = path.read_bytes()
    with pytest.raises(UserError, match="somebody marked things in it"):
        export_to(path, "pdf", export_job(session))
    assert path.read_bytes() == theirs


def test_other_pdfs_and_files_are_not_ours(tmp_path: Path) -> None:
    empty, text, broken, foreign = (tmp_path / name for name in ("empty", "text", "broken", "foreign"))
    empty.write_bytes(b"")
    text.write_bytes(b"Words.")
    broken.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)
    assert not any(map(is_ours, (empty, text, broken, foreign)))


def test_without_annotations_attached_nothing_is_taken_for_ours(session: Session) -> None:
    path = export_to(None, "pdf", replace(export_job(session), sidecar_bytes=None))
    assert is_ours(path) and is_marked(path)  # rather kept once too often
