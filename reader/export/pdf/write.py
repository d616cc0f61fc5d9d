"""Makes the annotated PDF of an article: bytes in, bytes out. The order of the steps, and nothing else."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.export.job import ExportJob
from reader.export.pdf.annotate import annotate
from reader.export.pdf.appendix import Places, appendix_of
from reader.export.pdf.breaks import address_parts
from reader.export.pdf.child import Remarks, typeset
from reader.export.pdf.codes import codes_of
from reader.export.pdf.compact import compact
from reader.export.pdf.cut_words import keep_cut_words
from reader.export.pdf.dates import UNKNOWN, newest, parsed, pdf_date
from reader.export.pdf.document import Body, body_of, first_marks, printable, without_private
from reader.export.pdf.found import FoundPage, first_places, read_page, texts_of
from reader.export.pdf.included import included
from reader.export.pdf.margin import labels_of, lines_of
from reader.export.pdf.measure import LEAD, column_on, for_template
from reader.export.pdf.options import ARCHIVE
from reader.export.pdf.remarks import sentences
from reader.export.pdf.scripts import faces, language_of, right_to_left
from reader.export.pdf.sewing import sew
from reader.export.pdf.signs import drawings, signs_of
from reader.export.pdf.tree import Tree
from reader.resources import resource, resource_path
from reader.text.article import Article
from reader.text.blocks import BlockKind
from reader.text.languages import is_right_to_left

if TYPE_CHECKING:
    import pikepdf

_TIMEOUT_S = 120.0  # and a second for each 5,000 characters; a page takes some 5 ms, a slow machine ten times that

_RUNNING_CP = 70
# page, words, quieter words, thin lines, behind code; the window's light and sepia, darker where paper wants it
TONES = {
    "paper": {"page": "#FFFFFF", "ink": "#1F1D1A", "soft": "#5E584F", "hair": "#CFC8BB", "code": "#F4F2ED"},
    "sepia": {"page": "#F4ECD9", "ink": "#33291C", "soft": "#62533C", "hair": "#C9BA98", "code": "#EBE1CA"},
}


def write_pdf(job: ExportJob) -> bytes:
    """The PDF. How a program tells the body's words from the rest:

    they lie on the pages before the named destination `postil-appendix` (which begins a page; absent when
    there is none), below `postil-body` on the first page, and inside the column: between left, right, bottom
    and top of `measure.column_on` (a hyphen may hang out on the right, a descender below). Outside are claim
    numbers, running title and page numbers. Inside, but no words of the article, are only what blocks call
    `marker` and runs call `mark`: list marks and raised footnote numbers.
    Raises UserError when the typesetter fails and Cancelled when the job says so.
    """
    import pikepdf

    job.report(0.02, "Reading")
    article = job.article
    language = article.likely_language or language_of(article.text)
    dates = (a.modified or a.created for a in job.annotations)
    when = newest(dates, os.environ.get("SOURCE_DATE_EPOCH", ""))
    if when is None and job.options.standard == ARCHIVE:  # which asks for one
        when = parsed(article.meta.get("date", "")) or UNKNOWN
    job = replace(job, annotations=included(job.annotations, job.options))
    body = body_of(article, job.annotations, language)
    if job.options.tagged:
        keep_cut_words(body.blocks)
    setter = _Setter(job, _common(article, language, when, job), language, body.languages)
    job.check()
    job.report(0.08, "Typesetting")
    first = setter.set("article", _front(article, body), body.pictures)
    body.blocks.clear()  # the largest part of what was sent
    with pikepdf.open(io.BytesIO(first)) as pdf:
        texts = texts_of(first)
        found = [read_page(pdf, page, texts, body.lead) for page in pdf.pages]
        del texts
        places, marks = first_places(found), first_marks(body.marks)
        starts = {
            number: places[marks[claim.id]]
            for number, claim in enumerate(job.annotations.claims, start=1)
            if marks.get(claim.id) in places
        }
        job.check()
        job.report(0.4, "Typesetting")
        after = _after(job, {key: (places[mark][0] + 1, mark) for key, mark in marks.items() if mark in places})
        lines = lines_of(starts) if job.options.numbers else {}
        second = b""
        if after or lines:
            second = setter.set("appendix", _rest(after, lines, len(found), job, body.rtl), _signs(job, body.rtl))
        # Not before: what the second run takes and what is here then add up to the peak of memory.
        tree = Tree.read(first, _numbers(pdf), texts_of(first)) if job.options.tagged else None
        if second:
            found += _sewn(pdf, second, list(lines), tree)
        for sentence in sentences(setter.remarks, article.text, body, job.options.standard):
            if job.warn:
                job.warn(sentence)
        plain = annotate(pdf, found, starts, body, tree, job, pdf_date(when.isoformat()) if when else "")
    # Now that the library's objects, most of the memory, are given back.
    return compact(plain, job.check, tree)


def _sewn(pdf: pikepdf.Pdf, second: bytes, numbered: list[int], tree: Tree | None) -> list[FoundPage]:
    """Sew the second document to `pdf` and `tree`; what stands on its pages. Its links are made anew."""
    import pikepdf

    texts, above = texts_of(second), tree.next if tree else 0
    with pikepdf.open(io.BytesIO(second)) as rest:
        found = []
        for page in rest.pages[len(numbered) :]:
            found.append(read_page(rest, page, texts, LEAD, above))
            if "/Annots" in page.obj:
                del page.obj.Annots
        if tree and found:  # the numbers are no part of a tree
            tree.join(Tree.read(second, _numbers(rest, len(pdf.pages) - len(numbered)), texts, above))
        sew(pdf, rest, numbered, above)
    return found


def _numbers(pdf: pikepdf.Pdf, shift: int = 0) -> dict[int, int]:
    """By its object's number the number of each page, from 0."""
    return {page.obj.objgen[0]: n + shift for n, page in enumerate(pdf.pages)}


