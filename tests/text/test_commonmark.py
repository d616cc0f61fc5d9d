"""The words of the CommonMark specification's examples are our words, but for what we set up otherwise on purpose."""

from __future__ import annotations

import html
import re
from pathlib import Path

from reader.text.open import article_from_text

# Raw HTML is text with us.
RAW_HTML_SECTIONS = {"HTML blocks", "Raw HTML"}
REASONS = {
    "raw HTML is text": {21, 31, 203, 310, 311, 346, 477, 478, 479, 493, 496, 526, 538, 645, 646},
}
EXCEPTIONS = {number for numbers in REASONS.values() for number in numbers}
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)


def examples(spec: str) -> list[tuple[int, str, str, str]]:
    """Number, section, Markdown, HTML."""
    found = []
    sections = [(match.start(), match[1]) for match in SECTION.finditer(EXAMPLE.sub(lambda m: " " * len(m[0]), spec))]
    for number, match in enumerate(EXAMPLE.finditer(spec), 1):
        section = [name for start, name in sections if start < match.start()][-1]
        found.append((number, section, match[1].replace("→", "\t"), match[2].replace("→", "\t")))
    return found


def html_words(page: str) -> list[str]:
    page = re.sub(r'<img [^>]*?alt="([^"]*)"[^>]*/>', r"\1", page)
    page = re.sub(r"</?(a|em|strong|code)\b[^>]*>", "", page)
    return html.unescape(re.sub(r"<[^>]*>", " ", page)).split()


def test_words_of_the_specification(shared: Path) -> None:
    all_examples = examples((shared / "fixtures/commonmark/spec.txt").read_text(encoding="utf-8"))
    assert len(all_examples) > 640
    wrong = []
    for number, section, markdown, page in all_examples:
        if section in RAW_HTML_SECTIONS:
            continue
        ours = article_from_text(markdown, "markdown", "a.md").text.split()
        if (ours != html_words(page)) != (number in EXCEPTIONS):
            wrong.append((number, section, markdown, ours, html_words(page)))
    assert wrong == []
