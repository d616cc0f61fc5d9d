"""Reads exported PDFs the way others do: marks with the letters under their quads, and the words of the body."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Claim, Entity, Mention, Placed
from reader.annotations.tagset import TagSet
from reader.annotations.tagset_file import default_tagset
from reader.export.job import ExportJob
from reader.export.pdf.measure import column_on
from reader.export.pdf.options import Paper as Size
from reader.export.registry import format_by_id
from reader.text.article import Article
from reader.text.open import article_from_text
from reader.text.spans import Span

WHEN = "2025-07-01T09:14:03Z"
_INVISIBLE = "-\u2010\u2011\u00ad\ufffe\uffff"


def folded(words: str) -> str:
    """Words without white space, hyphens and invisible characters, compatibility forms folded."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKC", words)
        if not c.isspace() and c not in _INVISIBLE and unicodedata.category(c) not in ("Cc", "Cf")
    )


@dataclass
class Mark:
    page: int
    name: str
    dict: Any
    quads: list[list[float]]
    words: str


@dataclass
class Paper:
    """An exported PDF, looked at with pikepdf and pypdfium2."""

    data: bytes
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pikepdf = pikepdf.open(io.BytesIO(self.data))
        self.pdfium = pypdfium2.PdfDocument(self.data)
        self.rtl = str(self.pikepdf.Root.ViewerPreferences.Direction) == "/R2L"
        for n, page in enumerate(self.pikepdf.pages):
            characters: list[tuple[str, float, float]] | None = None
            for entry in page.obj.get("/Annots", []):
                if str(entry.Subtype) not in ("/Highlight", "/Underline"):
                    continue
                characters = self._characters(n) if characters is None else characters
                numbers = [float(x) for x in entry.QuadPoints]
                quads = [numbers[i : i + 8] for i in range(0, len(numbers), 8)]
                self.marks.append(Mark(n, str(entry.NM), entry, quads, _under(quads, characters)))

    def words_of(self, annotation_id: str) -> str:
        """The letters under all quads of an annotation, over all its pages."""
        return "".join(m.words for m in self.marks if m.name.split("#")[0] == annotation_id)

    def body(self) -> list[str]:
        """The words of the body, line-end hyphens undone, as `write_pdf` says they are told from the rest."""
        names = {str(k): v for k, v in pikepdf.NameTree(self.pikepdf.Root.Names.Dests).items()}
        pages = [p.obj.objgen for p in self.pikepdf.pages]
        last = pages.index(names["postil-appendix"][0].objgen) if "postil-appendix" in names else len(pages)
        width, height = self.pdfium[0].get_size()
        column = column_on(Size("", width, height, ""), self.rtl)
        found = ""
        for n in range(last):
            text = self.pdfium[n].get_textpage()
            top = column.height - column.top + 6
            top = min(top, float(names["postil-body"][3])) if n == 0 else top
            found += (
                text.get_text_bounded(column.left - 3, column.bottom - 8, column.width - column.right + 12, top) + "\n"
            )
        for hyphen in ("\ufffe\r\n", "\ufffe\n", "\x02\r\n", "\ufffe", "\x02"):
            found = found.replace(hyphen, "")
        return found.split()

    def _characters(self, n: int) -> list[tuple[str, float, float]]:
        text = self.pdfium[n].get_textpage()
        found = []
        for i in range(text.count_chars()):
            character = chr(pypdfium2.raw.FPDFText_GetUnicode(text, i))  # of what is beyond 16 bits one half
            if character.strip():
                # a wide bracket at a line's edge is moved into it by half its room: there it is where its ink is
                wide = unicodedata.category(character)[0] == "P" and unicodedata.east_asian_width(character) in "WF"
                left, bottom, right, top = text.get_charbox(i, loose=not wide)
                if wide:
                    _, bottom, _, top = text.get_charbox(i, loose=True)
                found.append((character, (left + right) / 2, (bottom + top) / 2))
        return found


def _under(quads: list[list[float]], characters: list[tuple[str, float, float]]) -> str:
    taken: set[int] = set()
    found = []
    for quad in quads:
        left, right = min(quad[::2]), max(quad[::2])
        bottom, top = min(quad[1::2]), max(quad[1::2])
        for i, (character, x, y) in enumerate(characters):
            if i not in taken and left <= x <= right and bottom <= y <= top:
                taken.add(i)
                found.append(character)
    return folded("".join(found).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


@pytest.fixture(scope="session")
def paper_of() -> Callable[[bytes], Paper]:
    """A PDF, read back."""
    return Paper


@pytest.fixture(scope="session")
def letters() -> Callable[[str], str]:
    """How words are compared: see `folded`."""
    return folded


@pytest.fixture(scope="session")
def tags() -> TagSet:
    return default_tagset()


@pytest.fixture(scope="session")
def make_job(tags: TagSet) -> Callable[..., ExportJob]:
    """A job from a text (or an article), annotations and entities."""

    def make(
        article: str | Article, annotations: Iterable[Annotation] = (), entities: Iterable[Entity] = (), **more: Any
    ) -> ExportJob:
        article = article_from_text(article) if isinstance(article, str) else article
        return ExportJob(article, AnnotationSet.of(annotations, entities), tags, **more)

    return make


@pytest.fixture(scope="session")
def make_paper(make_job: Callable[..., ExportJob]) -> Callable[..., Paper]:
    """The same, exported to PDF and read back."""
    return lambda *args, **more: Paper(format_by_id("pdf").write(make_job(*args, **more)))


@pytest.fixture(scope="session")
def mention() -> Callable[..., Mention]:
    """A mention of type `kind` on the nth hit of `quote` in `text`, or on `span`."""

    def make(text: str, quote: str | Span, key: str, kind: str = "PER", nth: int = 1, **more: Any) -> Mention:
        return Mention(
            id=key, type=kind, fragments=(Placed(place(text, quote, nth)),), created=WHEN, modified=WHEN, **more
        )

    return make


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    """A claim on each of `quotes` (words, or spans)."""

    def make(text: str, quotes: Iterable[str | Span], key: str, **more: Any) -> Claim:
        fragments = tuple(Placed(place(text, quote, 1)) for quote in quotes)
        return Claim(id=key, fragments=fragments, created=WHEN, modified=WHEN, **more)

    return make


def place(text: str, quote: str | Span, nth: int) -> Span:
    if isinstance(quote, Span):
        return quote
    start = -1
    for _ in range(nth):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


@pytest.fixture(scope="session")
def run_tool(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Run a program on a PDF and give its stdout; the test is skipped where the system lacks it."""
    folder = tmp_path_factory.mktemp("tools")

    def run(data: bytes, *command: str) -> str:
        path: Path = folder / "paper.pdf"
        path.write_bytes(data)
        try:
            done = subprocess.run([*(c.replace("{}", str(path)) for c in command)], capture_output=True, text=True)
        except FileNotFoundError:
            pytest.skip(f"{command[0]} is not installed")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run
