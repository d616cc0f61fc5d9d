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
from typing import TYPE_CHECKING, NamedTuple

from reader.export.pdf.geometry import Box, word_box

if TYPE_CHECKING:
    import pikepdf

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(<</Type/Annot[^\n]*)\nendobj", re.MULTILINE)  # as the typesetter writes them
_REFERENCE = re.compile(rb"(\d+) 0 R")
_URI = re.compile(rb"/URI\s*\(p:([a-z]*)(\d*)\)")
_RECT = re.compile(rb"/Rect\s*\[([^\]]*)\]")
_QUADS = re.compile(rb"/QuadPoints\s*\[([^\]]*)\]")  # a tagged document has one link a run and page, with these


_KEY = re.compile(rb"/StructParent (\d+)")


@dataclass(slots=True)
class FoundRun:
    """Where a marked run lies on a page; `key` is that of its made-up link in the structure tree, -1 without one."""

    number: int
    boxes: list[Box]
    key: int

    @property
    def first(self) -> Box:
        """The first box with words in it: at a line's end there may be an empty one before."""
        return next((box for box in self.boxes if box.right - box.left > 0.01), self.boxes[0])


class FoundSign(NamedTuple):
    """Another made-up link; `quads` only where it is on several lines."""

    name: str
    number: int
    rect: tuple[float, ...]
    quads: tuple[float, ...]
    key: int


class FoundLink(NamedTuple):
    """A link that stays: the number of its object, or what it says where it has to be made anew."""

    link: int | bytes
    key: int


@dataclass(slots=True)
class FoundPage:
    """What is known of one page; runs in the order of their words."""

    runs: list[FoundRun] = field(default_factory=list)
    signs: list[FoundSign] = field(default_factory=list)
    kept: list[FoundLink] = field(default_factory=list)


def texts_of(pdf_bytes: bytes) -> dict[int, bytes]:
    """What annotations say in the file, by object number; those that are not written out plainly are left out.

    Each object that a library takes apart stays in memory (4 KB a link, measured); of most nothing else is needed.
    """
    return {int(found[1]): found[2] for found in _OBJECT.finditer(pdf_bytes)}


def read_page(
    pdf: pikepdf.Pdf, page: pikepdf.Page, texts: Mapping[int, bytes], lead: float, above: int = -1
) -> FoundPage:
    """What stands on `page` of `pdf`, with the help of `texts_of` its file; `lead` is that of the article.

    With `above`, links are what they say, not their number, and keys count from it.
    """
    found = FoundPage()
    if "/Annots" not in page.obj:
        return found
    for reference in _REFERENCE.finditer(page.obj.Annots.unparse(resolved=True)):
        number = int(reference[1])
        raw = texts.get(number) or pdf.get_object(number, 0).unparse(resolved=True)
        address, rect, tagged = _URI.search(raw), _RECT.search(raw), _KEY.search(raw)
        key = max(0, above) + int(tagged[1]) if tagged else -1
        if not address or not rect:
            found.kept.append(FoundLink(number if above < 0 else _KEY.sub(b"", raw), key))
            continue
        name, n, quads = address[1].decode(), int(address[2] or 0), _QUADS.search(raw)
        if name:
            edges = tuple(float(x) for x in rect[1].split())
            corners = tuple(float(x) for x in quads[1].split()) if quads else ()
            several = len({corners[i + 1] for i in range(0, len(corners), 8)}) > 1
            found.signs.append(FoundSign(name, n, edges, corners if several else (), key))
        else:
            found.runs.append(FoundRun(n, _boxes((quads or rect)[1], lead), key))
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
