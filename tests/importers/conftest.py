"""Articles, the PDFs that Postil makes of them, and importing into a set of annotations without any disk behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Entity
from reader.annotations.tagset import TagSet
from reader.annotations.tagset_file import default_tagset
from reader.export.job import ExportJob
from reader.export.pdf.words import possible_contents
from reader.export.registry import format_by_id as export_format
from reader.export.speech import ENGLISH, Speech
from reader.folders import Folders
from reader.importers.job import Imported, ImportJob
from reader.importers.registry import format_by_id as import_format
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.text.article import Article

TAGSET = default_tagset()


@pytest.fixture(scope="session")
def pdf_with() -> Callable[..., bytes]:
    """The PDF of an article with these annotations; the sidecar is attached unless told."""

    def make(
        article: Article,
        annotations: Iterable[Annotation] = (),
        entities: Iterable[Entity] = (),
        *,
        sidecar: bool = True,
        **more: Any,
    ) -> bytes:
        held = AnnotationSet.of(annotations, entities)
        data = DocumentWriter(article).write(new_document(article, TAGSET), held) if sidecar else None
        return export_format("pdf").write(ExportJob(article, held, TAGSET, data, **more))

    return make


@pytest.fixture
def take_in(tmp_path: Path) -> Callable[..., Imported]:
    """Import the bytes of a PDF into an article with these annotations."""

    def run(
        article: Article,
        data: bytes,
        annotations: AnnotationSet | None = None,
        *,
        tagset: TagSet = TAGSET,
        speeches: Sequence[Speech] = (ENGLISH,),
    ) -> Imported:
        path = tmp_path / "paper.pdf"
        path.write_bytes(data)
        folders = Folders(**{name: tmp_path / name for name in Folders._fields})
        job = ImportJob(
            article, AnnotationSet() if annotations is None else annotations, folders, path,
            says=lambda annotation, among, words: possible_contents(annotation, among, tagset, words, speeches),
        )  # fmt: skip
        return import_format("pdf").read(job)

    return run
