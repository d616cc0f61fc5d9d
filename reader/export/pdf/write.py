"""Makes the annotated PDF of an article: bytes in, bytes out. The order of the steps, and nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from typing import Any

from reader.export.job import ExportJob
from reader.export.pdf.annotate import annotate
from reader.export.pdf.appendix import appendix_of
from reader.export.pdf.breaks import address_parts
from reader.export.pdf.child import typeset
from reader.export.pdf.cut_words import keep_cut_words
from reader.export.pdf.dates import UNKNOWN, newest, parsed, pdf_date
from reader.export.pdf.document import Body, body_of, printable
from reader.export.pdf.included import included
from reader.export.pdf.measure import for_template
from reader.export.pdf.remarks import sentences
from reader.export.pdf.scripts import faces, language_of
from reader.resources import resource, resource_path
from reader.text.article import Article
from reader.text.blocks import BlockKind

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
    job.report(0.02, "Reading")
    article = job.article
    language = article.likely_language or language_of(article.text)
    dates = (a.modified or a.created for a in job.annotations)
    when = newest(dates, os.environ.get("SOURCE_DATE_EPOCH", ""))
    options = job.options
    if when is None and options.standard == "a-3a":  # which asks for one
        when = parsed(article.meta.get("date", "")) or UNKNOWN
    job = replace(job, annotations=included(job.annotations, options))
    body = body_of(article, job.annotations, language)
    if options.tagged:
        keep_cut_words(body.blocks)
    data = _front(article, body, language, when)
    data["measure"] = for_template(options.sheet)
    data["tone"] = TONES[options.tone]
    data["appendix"] = appendix_of(article.text, job.annotations, job.tagset, body.marks) if options.appendix else None
    data["numbers"] = options.numbers and bool(job.annotations.claims)
    data["verdicts"] = options.verdicts
    data["standard"] = options.standard
    job.check()
    job.report(0.08, "Typesetting")
    pdf, remarks = typeset(
        resource("typst/article.typ").read_text(encoding="utf-8"),
        data,
        body.pictures,
        [resource_path("fonts/source-serif-4")],
        {"": faces(language)} | {each: faces(each) for each in sorted(body.languages)},
        job.cancelled,
        _TIMEOUT_S + len(article.text) / 5_000,
        options.standard,
    )
    for sentence in sentences(remarks, article.text, body):
        if job.warn:
            job.warn(sentence)
    return annotate(pdf, body, job, pdf_date(when.isoformat()) if when else "")


def _front(article: Article, body: Body, language: str, when: datetime | None) -> dict[str, Any]:
    meta = {key.casefold(): value for key, value in article.meta.items()}
    first = next((b for b in article.blocks if b.start < b.end), None)
    heads = bool(first and first.kind is BlockKind.HEADING)
    stands = first is not None and _folded(article.text[first.start : first.end]) == _folded(article.title)
    named = article.title not in ("", article.name)
    byline = [printable(meta[key]) for key in ("author", "source", "publisher", "date") if meta.get(key, "").strip()]
    url = next((meta[key].strip() for key in ("url", "link", "source_url", "source-url") if meta.get(key)), "")
    base, _, region = language.partition("-")
    region = {"Hant": "TW", "Hans": "CN"}.get(region.title(), region)
    good = base.isascii() and base.isalpha() and len(base) in (2, 3)
    return {
        "title": printable(article.title or article.name),
        "running": _shortened(printable(article.title or article.name)),
        "authors": [printable(meta["author"])] if meta.get("author") else [],
        "date": _typst_date(when),
        "lang": base.lower() if good else "en",
        "region": region.upper() if region.isascii() and region.isalpha() and len(region) == 2 else None,
        "heading": printable(article.title) if named and not stands and not heads else None,
        "byline": byline,
        "url": address_parts(printable(url)) if url.lower().startswith(("http://", "https://")) else [],
        "titled": bool(byline or url) or (named and not stands and not heads) or heads,
        "blocks": body.blocks,
        "pictures": list(body.pictures),
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
