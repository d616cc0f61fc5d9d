"""The formats annotations can be imported from, each imported late. Command line and window read this list.

To add a format: one module (or room) beside this one with a function from `ImportJob` to `Imported`, and a line in
FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.errors import UsageError, worded
from reader.frozen import dataclass, field
from reader.importers.job import Imported, ImportJob


@dataclass(frozen=True)
class ImportFormat:
    """One format. `suffix` begins with a dot; `read` raises UserError, or Cancelled when the job says so."""

    id: str
    title: str
    suffix: str
    read: Callable[[ImportJob], Imported] = field(repr=False)


def _pdf(job: ImportJob) -> Imported:
    from reader.importers.pdf.read import read_pdf

    return read_pdf(job)


FORMATS: tuple[ImportFormat, ...] = (ImportFormat("pdf", "PDF", ".pdf", _pdf),)


def format_by_id(format_id: str) -> ImportFormat:
    """The format of this id. Raises UsageError that names those that exist."""
    for entry in FORMATS:
        if entry.id == format_id:
            return entry
    known = ", ".join(entry.id for entry in FORMATS)
    raise UsageError(
        worded("There is no format {format_id!r} to import from", format_id=format_id),
        remedy=worded("Known: {known}", known=known),
    )
