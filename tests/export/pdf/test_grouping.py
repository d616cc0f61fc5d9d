"""Lists, footnotes, quotes and code are what they are in the structure tree of a tagged document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from reader.export.pdf.options import PdfOptions
from reader.text.open import article_from_text
from tests.export.pdf.rules import broken

Make = Callable[..., Any]
SOURCE = """# Title

Before.[^1]

- one
- two
  1. inner
     - deep
  2. other

      code in an item
- three

After.

1. first

   more of it
2. second

> quoted
>
> - in it

```
x = 1
y = 2
```

[^1]: A note.
"""


def shape(element: Any) -> Any:
    """An element as nested lists: its kind, and the shapes of those in it."""
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    inner = [shape(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [str(element.S)[1:], *inner]


P, ITEM = ["P"], ["LI", ["Lbl"], ["LBody", ["P"]]]


@pytest.fixture(scope="module")
def pdf(make_paper: Make) -> Any:
    paper = make_paper(article_from_text(SOURCE, "markdown", "a.md"), options=PdfOptions(standard="ua-1"))
    assert broken(paper.pikepdf, "ua-1") == []
    return paper.pikepdf


@pytest.fixture
def found(pdf: Any) -> Any:
    (document,) = pdf.Root.StructTreeRoot.K
    return document


GOING_ON = """Before.

- one

  more of one

  - inner

  > quoted in one
- two

  ```
  x = 1
  y = 2
  ```

  after it
- three

After.[^1]

> quoted
>
> - in it
>
>   and more

[^1]: A note.

    More of it.
"""


def test_what_goes_on_with_an_item_is_part_of_it(make_paper: Make) -> None:
    paper = make_paper(article_from_text(GOING_ON, "markdown", "a.md"), options=PdfOptions(standard="ua-1"))
    assert broken(paper.pikepdf, "ua-1") == []
    found = shape(paper.pikepdf.Root.StructTreeRoot.K[0])[1:]
    bullets, notes = (kid for kid in found if kid[0] == "L")
    assert [item[0] for item in bullets[1:]] == ["LI", "LI", "LI"]
    assert bullets[1][2] == ["LBody", P, P, ["L", ITEM], ["BlockQuote", P]]
    assert bullets[2][2] == ["LBody", P, ["P", ["Code", ["Span"]]], P]
    assert bullets[3] == ITEM
    assert notes[1:] == [["LI", ["Lbl"], ["LBody", P, P]]]
    quote = next(kid for kid in found if kid[0] == "BlockQuote")
    assert quote[2:] == [["L", ["LI", ["Lbl"], ["LBody", P, P]]]]


def test_lists_stand_in_lists(found: Any) -> None:
    lists = [kid for kid in shape(found)[1:] if kid[0] == "L"]
    deep = ["L", ITEM]
    inner = ["L", ["LI", ["Lbl"], ["LBody", P, deep]], ["LI", ["Lbl"], ["LBody", P, P]]]
    bullets = lists[0]
    assert bullets[1] == ITEM
    assert bullets[2] == ["LI", ["Lbl"], ["LBody", P, inner]]


def test_a_list_says_how_it_is_numbered(found: Any) -> None:
    kids = [kid for kid in found.K if str(kid.S) == "/L"]
    assert [str(each.A.ListNumbering) for each in (kids[0], kids[-1])] == ["/Disc", "/Decimal"]


def test_quotes_notes_and_code(found: Any) -> None:
    kids = shape(found)[1:]
    assert ["BlockQuote", P, ["L", ITEM]] in kids
    assert kids[-1] == ["L", ITEM]  # the footnote
    code = next(kid for kid in kids if kid[0] == "P" and len(kid) > 1 and kid[1][0] == "Code")
    assert all(each[0] == "Span" for each in code[1][1:])


def test_untagged_documents_have_no_signs(make_paper: Make) -> None:
    paper = make_paper(article_from_text(SOURCE, "markdown", "a.md"))
    assert not any("p:" in str(a.get("/A", "")) for page in paper.pikepdf.pages for a in page.obj.get("/Annots", []))
