"""The formats an article can be exported to, each imported late. Command line, menu and dialog read this list.

To add a format: one module (or room) beside this one with a function from `ExportJob` to bytes, and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reader.annotations.collection import AnnotationSet
from reader.annotations.tagset import TagSet
from reader.errors import UsageError
from reader.text.article import Article


def never() -> bool:
    """Nobody cancels."""
    return False


class Cancelled(Exception):  # noqa: N818 - it is no error: somebody asked for it
    """The user stopped the export; nothing was written."""


@dataclass(frozen=True)
class ExportJob:
    """All that an exporter may look at. It reads no clock: the same job gives the same bytes (in one
    environment: a set SOURCE_DATE_EPOCH dates the document, and faces for other scripts are the system's).

    `sidecar_bytes` is the sidecar as it stands on disk, for formats that carry it along. `progress` is
    told what is done (0 to 1) and a word for it; `warn` gets one sentence a matter that the user should
    know; `cancelled` is asked now and then. All three are called on the thread that exports.
    """

    article: Article
    annotations: AnnotationSet
    tagset: TagSet
    sidecar_bytes: bytes | None = None
    progress: Callable[[float, str], None] | None = None
    cancelled: Callable[[], bool] = never
    warn: Callable[[str], None] | None = None

    def report(self, done: float, word: str) -> None:
        """Tell whoever wants to know how far it is."""
        if self.progress:
            self.progress(done, word)

    def check(self) -> None:
        """Raise Cancelled when the user no longer wants it."""
        if self.cancelled():
            raise Cancelled


@dataclass(frozen=True)
class ExportFormat:
    """One format. `suffix` begins with a dot; `write` raises UserError, or Cancelled when the job says so.

    `begins` is how each of its files begins: an export replaces only such a file.
    """

    id: str
    title: str
    suffix: str
    write: Callable[[ExportJob], bytes] = field(repr=False)
    begins: bytes = b""


def _pdf(job: ExportJob) -> bytes:
    from reader.export.pdf.write import write_pdf

    return write_pdf(job)


FORMATS: tuple[ExportFormat, ...] = (ExportFormat("pdf", "Annotated PDF", ".pdf", _pdf, b"%PDF-"),)


def format_by_id(format_id: str) -> ExportFormat:
    """The format of this id. Raises UsageError that names those that exist."""
    for entry in FORMATS:
        if entry.id == format_id:
            return entry
    known = ", ".join(entry.id for entry in FORMATS)
    raise UsageError(f"There is no format {format_id!r} to export to", remedy=f"Known: {known}")
