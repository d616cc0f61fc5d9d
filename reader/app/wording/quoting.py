"""Words of an article with their source, to be pasted elsewhere: as plain text or as Markdown. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.annotations.model import Claim
from reader.annotations.tagset import TagSet
from reader.app.wording.tr import tr
from reader.text.article import Article
from reader.text.spans import Span

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*\d*)([-+=.)])(?=[\s=-]|$)")
_SITES = ("publication", "publisher", "site", "source")


def plain_quote(
    article: Article, spans: Sequence[Span], claim: Claim | None = None, tagset: TagSet | None = None
) -> str:
    """The words in quotation marks, a claim's speaker and verdict, and where they stand: three lines at most."""
    words = " … ".join(" ".join(span.of(article.text).split()) for span in spans)
    lines = [f"“{_inner(words)}”", *([_claim_words(claim, tagset)] if claim is not None else [])]
    lines.append(", ".join(source_parts(article, spans)))
    return "\n".join(line for line in lines if line) + "\n"


def markdown_quote(
    article: Article, spans: Sequence[Span], claim: Claim | None = None, tagset: TagSet | None = None
) -> str:
    """The same as a block quote of Markdown, line ends of the article kept as such."""
    parts = []
    for span in spans:
        lines = [_escaped(line.strip()) for line in span.of(article.text).split("\n")]
        parts.append("  \n".join(line for line in lines if line))
    quoted = " … ".join(parts).split("\n")
    if claim is not None and (words := _claim_words(claim, tagset)):
        quoted += ["", _escaped(words)]
    title, *rest = source_parts(article, spans)
    address = _address(article)
    linked = f"[{_escaped(title)}](<{address}>)" if address else f"*{_escaped(title)}*"
    quoted += ["", "— " + ", ".join([linked, *(_escaped(part) for part in rest if part != address)])]
    return "\n".join(f"> {line}".rstrip() + ("  " if line.endswith("  ") else "") for line in quoted) + "\n"


def source_parts(article: Article, spans: Sequence[Span]) -> list[str]:
    """Title, author, site, date, address, file and paragraph: what is known of them, in this order."""
    meta = {key.casefold(): " ".join(value.split()) for key, value in article.meta.items()}
    site = next((meta[key] for key in _SITES if meta.get(key) and not _is_address(meta[key])), "")
    title = "" if article.title == article.name else article.title
    first = number_of_paragraph(article, spans[0].start)
    last = number_of_paragraph(article, max(span.end for span in spans) - 1)
    where = (
        tr("paragraph {first}", first=first)
        if first == last
        else tr("paragraphs {first}–{last}", first=min(first, last), last=max(first, last))
    )
    parts = (title, meta.get("author", ""), site, meta.get("date", ""), _address(article), article.name, where)
    return [part for part in parts if part]


def number_of_paragraph(article: Article, position: int) -> int:
    """Which paragraph, from 1, `position` is in, as the status line counts them: blocks with words."""
    text = article.text
    starts = (b.start for b in article.blocks if b.end > b.start and not text[b.start : b.end].isspace())
    return max(1, sum(start <= position for start in starts))


def _address(article: Article) -> str:
    meta = {key.casefold(): value.strip() for key, value in article.meta.items()}
    return next((meta[key] for key in ("url", "link", "source") if key in meta and _is_address(meta[key])), "")


def _is_address(words: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s<>]+", words))


def _claim_words(claim: Claim | None, tagset: TagSet | None) -> str:
    if claim is None:
        return ""
    verdicts = {value.id: value.label for value in (tagset.verdicts if tagset is not None else ())}
    verdict = verdicts.get(claim.verdict, claim.verdict)
    note = " ".join(claim.note.split())
    facts = (
        tr("Claim by {name}", name=claim.source) if claim.source else "",
        tr("Verdict: {label}", label=verdict) if verdict else "",
        tr("Note: {note}", note=note) if note else "",
    )
    return ". ".join(fact.rstrip(".") for fact in facts if fact)


def _inner(words: str) -> str:
    """Quotation marks within quotation marks become single ones."""
    return re.sub(r'"(?=\w)', "‘", words.replace("“", "‘").replace("”", "’")).replace('"', "’")


def _escaped(words: str) -> str:
    """Words of the article as words in Markdown, whatever they look like."""
    return _LINE_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", words))
