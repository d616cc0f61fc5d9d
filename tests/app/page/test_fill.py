"""An article's code points and the document that shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication

from reader.app.look.theme import load_theme
from reader.app.page.document import PageDocument
from reader.app.page.fill import fill
from reader.app.page.measures import measure
from reader.app.page.offsets import OffsetMap, shown
from reader.app.page.sheet import Sheet
from reader.text.article import Article
from reader.text.open import article_from_source, article_from_text
from reader.text.source import Source

EVERYTHING = """| a | b |
|---|---|
| first | 😀 |

# Title

Some *emphasis*, `code`, [a link](https://example.org), a note[^1] and שלום 😀.

- one
  - [x] two

> quoted

```
x = 1
y = 2
```

| c | d |
|---|---|
| e | |

| f | g |
|---|---|
| h | i |

![far away](https://example.org/x.png) and ![here](picture.png)

---

End.

[^1]: The words of the note.
"""


def filled(article: Article) -> tuple[PageDocument, OffsetMap]:
    document = PageDocument(article.path.parent, 1.0)
    return document, fill(document, article, Sheet(load_theme("light"), measure(900, 100)))


def assert_mapped(article: Article, document: QTextDocument, offsets: OffsetMap) -> None:
    """Every code point stands where the map says."""
    raw = "".join(chr(ord(str(document.characterAt(n)))) for n in range(document.characterCount()))
    for position, character in enumerate(article.text):
        place = offsets.to_document(position)
        if character == "\n":
            assert raw[place] in "\u2029\u2028\ufdd0\ufdd1"
        else:
            units = shown(character).encode("utf-16-le").decode("utf-16-le", "surrogatepass")
            wanted = shown(character).encode("utf-16-le", "surrogatepass")
            assert raw[place : place + len(wanted) // 2].encode("utf-16-le", "surrogatepass") == wanted, units
        assert offsets.from_document(place) == position
    assert offsets.to_document(len(article.text)) <= document.characterCount() - 1


def test_markdown_of_all_kinds(qapp: QApplication, tmp_path: Path) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0)
    assert picture.save(str(tmp_path / "picture.png"))
    article = article_from_source(Source(EVERYTHING, "utf-8", False, ""), tmp_path / "a.md", "markdown")
    document, offsets = filled(article)
    assert_mapped(article, document, offsets)
    assert document.depends_on_column


@pytest.mark.parametrize("text", ["", "\n", "a", "a\n", "\n\na", "a\x00b\u2029c\ufdd0d\ufffc", "x\n\ny\r z\n"])
def test_odd_texts(qapp: QApplication, text: str) -> None:
    article = article_from_text(text)
    document, offsets = filled(article)
    assert_mapped(article, document, offsets)
    assert document.blockCount() == text.count("\n") + 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("ab \n*_`|-#>😀é[]!()"), max_size=120), st.sampled_from(["text", "markdown"]))
def test_any_text(qapp: QApplication, text: str, form: str) -> None:
    article = article_from_text(text, form)  # type: ignore[arg-type]
    assert_mapped(article, *filled(article))


def test_a_long_paragraph_is_cut_into_blocks_that_the_map_hides(qapp: QApplication) -> None:
    article = article_from_text("Some words 😀 here. " * 2_000)
    document, offsets = filled(article)
    assert max(len(document.findBlockByNumber(n).text()) for n in range(document.blockCount())) < 8_500
    assert document.blockCount() > 3
    assert_mapped(article, document, offsets)


def test_a_page_asks_for_nothing_but_its_own_pictures(qapp: QApplication, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    assert QImage(4, 4, QImage.Format.Format_RGB32).save(str(secret))
    folder = tmp_path / "articles"
    folder.mkdir()
    document = PageDocument(folder, 1.0)
    kind = QTextDocument.ResourceType.ImageResource
    for name in (secret.as_uri(), "../secret.png", "http://127.0.0.1:9/x.png", str(secret)):
        assert document.resource(kind, QUrl(name)).isNull()
        known = document.add_picture(name, 10)
        assert document.resource(kind, QUrl(known)).isNull()


def test_runs_of_a_long_paragraph_keep_their_places_when_it_is_cut(qapp: QApplication) -> None:
    article = article_from_text("Words **of some weight** and a note[^1] here. " * 600 + "\n\n[^1]: Note.", "markdown")
    document, offsets = filled(article)
    assert document.blockCount() > 3  # one for the note, the rest for the paragraph
    assert_mapped(article, document, offsets)
