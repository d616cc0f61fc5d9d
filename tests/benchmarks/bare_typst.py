"""The floor of the PDF's figures: the typesetter alone, with the same words, faces and page, and nothing marked.

python bare_typst.py ARTICLE TARGET [tagged]

The words are a source of its own, as somebody would write them who has only a typesetter: no data, no scripting.
"""

import re
import sys
from pathlib import Path

import typst

FACE = "Source Serif 4 SmText"
# The page, the faces and the paragraphs of resources/typst/article.typ.
SET_UP = f"""
#set document(title: "A long article")
#set text(font: "{FACE}", size: 11pt, fill: rgb("#1F1D1A"), lang: "en", hyphenate: true)
#set text(top-edge: 0.68em, bottom-edge: "baseline")
#set par(justify: true, leading: 7.7pt, spacing: 13.2pt)
#set page(paper: "a4", margin: (left: 126pt, right: 113.28pt, top: 78pt, bottom: 80pt))
#set page(numbering: "1", header: align(center)[A long article])
#show heading: set text(15pt, hyphenate: false)
"""


def main() -> None:
    article, target = Path(sys.argv[1]), Path(sys.argv[2])
    source = SET_UP + source_of(article.read_text(encoding="utf-8"))
    fonts = typst.Fonts(font_paths=[Path(__file__).parents[2] / "resources/fonts/source-serif-4"])
    compiler = typst.Compiler(font_paths=fonts)
    target.write_bytes(compiler.compile(source.encode(), format="pdf", pdf_tags="tagged" in sys.argv))


def source_of(words: str) -> str:
    """Paragraphs and headings of Markdown without any other mark-up, as the typesetter's own."""
    return "\n\n".join(
        re.sub(r"^(#*)", lambda m: "=" * len(m[0]), re.sub(r"(?<!^)([\\*_`$#<>@\[\]~/'\"=+-])", r"\\\1", part), count=1)
        for part in words.split("\n\n")
    )


main()
