"""Turns the typesetter's links into real text markup annotations, and adds what belongs to the file as a whole.

One `Highlight` an annotation and page, with the quads of all its fragments in the order of their words, an
appearance of its own kind (multiplied over the text), and what it says. `NM` is the annotation's id; on its
second page `id#2`, and so on.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.annotations.model import Annotation, Claim, Mention
from reader.export.job import ExportJob
from reader.export.pdf.colours import Look, look_of, rgb
from reader.export.pdf.dates import pdf_date
from reader.export.pdf.document import Body, Mark
from reader.export.pdf.drawing import claim_bars, claim_line, fill, mention_line, number, number3
from reader.export.pdf.geometry import Box, around, joined, word_box
from reader.export.pdf.joins import remove_joiners
from reader.export.pdf.measure import column_on
from reader.export.pdf.words import contents, subject

if TYPE_CHECKING:
    import pikepdf

_URI = re.compile(rb"/URI\s*\(p:([a-z0-9]+)\)")
_RECT = re.compile(rb"/Rect\s*\[\s*([\d.+-]+)\s+([\d.+-]+)\s+([\d.+-]+)\s+([\d.+-]+)\s*\]")
BODY, APPENDIX = "postil-body", "postil-appendix"  # named destinations: where the body's words begin and have ended
_BELOW_TITLE_PT = 10.0  # below its last baseline, above the body's first line
_PRINT = 4  # annotation flag: printed too


@dataclass
class _Page:
    """What is known of one page: the fragments of marks in the order of their words."""

    page: pikepdf.Page
    kept: list[pikepdf.Object] = field(default_factory=list)
    fragments: list[tuple[int, Box]] = field(default_factory=list)


def annotate(pdf_bytes: bytes, body: Body, job: ExportJob) -> bytes:
    """The finished PDF. The marks of `body` are the runs behind the addresses `p:1`, `p:2`, ... of the typeset one.

    The same input gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        if body.joined:
            remove_joiners(pdf)
        marker = _Marker(pdf, body.marks, job)
        for n, page in enumerate(pdf.pages):
            if n % 20 == 0:
                job.check()
                job.report(0.55 + 0.35 * n / len(pdf.pages), "Placing highlights")
            marker.mark(n, page)
        marker.name_places()
        if job.sidecar_bytes is not None:
            _attach(pdf, job)
        out = io.BytesIO()
        job.report(0.92, "Writing")
        pdf.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, progress=_stopper(job)
        )
        return out.getvalue()


def _stopper(job: ExportJob) -> Callable[[int], None]:
    return lambda _percent: job.check()


