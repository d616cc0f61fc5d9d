"""Words in titles, code, lists, tables, quotations and notes are annotated like all others, by mouse and by keys."""

from __future__ import annotations

import pytest

from tests.app.conftest import words_of
from tests.app.mouse import Mouse

ARTICLE = """# Title of London

Words `code Leeds` end[^1].

```
print('Oslo') # and Paris
second = Rome
```

- item in Turin
    1. inner Milan

- [x] done in Bonn

| Who | Where |
|---|---|
| Ada | Vienna |
| Bob | Prague |

> Quoted Berlin again.

[^1]: A note on Madrid.
"""
PLACES = ["London", "Leeds", "Oslo", "Rome", "Turin", "Milan", "Bonn", "Vienna", "Prague", "Berlin", "Madrid"]


def check(window, words: str) -> None:
    item = next(item for item in window.saved() if words_of(item) == [words])
    quote, position = item["target"][0]["selector"]
    start, end = position["start"], position["end"]
    assert window.text[start:end] == words
    assert window.text[:start].endswith(quote["prefix"]) and window.text[end:].startswith(quote["suffix"])


@pytest.mark.parametrize("words", PLACES)
def test_by_mouse(open_text, words):
    window = open_text(ARTICLE, "article.md")
    page = window.window.page
    page.select(window.text.index(words), window.text.index(words))  # into view
    mouse = Mouse(page)
    mouse.double(mouse.over(window.text.index(words) + 2))
    assert window.selected() == words
    window.press("g")
    check(window, words)


def test_by_keys_alone_word_by_word(open_text):
    window = open_text(ARTICLE, "article.md")
    window.press("Ctrl+Home")
    for _ in range(60):
        word = window.bench.desk.word()
        if word is not None and word.of(window.text) in PLACES:
            window.press("g")
        window.press("Right")
    assert [words for _, words in window.mentions()] == PLACES
    for words in PLACES:
        check(window, words)


def test_a_selection_by_mouse_over_cells_and_lines_of_code(open_text):
    window = open_text(ARTICLE, "article.md")
    mouse = Mouse(window.window.page)
    mouse.drag(mouse.over(window.text.index("Oslo")), mouse.over(window.text.index("Rome") + 3, 0.9))
    assert window.selected() == "Oslo') # and Paris\nsecond = Rome"
    window.press("u")
    check(window, "Oslo') # and Paris\nsecond = Rome")
    mouse.drag(mouse.over(window.text.index("Ada")), mouse.over(window.text.index("Vienna") + 5, 0.9))
    assert window.selected() == "Ada\nVienna"
    window.press("c")
    check(window, "Ada\nVienna")
