"""Marks in PDFs as viewers write them, each with its own order of corners, dates, names and popups.

Where that was seen: Acrobat's and Preview's quads (pdf-association/pdf-issues 68 and 743, pdf.js 19066 and 12675),
Okular by way of Poppler (`Annot.cc`, `poppler-annotation.cc`), pdf.js (`annotation.js`), Zotero's export.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
import pypdfium2

Box = tuple[float, float, float, float]
ORDERS: dict[str, Callable[[Box], list[float]]] = {
    "top first": lambda b: [b[0], b[3], b[2], b[3], b[0], b[1], b[2], b[1]],
    "bottom first": lambda b: [b[0], b[1], b[2], b[1], b[0], b[3], b[2], b[3]],
    "counter-clockwise": lambda b: [b[0], b[1], b[2], b[1], b[2], b[3], b[0], b[3]],
}


def boxes(data: bytes, words: str, nth: int = 1) -> list[tuple[int, Box]]:
    """The lines that the nth `words` of a PDF stand on: page and box. Line ends are as good as spaces."""
    pdf = pypdfium2.PdfDocument(data)
    seen = 0
    for number, page in enumerate(pdf):
        text = page.get_textpage()
        found = text.search(words, match_case=True)
        while (hit := found.get_next()) is not None:
            seen += 1
            if seen == nth:
                index, count = hit
                return [(number, text.get_rect(n)) for n in range(text.count_rects(index, count))]
    raise AssertionError(f"{words!r} stands {seen} times in the PDF")


def around(lines: Sequence[tuple[int, Box]]) -> Box:
    areas = [box for _, box in lines]
    return (min(a[0] for a in areas), min(a[1] for a in areas), max(a[2] for a in areas), max(a[3] for a in areas))


class Viewer:
    """A PDF in which somebody marks something."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))

    def add(self, page: int, entry: dict[str, Any]) -> pikepdf.Object:
        target = self.pdf.pages[page].obj
        made = self.pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.Annot, "/P": target, **entry}))
        if "/Annots" not in target:
            target.Annots = pikepdf.Array()
        target.Annots.append(made)
        return made

    def mark(
        self,
        lines: Sequence[tuple[int, Box]],
        kind: str = "Highlight",
        order: str = "top first",
        grow: Callable[[Box], Box] = lambda box: box,
        **more: Any,
    ) -> pikepdf.Object:
        """A text markup on lines of one page; `more` are entries without their slash."""
        quads = [x for _, box in lines for x in ORDERS[order](grow(box))]
        entry: dict[str, Any] = {
            "/Subtype": pikepdf.Name("/" + kind),
            "/Rect": list(around(lines)),
            "/QuadPoints": quads,
            "/C": [1, 0.9, 0.3],
        }
        return self.add(lines[0][0], entry | {"/" + name: value for name, value in more.items()})

    def acrobat(self, lines: Sequence[tuple[int, Box]], note: str = "", **more: Any) -> pikepdf.Object:
        made = self.mark(
            lines, order="bottom first", NM="6e1c2d04-1c5b-4d4a-9f51-0a7d6f1f2b3c", T="Ann Acrobat", Subj="Highlight",
            M="D:20250802101112+02'00'", CreationDate="D:20250801101112+02'00'", F=4, CA=0.4, **more,
        )  # fmt: skip
        if note:
            made.Contents = note
            made.RC = f'<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>{note}</p></body>'
        popup = self.add(lines[0][0], {"/Subtype": pikepdf.Name.Popup, "/Rect": [600, 600, 780, 700], "/Open": False})
        popup.Parent, made.Popup = made, popup
        return made

    def okular(self, lines: Sequence[tuple[int, Box]], note: str = "", **more: Any) -> pikepdf.Object:
        """By way of Poppler: an appearance stream, a popup, dates in UTC, quads a little higher than the words."""
        form = pikepdf.Stream(self.pdf, b"/GS0 gs 1 1 0 rg 0 0 1 1 re f")
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 1, 1])
        made = self.mark(
            lines, order="top first", grow=lambda b: (b[0], b[1] - 1.5, b[2], b[3] + 1.5),
            NM="okular-{0f5be3b0-97d5-4b4c-8f0f-3f3d0a9a1c55}", T="Olga Okular", M="D:20250803120000Z",
            CreationDate="D:20250803115900Z", F=4, Contents=note, **more,
        )  # fmt: skip
        made.AP = pikepdf.Dictionary(N=self.pdf.make_indirect(form))
        popup = self.add(lines[0][0], {"/Subtype": pikepdf.Name.Popup, "/Rect": [0, 0, 0, 0], "/F": 28})
        popup.Parent, made.Popup = made, popup
        return made

    def preview(self, lines: Sequence[tuple[int, Box]], note: str = "", **more: Any) -> pikepdf.Object:
        """No name; tall quads, one a line; the note stands in a popup's place too."""
        return self.mark(
            lines, order="top first", grow=lambda b: (b[0] - 0.5, b[1] - 2.5, b[2] + 0.5, b[3] + 2.5),
            T="Paul Preview", M="D:20250804080000Z00'00'", Contents=note, F=4, **more,
        )  # fmt: skip

    def pdfjs(self, lines: Sequence[tuple[int, Box]], note: str = "", **more: Any) -> pikepdf.Object:
        """Firefox: neither name nor author, and one date."""
        made = self.mark(lines, order="top first", CreationDate="D:20250805070000Z", F=4, CA=1, **more)
        if note:
            made.Contents = note
        return made

    def zotero(self, lines: Sequence[tuple[int, Box]], note: str = "", **more: Any) -> pikepdf.Object:
        return self.mark(
            lines, order="top first", NM="Zotero-8WVX3K2A", T="Zoe Zotero", M="D:20250806060000Z", Contents=note,
            **{"Zotero:Key": "8WVX3K2A"}, **more,
        )  # fmt: skip

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.pdf.save(out)
        return out.getvalue()
