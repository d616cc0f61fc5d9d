"""Sentences hold every character but white space, and are not cut in abbreviations."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.text.open import article_from_text, open_article
from reader.text.paragraphs import paragraph_at
from reader.text.sentences import sentence_at, sentences_in
from reader.text.spans import Span


def cut(text: str, language: str = "en") -> list[str]:
    source = f"---\nlang: {language}\n---\n{text}"
    article = article_from_text(source, "markdown", "a.md")
    return [span.of(article.text) for span in sentences_in(article, paragraph_at(article, 0))]


def test_abbreviations_and_quotes() -> None:
    assert cut("Dr. Kim met U.S. President Ann Lee. She left!  Then?") == [
        "Dr. Kim met U.S. President Ann Lee.",
        "She left!",
        "Then?",
    ]


def test_other_languages() -> None:
    assert cut("他说。你好！再见", "zh-Hans") == ["他说。", "你好！", "再见"]
    assert cut("One. Two.", "xx-nowhere") == ["One.", "Two."]


def test_line_ends_and_astral_characters_count_one() -> None:
    article = article_from_text("😀 One goes\non. 🇦🇧 Two.\n\nOther", "markdown")
    first, second = sentences_in(article, paragraph_at(article, 0))
    assert (first.of(article.text), second.of(article.text)) == ("😀 One goes on.", "🇦🇧 Two.")
    wrapped = (
        "A long line that goes on to here and then\non to the next line. Next one begins here\nnow and ends here.\n\nb"
    )
    text_article = article_from_text(wrapped)
    assert [s.of(wrapped) for s in sentences_in(text_article, paragraph_at(text_article, 0))] == [
        "A long line that goes on to here and then\non to the next line.",
        "Next one begins here\nnow and ends here.",
    ]


def test_sentence_at_the_caret() -> None:
    text = "One. Two.\n\nThree."
    article = article_from_text(text)
    assert sentence_at(article, 0).of(text) == "One."
    assert sentence_at(article, 4).of(text) == "One."
    assert sentence_at(article, 5).of(text) == "Two."
    assert sentence_at(article, 9).of(text) == "Two."
    assert sentence_at(article, 10) == Span(10, 10)
    assert sentence_at(article, len(text)).of(text) == "Three."
    assert sentence_at(article_from_text(""), 0) == Span(0, 0)


@given(st.text(alphabet="ab.?! “”\u00a0é😀\u2028\t", max_size=60))
def test_every_character_is_in_one(text: str) -> None:
    article = article_from_text(text)
    sentences = sentences_in(article, Span(0, len(text)))
    outside = list(text)
    for before, after in pairwise(sentences):
        assert before.end <= after.start
    for sentence in sentences:
        outside[sentence.start : sentence.end] = [" "] * len(sentence)
    assert not "".join(outside).strip()


def test_the_founding_article_has_sixteen_sentences(shared: Path) -> None:
    article = open_article(shared / "articles/shoigu-in-pyongyang.txt")
    paragraphs = [Span(block.start, block.end) for block in article.blocks]
    assert [len(sentences_in(article, paragraph)) for paragraph in paragraphs] == [1, 1, 1, 2, 3, 2, 1, 2]


def test_heavy_imports_wait() -> None:
    """Opening a plain text loads neither the sentence cutter nor the Markdown parser nor the encoding guesser."""
    code = (
        "import sys; from reader.text.open import article_from_text; import reader.text.clauses, reader.text.source\n"
        "article_from_text('Hello.')\n"
        "print([m for m in ('sentencex', 'markdown_it', 'charset_normalizer', 'PySide6') if m in sys.modules])"
    )
    project = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
