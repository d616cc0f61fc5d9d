"""What a PDF makes of an article's annotations: the order of the steps. It changes nothing and writes nothing.

What is ours in the PDF comes from the attached sidecar. A viewer never changes or removes it: colours, shapes and
removals are not followed, and what somebody wrote over it becomes a highlight with that note on the same words. So do
replies. What others marked becomes highlights.
"""

from __future__ import annotations

import io
import logging
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Annotation
from reader.errors import UserError, worded
from reader.importers.job import Imported, ImportJob
from reader.importers.pdf.attached import Attached, attached_to
from reader.importers.pdf.marked import Body, Marked, Pages, placed
from reader.importers.pdf.marks import PageMark, marks_of
from reader.importers.pdf.merge import Version, merged
from reader.sidecar.format.limits import require_storable
from reader.sidecar.keeping.reading import SidecarReader
from reader.sidecar.merging.difference import difference

if TYPE_CHECKING:
    import pikepdf

_log = logging.getLogger(__name__)

LABEL = "Import from PDF"
MOST_BYTES = 512 * 1024 * 1024
UNCHANGED = worded("Nothing was changed")


def read_pdf(job: ImportJob) -> Imported:
    """The change that brings in all that the PDF has. Raises UserError when there is nothing that could be read."""
    job.report(0.02, "Reading")
    data = _bytes_of(job)
    with _opened(data, job) as pdf:
        attached, marks, body = _taken_out(pdf, job)
    if attached.sidecar is None and not marks:
        raise UserError(worded("{name} has no annotations", name=job.path.name), remedy=UNCHANGED)
    ours = job.annotations
    theirs, after = AnnotationSet(), ours
    if attached.sidecar is not None:
        job.report(0.1, "Reading the annotations file in it")
        reader = SidecarReader(job.article, job.folders, _texts(attached))
        theirs = _read(attached.sidecar, attached.name, reader)
        _refuse_another_article(theirs, attached, job)
        job.report(0.25, "Merging")
        after = merged(job.article, ours, theirs, lambda: _earlier(job, reader))
    marked = Pages(marks, theirs, job).become(data, body, after)
    if attached.sidecar is None and marked.annotations and not marked.known and not placed(marked):
        what = worded(
            "Nothing that is marked in {name} stands in {article}", name=job.path.name, article=job.article.name
        )
        raise UserError(what, remedy="It seems to be of another article; nothing was changed")
    if marked.annotations:
        after = AnnotationSet.of([*after, *marked.annotations], after.entities.values())
    require_storable(len(after))
    return _imported(ours, after, marked)


def _imported(ours: AnnotationSet, after: AnnotationSet, marked: Marked) -> Imported:
    change = difference(ours, after, LABEL)
    added = tuple(k for k, a in change.annotations if a is not None and k not in ours.annotations)
    new = {annotation.id for annotation in marked.annotations}
    lost = [after.annotations[k] for k in added if k not in new and after.annotations[k].anchor is Anchor.ORPHAN]
    orphans = [quote.exact for annotation in lost for quote in annotation.lost[:1]]
    return Imported(
        change,
        added,
        tuple(k for k, a in change.annotations if a is not None and k in ours.annotations),
        (*orphans, *marked.orphans),
        tuple(marked.elsewhere),
        sum(1 for _, a in change.annotations if a is not None and a.conflict and a.conflict != _conflict(ours, a)),
        sum(after.annotations[k].anchor is Anchor.FUZZY for k in added),
        marked.left_out,
    )


def _conflict(ours: AnnotationSet, annotation: Annotation) -> object:
    own = ours.annotations.get(annotation.id)
    return own.conflict if own is not None else ()


# -- the file --------------------------------------------------------------------------------------


def _bytes_of(job: ImportJob) -> bytes:
    path = job.path
    what = worded("{name} cannot be imported", name=path.name or str(path))
    if job.data is not None:
        return _checked(job.data, what)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UserError(what, "it is no regular file", UNCHANGED)
            if status.st_size > MOST_BYTES:
                raise _too_large(what, status.st_size)
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UserError(what, "there is no such file", UNCHANGED) from None
    except (OSError, ValueError) as error:
        raise UserError(what, (getattr(error, "strerror", None) or str(error)).lower(), UNCHANGED) from None
    return _checked(data, what)