class _Marker:
    """Works through the pages; remembers what they share."""

    def __init__(self, pdf: pikepdf.Pdf, marks: Sequence[Mark], job: ExportJob) -> None:
        self.pdf = pdf
        self.marks = marks
        self.job = job
        self.pages_of: dict[str, int] = {}  # annotation id -> pages it stands on so far
        self.forms: dict[tuple[str, float], pikepdf.Object] = {}
        self.states: dict[float, pikepdf.Object] = {}
        self.places: dict[str, tuple[int, float]] = {BODY: (0, 1e9)}
        self.order = {a.id: n for n, a in enumerate(job.annotations.in_reading_order)}
        self.levels = nesting_levels(marks, job.annotations.annotations)
        self.looks: dict[str, Look] = {}
        self.column_left = column_on(job.options.sheet).left

    def mark(self, n: int, page: pikepdf.Page) -> None:
        """Replace the made-up links of one page."""
        import pikepdf

        found = self._read(n, page)
        boxes: dict[str, list[Box]] = {}
        for number_, box in found.fragments:
            for key in self.marks[number_ - 1].keys:
                boxes.setdefault(key, []).append(box)
        whole = {key: joined(boxes[key]) for key in sorted(boxes, key=self.order.__getitem__)}
        whole = {key: pieces for key, pieces in whole.items() if pieces}
        made = [self._highlight(key, pieces, page) for key, pieces in whole.items()]
        drawn = self._drawn(whole)
        if drawn:
            page.contents_add(f"q\n{drawn}Q\n".encode("ascii"), prepend=True)
        links = list(self._links(found.fragments, page))
        annots = [*found.kept, *links, *made]
        if annots:
            page.obj.Annots = pikepdf.Array(annots)
        elif "/Annots" in page.obj:
            del page.obj.Annots

    def _read(self, n: int, page: pikepdf.Page) -> _Page:
        found = _Page(page)
        annots: Any = page.obj.get("/Annots", [])
        for annotation in annots:
            raw = annotation.unparse(resolved=True)
            address, rect = _URI.search(raw), _RECT.search(raw)
            if not address or not rect:
                found.kept.append(annotation)
                continue
            left, bottom, right, top = (float(x) for x in rect.groups())
            name = address.group(1).decode()
            if name.isdigit():
                found.fragments.append((int(name), word_box(left, bottom, right, top)))
            elif name == "front":
                self.places[BODY] = (n, bottom - _BELOW_TITLE_PT)
            else:
                self.places[APPENDIX] = (n, top)
        found.fragments.sort(key=lambda pair: pair[0])  # stable: fragments of one run stay in their order
        return found

    def _highlight(self, key: str, boxes: list[Box], page: pikepdf.Page) -> pikepdf.Object:
        import pikepdf

        job, annotation = self.job, self.job.annotations.annotations[key]
        look = self._look(annotation)
        nth = self.pages_of[key] = self.pages_of.get(key, 0) + 1
        rect = around(boxes)
        words = " … ".join(span.of(job.article.text) for span in annotation.spans)
        values = {
            "Rect": _numbers(rect),
            "QuadPoints": _numbers([x for box in boxes for x in box.quad]),
            "C": f"[{' '.join(number3(part) for part in rgb(look.fill))}]",
            "CA": number(look.alpha),
            "F": str(_PRINT),
            "NM": _string(key if nth == 1 else f"{key}#{nth}"),
            "Subj": _string(subject(annotation, job.tagset)),
            "Contents": _string(contents(annotation, job.annotations, job.tagset, words)),
        }
        for name, value in (
            ("T", annotation.creator),
            ("CreationDate", pdf_date(annotation.created)),
            ("M", pdf_date(annotation.modified or annotation.created)),
        ):
            if value:
                values[name] = _string(value)
        source = "".join(f"/{name} {value}" for name, value in values.items())
        made = pikepdf.Object.parse(f"<</Type/Annot/Subtype/Highlight{source}>>".encode("ascii"))
        made.P = page.obj
        made.AP = pikepdf.Dictionary(N=self._appearance(boxes, rect, look))
        return self.pdf.make_indirect(made)

    def _appearance(self, boxes: list[Box], rect: tuple[float, ...], look: Look) -> pikepdf.Object:
        """A box alone shares one form with all of its colour, which viewers stretch; several have their own."""
        if len(boxes) > 1:
            return self._form(fill(boxes, look.fill), list(rect), look.alpha)
        kind = (look.fill, look.alpha)
        if kind not in self.forms:
            self.forms[kind] = self._form(fill([Box(0, 0, 1, 1, 0)], look.fill), [0, 0, 1, 1], look.alpha)
        return self.forms[kind]

    def _form(self, drawing: str, box: list[float], alpha: float) -> pikepdf.Object:
        import pikepdf

        if alpha not in self.states:
            state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Multiply)
            state.ca = pikepdf.Object.parse(number(alpha).encode())
            self.states[alpha] = self.pdf.make_indirect(pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=state)))
        form = pikepdf.Stream(self.pdf, f"/G gs {drawing}".encode("ascii"))
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Object.parse(_numbers(box).encode())
        form.Resources = self.states[alpha]
        return self.pdf.make_indirect(form)

    def _drawn(self, whole: dict[str, list[Box]]) -> str:
        lines, claims = [], []
        look: Look | None = None
        for key, boxes in whole.items():
            annotation = self.job.annotations.annotations[key]
            if isinstance(annotation, Claim):
                look = self._look(annotation)
                claims.append(boxes)
                lines.append(claim_line(boxes, look))
            elif isinstance(annotation, Mention):
                lines.append(mention_line(boxes, self._look(annotation), self.levels.get(key, 0)))
        return "".join(lines) + (claim_bars(claims, look, self.column_left) if look else "")

    def _links(self, fragments: list[tuple[int, Box]], page: pikepdf.Page) -> Iterator[pikepdf.Object]:
        """The article's own links: one real link a piece of a line."""
        import pikepdf

        boxes: list[tuple[str, int, list[Box]]] = []
        for number_, box in fragments:
            mark = self.marks[number_ - 1]
            if not mark.href:
                continue
            if boxes and boxes[-1][0] == mark.href and boxes[-1][1] in (mark.start, mark.end):
                boxes[-1] = (mark.href, mark.end, [*boxes[-1][2], box])
            else:
                boxes.append((mark.href, mark.end, [box]))
        for href, _, pieces in boxes:
            for piece in joined(pieces):
                rect = _numbers((piece.left, piece.bottom, piece.right, piece.top))
                action = f"<</Type/Action/S/URI/URI {_ascii_string(href)}>>"
                source = f"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect {rect}/A {action}>>"
                made = pikepdf.Object.parse(source.encode("ascii"))
                made.P = page.obj
                yield self.pdf.make_indirect(made)

    def _look(self, annotation: Annotation) -> Look:
        kind = annotation.type if isinstance(annotation, Mention) else type(annotation).__name__ + " "
        if kind not in self.looks:
            self.looks[kind] = look_of(annotation, self.job.tagset)
        return self.looks[kind]

    def name_places(self) -> None:
        """Name the places between which the body's words stand."""
        import pikepdf

        names = self.pdf.Root.get("/Names")
        if names is None:
            names = self.pdf.Root.Names = self.pdf.make_indirect(pikepdf.Dictionary())
        tree = pikepdf.NameTree(names.Dests) if "/Dests" in names else pikepdf.NameTree.new(self.pdf)
        names.Dests = tree.obj
        for name, (n, y) in sorted(self.places.items()):
            page = self.pdf.pages[n]
            top = min(y, float(page.mediabox[3]))
            place = pikepdf.Object.parse(f"[/XYZ 0 {number(top)} null]".encode())
            tree[name] = pikepdf.Array([page.obj, *place])


