"""The same words as a web page with a link at each mention, and WeasyPrint's PDF of it. Needs nothing of ours to print.

python weasy.py page ARTICLE PAGE       writes the web page
python weasy.py print PAGE TARGET       prints it; for a Python that has WeasyPrint
"""

import html
import sys
from pathlib import Path

STYLE = """
@page { size: A4; margin: 78pt 113.28pt 80pt 126pt; @bottom-center { content: counter(page) } }
body { font: 11pt/1.4 "Source Serif 4 SmText"; text-align: justify; hyphens: auto }
a { color: inherit; text-decoration: none; background: #cfe3f1 }
"""


def page(article: str, target: str) -> None:
    from reader.annotations.model import Mention
    from reader.cli.articles import open_session

    session = open_session(article)
    text, at, parts = session.article.text, 0, []
    mentions = [a for a in session.annotations.in_reading_order if isinstance(a, Mention)]
    for mention in mentions:
        for span in mention.spans:
            words = html.escape(span.of(text))
            parts += [html.escape(text[at : span.start]), f'<a href="#{mention.entity}">{words}</a>']
            at = span.end
    words = "".join([*parts, html.escape(text[at:])])
    body = "".join(f"<p>{line}</p>\n" for line in words.split("\n"))
    # a link needs a place to lead to, else it is left out: the entity's row
    names = {each: session.annotations.entities[each].name for each in sorted({m.entity for m in mentions if m.entity})}
    body += "".join(f'<p id="{each}">{html.escape(name)}</p>\n' for each, name in names.items())
    face = "".join(
        f'@font-face {{ font-family: "Source Serif 4 SmText"; src: url("{path.as_uri()}") }}'
        for path in (Path(__file__).parents[2] / "resources/fonts/source-serif-4").glob("*-Regular.*")
    )
    Path(target).write_text(f"<html lang=en><style>{face}{STYLE}</style>\n{body}", encoding="utf-8")


def print_page(source: str, target: str) -> None:
    import weasyprint

    weasyprint.HTML(source).write_pdf(target)


if __name__ == "__main__":
    {"page": page, "print": print_page}[sys.argv[1]](*sys.argv[2:])