def _checked(data: bytes, what: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise _too_large(what, len(data))
    if b"%PDF-" not in data[:1024]:
        raise UserError(what, "it is no PDF", UNCHANGED)
    return data


def _too_large(what: str, size: int) -> UserError:
    mb, most = -(-size // 2**20), MOST_BYTES // 2**20
    why = worded("it has {size:,} MB, and {most} MB is the most Postil reads", size=mb, most=most)
    return UserError(what, why, UNCHANGED)


def _opened(data: bytes, job: ImportJob) -> pikepdf.Pdf:
    import pikepdf

    what = worded("{name} cannot be imported", name=job.path.name)
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        if not len(pdf.pages):
            raise UserError(what, "it has no pages", UNCHANGED)
    except pikepdf.PasswordError:
        why = "it is encrypted and wants a password"
        raise UserError(what, why, worded("Save it without one, and import that; nothing was changed")) from None
    except (pikepdf.PdfError, RuntimeError, ValueError):
        raise UserError(what, "it is damaged", UNCHANGED) from None
    return pdf


def _taken_out(pdf: pikepdf.Pdf, job: ImportJob) -> tuple[Attached, list[PageMark], Body]:
    """All that is wanted of it. A PDF may have anything anywhere: what does not fit is damage. Raises UserError."""
    import pikepdf

    try:
        return attached_to(pdf, job.path.name), marks_of(pdf), _body_of(pdf)
    except (pikepdf.PdfError, LookupError, TypeError, ValueError, AttributeError, RuntimeError) as error:
        _log.warning("%s: %r", job.path.name, error)
        what = worded("{name} cannot be imported", name=job.path.name)
        raise UserError(what, "its annotations are damaged", UNCHANGED) from None


def _body_of(pdf: pikepdf.Pdf) -> Body:
    """The first page of the body and the one behind the last, and where it begins on the first, as our export says."""
    import pikepdf

    first, last, top = 0, len(pdf.pages), None
    try:
        tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        names = pikepdf.NameTree(tree) if tree is not None else {}
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        if "postil-body" in names:
            place = names["postil-body"]
            first, top = numbers.get(place[0].objgen, 0), float(place[3])
        if "postil-appendix" in names:
            last = numbers.get(names["postil-appendix"][0].objgen, last)
    except (pikepdf.PdfError, TypeError, ValueError, IndexError, AttributeError, RuntimeError):
        return Body(0, len(pdf.pages), None)
    return Body(first, max(last, first + 1), top)


# -- the attached sidecar --------------------------------------------------------------------------


def _read(data: bytes, name: str, reader: SidecarReader) -> AnnotationSet:
    try:
        return reader.read_version(data, name)
    except UserError as problem:
        raise replace(problem, remedy=UNCHANGED) from None


def _texts(attached: Attached) -> dict[str, str]:
    return {} if attached.article is None else {attached.article.text_sha256: attached.article.text}


def _refuse_another_article(theirs: AnnotationSet, attached: Attached, job: ImportJob) -> None:
    """An article that was changed keeps some of its words; of another one hardly anything is found."""
    standing = [a for a in theirs if a.fragments]
    found = sum(a.anchor is not Anchor.ORPHAN for a in standing)
    if attached.article is not None and attached.article.text_sha256 == job.article.text_sha256:
        return
    if standing and found * 10 < len(standing):
        what = worded("{name} was not made of {article}", name=job.path.name, article=job.article.name)
        why = worded("of {count} annotations in it, {found} stand on words of it", count=len(standing), found=found)
        raise UserError(what, why, UNCHANGED)


def _earlier(job: ImportJob, reader: SidecarReader) -> Iterator[Version]:
    for number, (data, exported) in enumerate(job.earlier()):
        job.report(0.25, "Comparing with earlier versions")
        try:
            yield Version(reader.read_version(data, f"version {number}"), exported)
        except UserError:  # of a newer Postil, or damaged: then what it says is not known
            continue
