"""The annotations themselves as PDF objects: what each says, how it is drawn, what belongs together.

A mention, a highlight or a note is a `Highlight`, a claim an `Underline`: viewers that draw these themselves, or list
them by kind, tell claims apart too. One object an annotation and page; the one on a later page belongs to the first
(`IRT`, `RT /Group`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.annotations.model import Annotation, Claim, Mention
from reader.export.job import ExportJob
from reader.export.pdf.colours import Look, look_of
from reader.export.pdf.dates import pdf_date
from reader.export.pdf.drawing import colour_parts, fill, number
from reader.export.pdf.geometry import Box, around
from reader.export.pdf.literals import numbers, string
from reader.export.pdf.words import contents, subject
from reader.export.pdf.written import put, written

if TYPE_CHECKING:
    import pikepdf

_PRINTED = "4"  # annotation flag
_POPUP_FLAGS = "28"  # printed, and the same size however far one has zoomed in
_POPUP_WIDTH_PT, _POPUP_HEIGHT_PT = 170.0, 110.0


class MarkupMaker:
    """Makes the objects of one document and remembers what they share."""

    def __init__(self, pdf: pikepdf.Pdf, job: ExportJob) -> None:
        self.pdf = pdf
        self.job = job
        self.made: dict[str, list[pikepdf.Object]] = {}  # annotation id -> its objects, a page each
        self.forms: dict[tuple[str, float], pikepdf.Object] = {}
        self.states: dict[float, pikepdf.Object] = {}
        self.looks: dict[str, Look] = {}

    def look(self, annotation: Annotation) -> Look:
        """How it is drawn; worked out once a type."""
        kind = annotation.type if isinstance(annotation, Mention) else type(annotation).__name__ + " "
        if kind not in self.looks:
            self.looks[kind] = look_of(annotation, self.job.tagset)
        return self.looks[kind]

    def markup(self, key: str, boxes: list[Box], page: pikepdf.Page) -> pikepdf.Object:
        """The object for the annotation `key` on `page`, where it covers `boxes`."""
        job, annotation = self.job, self.job.annotations.annotations[key]
        look = self.look(annotation)
        before = self.made.setdefault(key, [])
        claim = isinstance(annotation, Claim)
        rect = around(boxes)
        words = " … ".join(span.of(job.article.text) for span in annotation.spans)
        said = (
            ("T", annotation.creator),
            ("CreationDate", pdf_date(annotation.created)),
            ("M", pdf_date(annotation.modified or annotation.created)),
            ("Contents", contents(annotation, job.annotations, job.tagset, words, job.speech)),
        )
        # What is its own stands together, and so does what many have in common: that packs best.
        made = written(
            self.pdf,
            f"/QuadPoints{numbers([x for box in boxes for x in box.quad])}/Rect{numbers(rect)}"
            f"/NM{string(f'{key}#{len(before) + 1}' if before else key)}"
            f"/Subtype/{'Underline' if claim else 'Highlight'}/Type/Annot/F {_PRINTED}"
            f"/C[{colour_parts(look.line if claim else look.fill)}]/CA {1 if claim else number(look.alpha)}"
            f"/Subj{string(subject(annotation, job.tagset, job.speech))}/AP<</N ",
            self._appearance(boxes, rect, look),
            ">>" + "".join(f"/{name}{string(value)}" for name, value in said if value) + "/P ",
            page.obj,
        )
        if before:
            put(made, "/RT/Group/IRT ", before[0])
        before.append(made)
        return made

    def popup(self, key: str, boxes: Sequence[Box], page: pikepdf.Page) -> pikepdf.Object | None:
        """The window for what there is to read about `key`, closed, beside the page; None where none is due.

        Claims and what has a note get one. Viewers show the one line of a mention when the mouse is over it, Popup or
        none (pdf.js, pdfium, Acrobat and Okular make a window of their own when asked; Evince opens one only for what
        has a Popup). Beside the page is where Acrobat puts them, and where PDF/UA wants no tag for them. The part on a
        later page has none: of a group the first one's is shown.
        """
        annotation, parts = self.job.annotations.annotations[key], self.made[key]
        if len(parts) > 1 or not (isinstance(annotation, Claim) or annotation.note):
            return None
        edge, top = float(page.mediabox[2]), boxes[0].top
        rect = numbers((edge, max(0.0, top - _POPUP_HEIGHT_PT), edge + _POPUP_WIDTH_PT, top))
        about = f"/Subtype/Popup/Type/Annot/Open false/F {_POPUP_FLAGS}/P "
        made = written(self.pdf, about, page.obj, f"/Rect{rect}/Parent ", parts[0])
        put(parts[0], "/Popup ", made)
        return made

    def _appearance(self, boxes: list[Box], rect: tuple[float, ...], look: Look) -> pikepdf.Object:
        """A box alone shares one form with all of its colour, which viewers stretch; several have their own."""
        if len(boxes) > 1:
            left, bottom = rect[:2]  # a viewer lays the form on the annotation: whole tenths of a point are shorter
            tenths = [box.in_tenths(left, bottom) for box in boxes]
            return self._form(fill(tenths, look.fill), around(tenths), look.alpha)
        kind = (look.fill, look.alpha)
        if kind not in self.forms:
            self.forms[kind] = self._form(fill([Box(0, 0, 1, 1, 0)], look.fill), (0, 0, 1, 1), look.alpha)
        return self.forms[kind]

    def _form(self, drawing: str, box: tuple[float, ...], alpha: float) -> pikepdf.Object:
        import pikepdf

        if alpha not in self.states:
            state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Multiply)
            state.ca = pikepdf.Object.parse(number(alpha).encode())
            self.states[alpha] = self.pdf.make_indirect(pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=state)))
        form = pikepdf.Stream(self.pdf, f"/G gs {drawing}".encode("ascii"))
        form.Subtype = pikepdf.Name.Form
        form.BBox = pikepdf.Object.parse(numbers(box).encode())
        form.Resources = self.states[alpha]
        return self.pdf.make_indirect(form)
