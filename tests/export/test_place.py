"""Where an export goes, and where it is refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.export.job import Cancelled, ExportJob
from reader.export.place import default_target, export_to
from reader.export.registry import ExportFormat, format_by_id
from reader.text.open import open_article

Make = Callable[..., ExportJob]


@pytest.fixture
def job(tmp_path: Path, make_job: Make, monkeypatch: pytest.MonkeyPatch) -> ExportJob:
    """An article on disk; the format is a quick one that begins like a PDF."""
    quick = ExportFormat(
        "pdf", "Annotated PDF", ".pdf",
        lambda job: b"%PDF-" + job.article.text.encode(),
        lambda path: path.read_bytes().startswith(b"%PDF-"),
    )  # fmt: skip
    monkeypatch.setattr("reader.export.registry.FORMATS", (quick,))
    path = tmp_path / "notes.md"
    path.write_text("Kim", encoding="utf-8")
    return make_job(open_article(path))


def test_it_goes_beside_the_article(job: ExportJob) -> None:
    target = export_to(None, "pdf", job)
    assert target == job.article.path.with_name("notes.md.pdf") == default_target(job.article, format_by_id("pdf"))
    assert target.read_bytes() == b"%PDF-Kim"


def test_an_earlier_export_is_replaced(job: ExportJob, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    target.write_bytes(b"%PDF-old")
    assert export_to(target, "pdf", job) == target
    assert target.read_bytes() == b"%PDF-Kim"


@pytest.mark.parametrize("name", ["notes.md", "notes.md.annotations.json", "other.annotations.json", "diary.txt"])
def test_the_article_sidecars_and_files_of_other_kinds_are_never_overwritten(
    job: ExportJob, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    target.write_text("precious", encoding="utf-8")
    with pytest.raises(UserError, match="is not written"):
        export_to(target, "pdf", job)
    assert target.read_text(encoding="utf-8") == "precious"


def test_nor_through_links(job: ExportJob, tmp_path: Path) -> None:
    (tmp_path / "soft.pdf").symlink_to(job.article.path)
    os.link(job.article.path, tmp_path / "hard.pdf")
    for name in ("soft.pdf", "hard.pdf"):
        with pytest.raises(UserError, match="the article itself"):
            export_to(tmp_path / name, "pdf", job)
    assert job.article.path.read_text(encoding="utf-8") == "Kim"


def test_folders_pipes_and_missing_folders_are_named(job: ExportJob, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for target, why in (
        (tmp_path, "it is a folder"),
        (tmp_path / "pipe.pdf", "no regular file"),
        (tmp_path / "none" / "a.pdf", "no folder"),
    ):
        with pytest.raises(UserError, match=why):
            export_to(target, "pdf", job)


def test_a_folder_that_cannot_be_written_is_a_sentence(
    job: ExportJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reader.export.place.write_durably", full)
    with pytest.raises(UserError, match="cannot be written: No space left on device"):
        export_to(tmp_path / "a.pdf", "pdf", job)
    assert not (tmp_path / "a.pdf").exists()


def test_cancelled_writes_nothing(job: ExportJob, tmp_path: Path, make_job: Make) -> None:
    with pytest.raises(Cancelled):
        export_to(tmp_path / "a.pdf", "pdf", make_job(job.article, cancelled=lambda: True))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.md"]
