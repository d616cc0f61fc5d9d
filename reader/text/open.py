"""Make an `Article` from a file or from a text in memory. The one place that knows which names are Markdown."""

from __future__ import annotations

from pathlib import Path

from reader.digests import sha256_hex
from reader.errors import UserError, worded
from reader.text.article import Article, ArticleFormat
from reader.text.plain import plain_blocks
from reader.text.source import Source, read_source
from reader.text.suffixes import MARKDOWN

MARKDOWN_SUFFIXES = frozenset(MARKDOWN)


def format_of(path: Path) -> ArticleFormat:
    """Markdown by the end of the name, in any case; everything else is text."""
    return "markdown" if path.suffix.lower() in MARKDOWN_SUFFIXES else "text"


def open_article(path: Path, encoding: str | None = None) -> Article:
    """Open the file behind `path`, links followed, in `encoding` if the user chose one.

    Raises `UserError` when it cannot be read as a text.
    """
    resolved = resolve(path)
    return article_from_source(read_source(resolved, encoding), resolved, format_of(resolved))


def resolve(path: Path) -> Path:
    """The file that `path` leads to, links followed, whether it is there or not. Raises `UserError`."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a ring of links; a zero character in the name
        why = "its links lead in a ring" if isinstance(error, RuntimeError) else str(error)
        raise UserError(worded("{name} cannot be opened", name=path.name), why) from None


def article_from_source(source: Source, path: Path, article_format: ArticleFormat) -> Article:
    """The article that a decoded file is; `path` names it and is not opened."""
    if article_format == "markdown":
        from reader.text.markdown import read_markdown

        page = read_markdown(source.text)
        return Article(
            path=path,
            format="markdown",
            source=source.text,
            encoding=source.encoding,
            guessed=source.guessed,
            sha256=source.sha256,
            text=page.text,
            blocks=page.blocks,
            title=page.title or path.name,
            language=page.language,
            meta=page.meta,
        )
    article = Article(
        path=path,
        format="text",
        source=source.text,
        encoding=source.encoding,
        guessed=source.guessed,
        sha256=source.sha256,
        text=source.text,
        blocks=plain_blocks(source.text),
        title=path.name,
    )
    if source.text_sha256:
        article.__dict__["text_sha256"] = source.text_sha256  # 3 ms a megabyte
    return article


def article_from_text(text: str, article_format: ArticleFormat = "text", name: str = "article.txt") -> Article:
    """An article that is in no file: `text` with `\\n` line ends, as if it were kept in UTF-8 under `name`."""
    sha256 = sha256_hex(text.encode("utf-8", "surrogatepass"))
    return article_from_source(Source(text, "utf-8", False, sha256), Path(name), article_format)
