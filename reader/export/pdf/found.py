"""What the typesetter's made-up links say: where the marked runs of a page lie, and its other signs. Changes nothing.

A run's address is its number (`p:17`); `p:row3` is the number of claim 3 in its table, `p:to3` what leads there,
`p:at17` a page number that leads to run 17, `p:front` what stands above the body's words, `p:appendix` the heading that
ends them. In a tagged document `p:item1`, `p:num2` and `p:note` are the signs before items (with the depth) and
footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.export.pdf.geometry import Box, word_box

if TYPE_CHECKING:
    import pikepdf

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(<</Type/Annot[^\n]*)\nendobj", re.MULTILINE)  # as the typesetter writes them
_REFERENCE = re.compile(rb"(\d+) 0 R")
_URI = re.compile(rb"/URI\s*\(p:([a-z]*)(\d*)\)")
_RECT = re.compile(rb"/Rect\s*\[([^\]]*)\]")
_QUADS = re.compile(rb"/QuadPoints\s*\[([^\]]*)\]")  # a tagged document has one link a run and page, with these


Link = int | bytes  # a link: the number of its object, or what it says where it has to be made anew


@dataclass(slots=True)
class FoundRun:
    """Where a marked run lies on a page; `link` is the typesetter's made-up one."""

    number: int
    boxes: list[Box]
    link: Link

    @property
    def first(self) -> Box:
        """The first box with words in it: at a line's end there may be an empty one before."""
        return next((box for box in self.boxes if box.right - box.left > 0.01), self.boxes[0])


@dataclass(slots=True)
class FoundPage:
    """What is known of one page; runs in the order of their words. Signs are name, number, rectangle, link."""

    runs: list[FoundRun] = field(default_factory=list)
    signs: list[tuple[str, int, tuple[float, ...], Link]] = field(default_factory=list)
    kept: list[Link] = field(default_factory=list)


def texts_of(pdf_bytes: bytes) -> dict[int, bytes]:
    """What annotations say in the file, by object number; those that are not written out plainly are left out.

    Each object that a library takes apart stays in memory (4 KB a link, measured); of most nothing else is needed.
    """
    return {int(found[1]): found[2] for found in _OBJECT.finditer(pdf_bytes)}


def read_page(
    pdf: pikepdf.Pdf, page: pikepdf.Page, texts: Mapping[int, bytes], lead: float, by_text: bool = False
) -> FoundPage:
    """What stands on `page` of `pdf`, with the help of `texts_of` its file; `lead` is that of the article.

    `by_text`: links are what they say, not their number.
    """
    found = FoundPage()
    if "/Annots" not in page.obj:
        return found
    for reference in _REFERENCE.finditer(page.obj.Annots.unparse(resolved=True)):
        number = int(reference[1])
        raw = texts.get(number) or pdf.get_object(number, 0).unparse(resolved=True)
        link: Link = raw if by_text else number
        address, rect = _URI.search(raw), _RECT.search(raw)
        if not address or not rect:
            found.kept.append(link)
            continue
        name, n = address[1].decode(), int(address[2] or 0)
        if name:
            found.signs.append((name, n, tuple(float(x) for x in rect[1].split()), link))
        else:
            quads = _QUADS.search(raw)
            found.runs.append(FoundRun(n, _boxes((quads or rect)[1], lead), link))
    found.runs.sort(key=lambda run: run.number)  # stable: fragments of one run stay in their order
    return found


def first_places(pages: Sequence[FoundPage]) -> dict[int, tuple[int, Box]]:
    """Of each run the page (from 0) and the box where it begins."""
    places: dict[int, tuple[int, Box]] = {}
    for n, page in enumerate(pages):
        for run in page.runs:
            before = places.get(run.number)
            if before is None or before[1].right - before[1].left <= 0.01:
                places[run.number] = (n, run.first)
    return places


def _boxes(written: bytes, lead: float) -> list[Box]:
    """The boxes of a link's rectangle, or of its quads."""
    values = [float(x) for x in written.split()]
    quads = [values] if len(values) == 4 else [values[i : i + 8] for i in range(0, len(values), 8)]
    return [word_box(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2]), lead) for q in quads]
