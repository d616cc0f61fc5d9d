"""One article with annotations in all places there are, and what renders and lists PDFs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from reader.annotations.model import Attribution, Entity, Highlight, Placed
from reader.text.open import article_from_text
from reader.text.spans import Span

Make = Callable[..., Any]
Render = Callable[[bytes, int], list[Image.Image]]
SOURCE = """---
title: The dam
source: The Tide
date: 2025-07-01
---
# The dam

Some *words of Kim Jong Un* and `code here` and **Sergey Shoigu said so** in [a long link to a place](https://a.org/a)
which is there.[^1] Then more words that go on so that a line is broken in the middle of them, internationalization
notwithstanding, in the harbour where nobody [lives](https://a.org/b).

## Part two

> A quoted statement about the dam and its keeper

- one item of a list
  1. nested item there

| name | place |
| - | -: |
| Ada Lovelace | London town |

```
x = "code of Kim"
```

قال الرئيس كيم جونغ أون إن بلاده Russia ستقدم الدعم.

朝鲜领导人金正恩周三在平壤会见了俄罗斯联邦安全会议秘书。

[^1]: A footnote with Kim in it.
"""


@pytest.fixture(scope="session")
def varied(mention: Make, claim: Make) -> dict[str, Any]:
    """What `make_paper` needs: nested, crossing, discontinuous, over page breaks, with and without notes and names."""
    article = article_from_text(SOURCE + "\n\nAnd so on, and on, word by word.\n" * 60, "markdown", "dam.md")
    text = article.text
    found = [
        mention(text, "Kim Jong Un", "m1", creator="R. Reader", entity="e1"),
        mention(text, "Kim", "m2", creator="Åse Ødegård"),
        mention(text, "Jong Un and code", "m3", "ORG"),
        mention(text, "code of Kim", "m4", note="In code"),
        mention(text, "Ada Lovelace", "m5"),
        mention(text, "long link", "m6", "ORG"),
        mention(text, "lives", "m7"),
        mention(text, "London", "m8", "GPE"),
        mention(text, "footnote with Kim", "m9"),
        mention(text, "جونغ", "m10"),
        mention(text, "金正恩", "m11"),
        mention(text, "internationalization", "m12", "DATE"),
        mention(text, "nested item", "m13", "ALIEN"),
        claim(
            text,
            ["Sergey Shoigu said so", "Then more words that go on so that a line"],
            "c1",
            attribution=(Attribution("Kim Jong Un"),),
            verdict="false",
        ),
        claim(text, ["Some words of Kim"], "c2", creator="R. Reader"),
        claim(text, [Span(text.index("And so on"), len(text))], "c3"),
        Highlight(id="h1", fragments=(Placed(Span(text.index("quoted"), text.index("quoted") + 20)),), note="So it is"),
    ]
    return {"article": article, "annotations": found, "entities": [Entity("e1", "PER", "Kim Jong Un", ("Kim",))]}


def _by_pdfium(data: bytes, dpi: int, _folder: Path) -> list[Image.Image]:
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(data)]


def _by_poppler(data: bytes, dpi: int, folder: Path) -> list[Image.Image]:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    (folder / "paper.pdf").write_bytes(data)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "paper.pdf", "page"], cwd=folder, check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))]


def _by_pdfjs(data: bytes, dpi: int, folder: Path) -> list[Image.Image]:
    root = os.environ.get("POSTIL_PDFJS", "")
    if not root or shutil.which("node") is None:
        pytest.skip("pdf.js is not here: npm install pdfjs-dist@4, and name the folder in POSTIL_PDFJS")
    (folder / "paper.pdf").write_bytes(data)
    program = Path(__file__).with_name("pdfjs") / "render.mjs"
    command = ["node", str(program), root, "paper.pdf", str(dpi / 72)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))]


@pytest.fixture(params=[_by_pdfium, _by_poppler, _by_pdfjs], ids=["pdfium", "poppler", "pdf.js"])
def render(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Render:
    """The pages of a PDF as pictures, with annotations, by one of the programs that people look at PDFs with."""
    return lambda data, dpi: request.param(data, dpi, tmp_path_factory.mktemp("pages"))
