"""Opening follows links, tells Markdown by the name, and keeps the words of a text file as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import UserError
from reader.text.open import article_from_text, format_of, open_article


@pytest.mark.parametrize("name", ["a.md", "A.MD", "b.markdown", "c.mkd", "x.txt.Md"])
def test_markdown_by_name(name: str) -> None:
    assert format_of(Path(name)) == "markdown"


@pytest.mark.parametrize("name", ["a.txt", "md", ".md", "a.mdx", "a.md.txt", "notes", "a.html"])
def test_everything_else_is_text(name: str) -> None:
    assert format_of(Path(name)) == "text"


def test_a_link_is_the_file_behind_it(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("*hi*", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.md")
    article = open_article(tmp_path / "link.txt")
    assert article.path == (tmp_path / "real.md").resolve()
    assert (article.format, article.text, article.source) == ("markdown", "hi", "*hi*")


def test_a_ring_of_links_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ring.txt").symlink_to("ring.txt")
    with pytest.raises(UserError, match=r"ring\.txt cannot be opened"):
        open_article(tmp_path / "ring.txt")


def test_a_text_file_is_its_source(tmp_path: Path) -> None:
    file = tmp_path / "notes #3? (100%).txt"
    file.write_bytes("\ufeff# One\r\n\r\n*two* &amp;".encode())
    article = open_article(file)
    assert article.text == article.source == "# One\n\n*two* &amp;"
    assert article.title == file.name
    assert [block.end - block.start for block in article.blocks] == [5, 0, 11]


def test_in_memory() -> None:
    article = article_from_text("# One", "markdown", "a.md")
    assert (article.text, article.title, article.name) == ("One", "One", "a.md")
    assert article_from_text("# One").text == "# One"
