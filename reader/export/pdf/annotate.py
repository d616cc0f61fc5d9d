"""Turns the typesetter's links into real text markup annotations, and adds what belongs to the file as a whole.

Of each page it reads where marked runs lie, puts annotations and the article's own links in the place of the made-up
ones, draws what stays when annotations are hidden, and keeps the structure tree true where there is one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.annotations.model import Claim, Mention
from reader.export.job import ExportJob
from reader.export.pdf.attachments import attach
from reader.export.pdf.colours import Look
from reader.export.pdf.document import Body, Mark
from reader.export.pdf.drawing import claim_bars, claim_line, mention_line, number
from reader.export.pdf.geometry import Box, joined, word_box
from reader.export.pdf.letters import mend_letters
from reader.export.pdf.literals import ascii_string, numbers, string
from reader.export.pdf.margin import MarginLinks, Start
from reader.export.pdf.markup import MarkupMaker
from reader.export.pdf.measure import column_on
from reader.export.pdf.structure import StructureTree

if TYPE_CHECKING:
    import pikepdf

_URI = re.compile(rb"/URI\s*\(p:([a-z0-9]+)\)")
_RECT = re.compile(rb"/Rect\s*\[([^\]]*)\]")
_QUADS = re.compile(rb"/QuadPoints\s*\[([^\]]*)\]")  # a tagged document has one link a run and page, with these
BODY, APPENDIX = "postil-body", "postil-appendix"  # named destinations: where the body's words begin and have ended
_BELOW_TITLE_PT = 10.0  # below its last baseline, above the body's first line


@dataclass
class _Run:
    """Where a marked run lies on a page; `link` is the typesetter's made-up one."""

    number: int
    boxes: list[Box]
    link: Any


@dataclass
class _Page:
    """What is known of one page; runs in the order of their words."""

    kept: list[Any] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)


