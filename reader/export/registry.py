"""The formats an article can be exported to, each imported late. Command line, menu and dialog read this list.

To add a format: one module (or room) beside this one with a function from `ExportJob` to bytes, and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.errors import UsageError, worded
from reader.export.job import ExportJob
from reader.frozen import dataclass, field


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
    raise UsageError(
        worded("There is no format {format_id!r} to export to", format_id=format_id),
        remedy=worded("Known: {known}", known=known),
    )