def nesting_levels(marks: Sequence[Mark], annotations: Any) -> dict[str, int]:
    """How many mentions stand inside each mention, one in the other, at most 1: lines of nested ones lie lower."""
    levels: dict[str, int] = {}
    for mark in marks:
        keys = [k for k in mark.keys if isinstance(annotations[k], Mention)]
        if len(keys) < 2:
            continue
        keys.sort(key=lambda k: (sum(len(s) for s in annotations[k].spans), k))
        for inner, outer in pairwise(keys):
            levels[outer] = min(1, max(levels.get(outer, 0), levels.get(inner, 0) + 1))
    return levels


def _attach(pdf: pikepdf.Pdf, job: ExportJob) -> None:
    """Put the sidecar into the file, byte for byte."""
    import pikepdf

    assert job.sidecar_bytes is not None
    # a name in PDF is text, and that of a file may be any bytes
    name = os.fsencode(job.article.name).decode("utf-8", "replace") + ".annotations.json"
    spec = pikepdf.AttachedFileSpec(
        pdf, job.sidecar_bytes, description="Annotations", filename=name, mime_type="application/json",
        relationship=pikepdf.Name.Source, creation_date="", mod_date="",
    )  # fmt: skip
    pdf.attachments[name] = spec


def _numbers(values: Sequence[float]) -> str:
    return f"[{' '.join(number(value) for value in values)}]"


def _string(text: str) -> str:
    """A PDF text string: plain where ASCII, else UTF-16 with its mark; lone surrogates become U+FFFD."""
    if text.isascii() and text.isprintable():
        return _ascii_string(text)
    clean = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return f"<FEFF{clean.encode('utf-16-be').hex()}>"


def _ascii_string(text: str) -> str:
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<{text.encode('utf-8', 'replace').hex()}>"