def annotate(pdf_bytes: bytes, body: Body, job: ExportJob, date: str = "") -> bytes:
    """The finished PDF. The marks of `body` are the runs behind the addresses `p:1`, `p:2`, ... of the typeset one.

    `date` is the PDF date of what is attached. The same input gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        mend_letters(pdf, body.joined)
        marker = _Marker(pdf, body.marks, job)
        for n, page in enumerate(pdf.pages):
            if n % 20 == 0:
                job.check()
                job.report(0.55 + 0.35 * n / len(pdf.pages), "Placing highlights")
            marker.mark(n, page)
        marker.finish()
        attach(pdf, job, date)
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
        self.maker = MarkupMaker(pdf, job)
        self.tree = StructureTree(pdf) if job.options.tagged else None
        self.multiply: Any = None
        self.places: dict[str, tuple[int, float]] = {BODY: (0, 1e9)}
        self.order = {a.id: n for n, a in enumerate(job.annotations.in_reading_order)}
        self.levels = nesting_levels(marks, job.annotations.annotations)
        self.column_left = column_on(job.options.sheet).left
        self.margin = MarginLinks(pdf)
        self.numbers = {claim.id: n for n, claim in enumerate(job.annotations.claims, start=1)}

    def mark(self, n: int, page: pikepdf.Page) -> None:
        """Replace the made-up links of one page."""
        import pikepdf

        found = self._read(n, page)
        boxes: dict[str, list[Box]] = {}
        hosts: dict[str, _Run] = {}  # annotation -> the run that it begins with on this page
        for run in found.runs:
            for key in self.marks[run.number - 1].keys:
                boxes.setdefault(key, []).extend(run.boxes)
                hosts.setdefault(key, run)
        whole = {key: joined(boxes[key]) for key in sorted(boxes, key=self.order.__getitem__)}
        whole = {key: pieces for key, pieces in whole.items() if pieces}
        made = {key: self.maker.markup(key, pieces, page) for key, pieces in whole.items()}
        popups = [popup for key, pieces in whole.items() if (popup := self.maker.popup(key, pieces, page))]
        drawn = self._drawn(whole)
        if drawn:
            self._draw(drawn, page)
        links = self._links(found.runs, page)
        if self.tree:
            self._retag(self.tree, found.runs, {key: (hosts[key], made[key], whole[key][0]) for key in made}, page)
        annots = [*made.values(), *popups, *links, *found.kept]  # a link over a highlight stays a link
        if annots:
            page.obj.Annots = pikepdf.Array(annots)
        elif "/Annots" in page.obj:
            del page.obj.Annots

    def _read(self, n: int, page: pikepdf.Page) -> _Page:
        found = _Page()
        annots: Any = page.obj.get("/Annots", [])
        for annotation in annots:
            raw = annotation.unparse(resolved=True)
            address, rect = _URI.search(raw), _RECT.search(raw)
            if not address or not rect:
                found.kept.append(annotation)
                continue
            name = address.group(1).decode()
            if name.isdigit():
                quads = _QUADS.search(raw)
                found.runs.append(_Run(int(name), _boxes(quads.group(1) if quads else rect.group(1)), annotation))
            elif name.startswith("row"):
                self.margin.rows[int(name[3:])] = (page, annotation)
                found.kept.append(annotation)
            else:
                _, bottom, _, top = (float(x) for x in rect.group(1).split())
                self.places[BODY if name == "front" else APPENDIX] = (
                    n,
                    bottom - _BELOW_TITLE_PT if name == "front" else top,
                )
                if self.tree:
                    self.tree.release(self.tree.element_of(annotation), annotation)
        found.runs.sort(key=lambda run: run.number)  # stable: fragments of one run stay in their order
        return found

    def _draw(self, drawing: str, page: pikepdf.Page) -> None:
        """Lay lines over the page, multiplied: under the words they would lie under coloured paper and grounds too."""
        import pikepdf

        resources: Any = page.obj.Resources
        if "/ExtGState" not in resources:
            resources.ExtGState = pikepdf.Dictionary()
        if self.multiply is None:
            state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Multiply)
            self.multiply = self.pdf.make_indirect(state)
        resources.ExtGState.PostilLines = self.multiply
        page.contents_add(f"/Artifact BMC q /PostilLines gs\n{drawing}Q EMC\n".encode("ascii"))

    def _drawn(self, whole: dict[str, list[Box]]) -> str:
        lines, claims = [], []
        look: Look | None = None
        for key, boxes in whole.items():
            annotation = self.job.annotations.annotations[key]
            if isinstance(annotation, Claim):
                look = self.maker.look(annotation)
                claims.append(boxes)
                lines.append(claim_line(boxes, look))
            elif isinstance(annotation, Mention):
                lines.append(mention_line(boxes, self.maker.look(annotation), self.levels.get(key, 0)))
        return "".join(lines) + (claim_bars(claims, look, self.column_left) if look else "")

    def _links(self, runs: Sequence[_Run], page: pikepdf.Page) -> list[Any]:
        """The article's own links: one real link a piece of a line."""
        import pikepdf

        made: list[Any] = []
        for group in self._linked(runs):
            links = []
            address = self.marks[group[0].number - 1].href
            for piece in joined(box for run in group for box in run.boxes):
                rect = numbers((piece.left, piece.bottom, piece.right, piece.top))
                action = f"<</Type/Action/S/URI/URI {ascii_string(address)}>>"
                source = (
                    f"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect {rect}/A {action}/Contents {string(address)}>>"
                )
                link: Any = pikepdf.Object.parse(source.encode("ascii"))
                link.P = page.obj
                links.append(self.pdf.make_indirect(link))
            if self.tree and links:
                elements = {
                    run_element.objgen: run_element for run in group if (run_element := self.tree.element_of(run.link))
                }
                self.tree.link(list(elements.values()), links, page)
            made += links
        return made

    def _linked(self, runs: Sequence[_Run]) -> list[list[_Run]]:
        """Neighbours that lead to the same address."""
        groups: list[list[_Run]] = []
        for run in runs:
            mark = self.marks[run.number - 1]
            last = self.marks[groups[-1][-1].number - 1] if groups else None
            if mark.href and last and last.href == mark.href and mark.start in (last.start, last.end):
                groups[-1].append(run)
            elif mark.href:
                groups.append([run])
        return groups

    def _retag(
        self, tree: StructureTree, runs: Sequence[_Run], made: dict[str, tuple[_Run, Any, Box]], page: pikepdf.Page
    ) -> None:
        elements: dict[tuple[int, int], Any] = {}
        links: dict[tuple[int, int], list[Any]] = {}
        begun: dict[tuple[int, int], list[Any]] = {}
        for run in runs:
            element = tree.element_of(run.link)
            elements[element.objgen] = element
            links.setdefault(element.objgen, []).append(run.link)
        for key, (host, annotation, box) in made.items():
            element = tree.element_of(host.link)
            begun.setdefault(element.objgen, []).append(annotation)
            if key in self.numbers:
                self.margin.starts.setdefault(self.numbers[key], Start(page, box, element))
        for name, element in elements.items():
            tree.replace(element, links[name], begun.get(name, ()), page)

    def finish(self) -> None:
        """What needs all pages: named places, links between margin and appendix, the tree."""
        self._name_places()
        if self.tree:
            self.margin.make(self.tree, self.column_left)
            self.tree.finish()

    def _name_places(self) -> None:
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


def _boxes(written: bytes) -> list[Box]:
    """The boxes of a link's rectangle, or of its quads."""
    values = [float(x) for x in written.split()]
    quads = [values] if len(values) == 4 else [values[i : i + 8] for i in range(0, len(values), 8)]
    return [word_box(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in quads]


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
