"""Puts an exported file on disk: where it goes by default, where it may not go. Knows no format's inside."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from itertools import count
from pathlib import Path

from reader.errors import UserError, worded
from reader.export.job import ExportJob
from reader.export.registry import ExportFormat, format_by_id
from reader.sidecar.disk.durable import UnsyncedError, read_with_signature, write_durably
from reader.sidecar.places.lent import is_lent_alone
from reader.sidecar.places.places import LENT_ALONE, SUFFIX, beside
from reader.text.article import Article


def default_target(article: Article, export_format: ExportFormat) -> Path:
    """`notes.md` -> `notes.md.pdf` beside it: another article of the same stem keeps its own."""
    return article.path.with_name(article.name + export_format.suffix)


def export_to(path: Path | None, format_id: str, job: ExportJob) -> Path:
    """Export `job` to `path`, or to the default target, and say where it is; whole or not at all.

    An earlier export is replaced, nothing else is; one that somebody has marked things in since is kept beside it, and
    that is a warning. Raises UserError for a target that is the article, its
    sidecar, a file of another kind or cannot be written, for an unknown format (UsageError) and for what the
    format itself refuses; Cancelled when the job says so.
    """
    export_format = format_by_id(format_id)
    target = path if path is not None else default_target(job.article, export_format)
    if path is None and is_lent_alone(job.article.path):
        what = worded("{name} cannot be put beside the article", name=target.name)
        raise UserError(what, LENT_ALONE, "Say where it should go")
    refuse_bad_target(target, job.article, export_format)
    data = export_format.write(job)
    job.check()
    try:
        kept = _kept_marked(target, export_format)
        write_durably(target, data)
    except UnsyncedError as error:
        what = worded("{target} is written, but may not survive a power cut", target=target)
        raise UserError(what, error.strerror or str(error), "Export it once more to have that done") from None
    except OSError as error:
        raise UserError(
            worded("{target} cannot be written", target=target), error.strerror or str(error), "Nothing was changed"
        ) from None
    if kept is not None and job.warn:
        job.warn(worded("Somebody marked things in the earlier one, which is kept as {kept}.", kept=kept.name))
    job.report(1.0, "Done")
    return target


def _kept_marked(target: Path, export_format: ExportFormat) -> Path | None:
    """A copy of the file that is to be replaced, named by when it was changed, if others' marks are in it."""
    read = read_with_signature(target)
    if read is None or not read[0] or not export_format.is_marked(target):
        return None
    if is_lent_alone(target):  # a copy beside it would not stay
        what = worded("{target} is not written, for somebody marked things in it", target=target)
        raise UserError(what, remedy="Choose another name")
    changed = datetime.fromtimestamp(target.stat().st_mtime)
    name = f"{target.stem}.{changed:%Y%m%d-%H%M%S}"
    for number in count(1):
        aside = target.with_name(f"{name}{f'-{number}' * (number > 1)}{target.suffix}")
        there = read_with_signature(aside)
        if there is not None and there[0] == read[0]:
            return aside  # kept already
        if there is None:
            write_durably(aside, read[0], expect=None)
            return aside
    return None


def refuse_bad_target(target: Path, article: Article, export_format: ExportFormat) -> None:
    """Raise UserError when no export may be put at `target`; looks at the disk, changes nothing."""
    what = worded("{target} is not written", target=target)
    try:
        real = Path(os.path.realpath(target))
        found = real.stat() if real.exists() else None
        if real == Path(os.path.realpath(article.path)) or _same_file(real, article.path):
            raise UserError(what, "it is the article itself", "Choose another name")
        if real.name.endswith(SUFFIX) or _same_file(real, beside(article.path)):
            raise UserError(what, "it is a file of annotations", "Choose another name")
        if found is None:
            if not real.parent.is_dir():
                raise UserError(what, worded("there is no folder {folder}", folder=real.parent))
        elif stat.S_ISDIR(found.st_mode):
            raise UserError(what, "it is a folder", "Give the name of a file")
        elif not stat.S_ISREG(found.st_mode):
            raise UserError(what, "it is no regular file")
        elif found.st_size and not export_format.is_ours(real):
            raise UserError(what, "a file that Postil did not make is there", "Choose another name")
        if not os.access(real.parent, os.W_OK | os.X_OK):
            raise UserError(what, worded("the folder {folder} cannot be written to", folder=real.parent))
    except (OSError, ValueError) as error:
        raise UserError(what, getattr(error, "strerror", None) or str(error)) from None


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
