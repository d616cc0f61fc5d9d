"""Pages of an annotated PDF as pictures. The first one is made of the article's beginning alone, others of all."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Mention, Placed
from reader.export.job import ExportJob
from reader.export.pdf.child import draw_page
from reader.export.pdf.codes import codes_of
from reader.export.pdf.included import included
from reader.export.pdf.write import write_pdf
from reader.text.article import Article
from reader.text.blocks import Block
from reader.text.spans import Span

MOST_CP = 8_000  # a page holds some 4,000 code points at most
_MOST_CELLS = 400  # of a table that is cut: its columns are as wide as these cells want


def first_page(job: ExportJob, width_px: int) -> bytes:
    """A PNG of the first page, `width_px` wide, with highlights, lines and numbers as every viewer shows them.

    Takes no longer for a long article. Raises UserError when the typesetter fails, Cancelled when the job says so.
    """
    article = _beginning(job.article)
    letters = codes_of(included(job.annotations, job.options), job.tagset, job.options.codes).letters
    # neither appendix nor standard changes the first page: not worth their time; all types decide about letters
    options = replace(job.options, appendix=False, standard="none", codes="yes" if letters else "no")
    start = replace(
        job, article=article, annotations=_within(job.annotations, len(article.text)), sidecar_bytes=None,
        progress=None, warn=None, options=options,
    )  # fmt: skip
    return picture_of(write_pdf(start), 0, width_px, job.cancelled)


def all_pages(job: ExportJob) -> tuple[bytes, int]:
    """The whole PDF, to take pictures of, and how many pages it has. Raises UserError, Cancelled."""
    import pikepdf

    data = write_pdf(replace(job, sidecar_bytes=None, progress=None, warn=None))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return data, len(pdf.pages)


def picture_of(data: bytes, page: int, width_px: int, cancelled: Callable[[], bool]) -> bytes:
    """A PNG of a page (from 0) of a PDF of ours, `width_px` wide. Raises UserError, Cancelled."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.new() as one:
        one.pages.append(pdf.pages[page])
        one.flatten_annotations("screen")  # draws what viewers draw
        width = float(one.pages[0].mediabox[2])
        alone = io.BytesIO()
        one.save(alone)
    return draw_page(alone.getvalue(), width_px / width * 72, cancelled)


def _beginning(article: Article) -> Article:
    """The article as far as a first page may reach, in the language of the whole."""
    blocks: list[Block] = []
    for block in article.blocks:
        if block.start >= MOST_CP and not (block.cell and len(blocks) < _MOST_CELLS and _goes_on(blocks[-1], block)):
            break
        blocks.append(block)
    if blocks and blocks[-1].end > MOST_CP and not blocks[-1].cell:
        blocks[-1] = _cut(blocks[-1], MOST_CP)
    end = blocks[-1].end if blocks else 0
    return replace(
        article, text=article.text[:end], blocks=tuple(blocks), language=article.likely_language or article.language
    )


def _goes_on(last: Block, block: Block) -> bool:
    return bool(last.cell and block.cell and last.cell.table == block.cell.table)


def _cut(block: Block, end: int) -> Block:
    runs = tuple(run._replace(end=min(run.end, end)) for run in block.runs if run.start < end)
    return block._replace(end=end, runs=runs)


def _within(annotations: AnnotationSet, end: int) -> AnnotationSet:
    """What stands before `end`; claims keep their numbers, for they are counted from the beginning."""
    found = {each.id: each for _, each in annotations.overlapping(Span(0, end))}
    kept = [cut for each in found.values() if (cut := _cut_off(each, end)) is not None]
    used = {each.entity for each in kept if isinstance(each, Mention)}
    return AnnotationSet.of(kept, (e for e in annotations.entities.values() if e.id in used))


def _cut_off(annotation: Annotation, end: int) -> Annotation | None:
    fragments = tuple(each for each in annotation.fragments if isinstance(each, Placed) and each.span.end <= end)
    return replace(annotation, fragments=fragments) if fragments else None
