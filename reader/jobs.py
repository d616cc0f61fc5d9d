"""What exporters and importers are given of an open article. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.export.job import ExportJob, never
from reader.session import STILL_LOADING, Session

if TYPE_CHECKING:
    from reader.export.pdf.options import PdfOptions
    from reader.export.speech import Speech
    from reader.importers.job import ImportJob


def export_job(
    session: Session,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    warn: Callable[[str], None] | None = None,
    options: PdfOptions | None = None,
) -> ExportJob:
    """All that an exporter needs as it is now. Reads the sidecar from disk: save first; not for a GUI thread.

    Raises UserError while the annotations are still being read.
    """
    if session.loading:
        raise STILL_LOADING
    data = session.store.sidecar_bytes()
    if data is not None:
        session.store.backing_up.keep_exported(data, len(session.annotations))
    job = ExportJob(session.article, session.annotations, session.tagset, data, progress, cancelled or never, warn)
    return job if options is None else replace(job, options=options)


def import_job(
    session: Session,
    path: Path,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    speeches: Sequence[Speech] | None = None,
) -> ImportJob:
    """All that an importer needs as it is now; what it returns is to be applied. Reads nothing itself.

    `speeches` are the languages that exports may have spoken. Raises UserError when the annotations are read-only.
    """
    from reader.export.pdf.words import possible_contents
    from reader.export.speech import ENGLISH
    from reader.importers.job import ImportJob

    if session.read_only is not None:
        raise session.read_only
    session.store.backing_up.keep_next()
    tagset, languages = session.tagset, speeches or (ENGLISH,)
    return ImportJob(
        session.article,
        session.annotations,
        session.store.folders,
        path,
        session.store.backing_up.versions,
        lambda annotation, among, words: possible_contents(annotation, among, tagset, words, languages),
        progress,
        cancelled or never,
    )