class _Setter:
    """Sets one part of the document after the other, each in a process of its own that has its memory for itself."""

    def __init__(self, job: ExportJob, common: dict[str, Any], language: str, languages: set[str]) -> None:
        self.job = job
        self.common = common
        self.faces = {"": faces(language)} | {each: faces(each) for each in sorted(languages)}
        self.remarks = Remarks([], "", [])

    def set(self, part: str, data: dict[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
        """The PDF that the template `part` makes of `data`."""
        whole = self.common | data
        pdf, more = typeset(
            resource("typst/page.typ").read_text(encoding="utf-8") + resource(f"typst/{part}.typ").read_text("utf-8"),
            without_private(whole) if self.job.options.standard == ARCHIVE else whole,
            pictures or {},
            [resource_path("fonts/source-serif-4")],
            self.faces,
            self.job.cancelled,
            _TIMEOUT_S + len(self.job.article.text) / 5_000,
            self.job.options.standard,
        )
        before = self.remarks
        missing = "".join(sorted({*before.missing, *more.missing}))
        self.remarks = Remarks(before.said + more.said, missing, before.bad + more.bad)
        return pdf


def _after(job: ExportJob, places: Places) -> dict[str, Any] | None:
    if not job.options.appendix:
        return None
    letters = codes_of(job.annotations, job.tagset, job.options.codes).letters
    return appendix_of(job.article.text, job.annotations, job.tagset, places, job.speech, letters)


def _signs(job: ExportJob, rtl: bool) -> Mapping[str, bytes]:
    signs = signs_of(job.annotations.claims, column_on(job.options.sheet, rtl))
    return drawings(signs.values(), TONES[job.options.tone]["ink"])


def _rest(
    after: dict[str, Any] | None,
    lines: Mapping[int, list[tuple[float, list[int]]]],
    pages: int,
    job: ExportJob,
    rtl: bool,
) -> dict[str, Any]:
    height, labels = job.options.sheet.height, labels_of(job.annotations)
    signs = signs_of(job.annotations.claims, column_on(job.options.sheet, rtl))
    return {
        "blocks": [],
        "pictures": [],
        "appendix": after,
        "verdicts": job.options.verdicts,
        "signs": {str(number): name for number, name in signs.items()},
        "stamps": [
            [
                (round(height - base, 2), [(labels[number], signs.get(number, "")) for number in numbers])
                for base, numbers in each
            ]
            for each in lines.values()
        ],
        "shift": pages - len(lines),
    }


def _common(article: Article, language: str, when: datetime | None, job: ExportJob) -> dict[str, Any]:
    meta = _meta(article)
    base, _, region = language.partition("-")
    region = {"Hant": "TW", "Hans": "CN"}.get(region.title(), region)
    good = base.isascii() and base.isalpha() and len(base) in (2, 3)
    named = article.title not in ("", article.name)
    title = printable(article.title or article.name)
    return {
        "title": title,
        "running": _shortened(title if named else printable(article.path.stem)),
        "authors": [printable(meta["author"])] if meta.get("author") else [],
        "date": _typst_date(when),
        "rtl": is_right_to_left(language),
        "lang": base.lower() if good else "en",
        "region": region.upper() if region.isascii() and region.isalpha() and len(region) == 2 else None,
        "measure": for_template(job.options.sheet, language),
        "tone": TONES[job.options.tone],
        "tagged": job.options.tagged,
    }


def _meta(article: Article) -> dict[str, str]:
    return {key.casefold(): value for key, value in article.meta.items()}


def _front(article: Article, body: Body) -> dict[str, Any]:
    meta = _meta(article)
    first = next((b for b in article.blocks if b.start < b.end), None)
    heads = bool(first and first.kind is BlockKind.HEADING)
    stands = first is not None and _folded(article.text[first.start : first.end]) == _folded(article.title)
    named = article.title not in ("", article.name)
    facts = [printable(meta[key]) for key in ("author", "source", "publisher", "date") if meta.get(key, "").strip()]
    byline = [{"t": fact, "d": right_to_left(fact)} for fact in facts]
    if heads and facts and body.blocks and body.blocks[0].get("k") == "h":
        body.blocks[0]["top"] = 1
    url = next((meta[key].strip() for key in ("url", "link", "source_url", "source-url") if meta.get(key)), "")
    return {
        "heading": printable(article.title) if named and not stands and not heads else None,
        "byline": byline,
        "url": address_parts(printable(url)) if url.lower().startswith(("http://", "https://")) else [],
        "titled": bool(byline or url) or (named and not stands and not heads) or heads,
        "blocks": body.blocks,
        "pictures": list(body.pictures),
        "shift": 0,
    }


def _typst_date(when: datetime | None) -> dict[str, int] | None:
    if when is None:
        return None
    return {part: getattr(when, part) for part in ("year", "month", "day", "hour", "minute", "second")}


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _shortened(words: str) -> str:
    """What fits on one line above the column."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _RUNNING_CP else flat[:_RUNNING_CP].rsplit(" ", 1)[0] + " …"
