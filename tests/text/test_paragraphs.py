"""A paragraph is a line, a group of wrapped lines, or a block of Markdown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.article import Article
from reader.text.open import article_from_text
from reader.text.paragraphs import next_paragraph, paragraph_at, previous_paragraph
from reader.text.spans import Span

LINE = "These words fill a line as wide as a page of a book"
WRAPPED = f"{LINE}\n{LINE}\nand end.\n\n \n{LINE}\nshort.\n"


def walk(article: Article) -> list[str]:
    found = []
    paragraph = paragraph_at(article, 0)
    if not paragraph:
        paragraph = next_paragraph(article, -1) or paragraph
    while paragraph:
        found.append(paragraph.of(article.text))
        following = next_paragraph(article, paragraph.start)
        if following is None:
            break
        assert previous_paragraph(article, following.start) == paragraph
        paragraph = following
    return found


def test_lines() -> None:
    article = article_from_text("a b\n\nc\n")
    assert walk(article) == ["a b", "c"]
    assert paragraph_at(article, 3) == Span(0, 3)
    assert paragraph_at(article, 4) == Span(4, 4)
    assert paragraph_at(article, 7) == Span(7, 7)
    assert previous_paragraph(article, 0) is None
    assert next_paragraph(article, 5) is None


def test_lines_wrapped_by_hand() -> None:
    article = article_from_text(WRAPPED)
    assert walk(article) == [f"{LINE}\n{LINE}\nand end.", f"{LINE}\nshort."]
    blank = WRAPPED.index("\n\n") + 1
    assert paragraph_at(article, blank) == Span(blank, blank)


def test_long_lines_and_short_lines_stay_lines() -> None:
    assert walk(article_from_text("milk\nbread\n\neggs")) == ["milk", "bread", "eggs"]
    assert walk(article_from_text(f"{LINE * 4}\n{LINE * 4}\n\nend")) == [LINE * 4, LINE * 4, "end"]
    assert walk(article_from_text(f"{LINE}\n{LINE}")) == [LINE, LINE]


def test_markdown_blocks() -> None:
    article = article_from_text("# T\n\na\nb\n\n- c\n\n| d | |\n|-|-|\n\n```\ne\nf\n```", "markdown")
    assert walk(article) == ["T", "a b", "c", "d", "e\nf"]


def test_empty() -> None:
    for kind in ("text", "markdown"):
        article = article_from_text("", kind)  # type: ignore[arg-type]
        assert paragraph_at(article, 0) == Span(0, 0)
        assert next_paragraph(article, 0) is None
        assert previous_paragraph(article, 0) is None


@given(st.lists(st.sampled_from([LINE, "", " ", "x"]), max_size=9).map("\n".join))
def test_every_word_is_in_the_paragraph_at_its_place(text: str) -> None:
    article = article_from_text(text)
    for at, character in enumerate(text):
        paragraph = paragraph_at(article, at)
        assert paragraph.start <= at <= paragraph.end
        assert character.isspace() or at < paragraph.end
