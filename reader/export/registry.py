"""The formats an article can be exported to, each imported late. Command line, menu and dialog read this list.

To add a format: one module (or room) beside this one with a function from `ExportJob` to bytes, and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader.errors import UsageError, worded
from reader.export.job import ExportJob
from reader.export.pdf.options import CHOICES, Choice
from reader.frozen import dataclass, field


def _never(path: Path) -> bool:  # noqa: ARG001 - the shape of every `is_marked`
    return False


@dataclass(frozen=True)
class ExportFormat:
    """One format. `suffix` begins with a dot; `write` raises UserError, or Cancelled when the job says so.

    `is_ours` says of a file whether it is an export of ours: nothing else is replaced; `is_marked` whether somebody has
    marked things in one: such a file is kept beside the new one. `choices` are what can be chosen for it.
    """

    id: str
    title: str
    suffix: str
    write: Callable[[ExportJob], bytes] = field(repr=False)
    is_ours: Callable[[Path], bool] = field(repr=False)
    choices: tuple[Choice, ...] = ()
    is_marked: Callable[[Path], bool] = field(repr=False, default=_never)


def _pdf(job: ExportJob) -> bytes:
    from reader.export.pdf.write import write_pdf

    return write_pdf(job)


def _is_our_pdf(path: Path) -> bool:
    from reader.export.pdf.ours import is_ours

    return is_ours(path)


def _is_marked_pdf(path: Path) -> bool:
    from reader.export.pdf.ours import is_marked

    return is_marked(path)


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("pdf", "Annotated PDF", ".pdf", _pdf, _is_our_pdf, CHOICES, _is_marked_pdf),
)


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
