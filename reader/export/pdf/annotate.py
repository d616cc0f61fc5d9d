"""Turns the typesetter's links into real text markup annotations, and adds what belongs to the file as a whole.

Of each page it reads where marked runs lie, puts annotations and the article's own links in the place of the made-up
ones, draws what stays when annotations are hidden, and keeps the structure tree true where there is one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.annotations.model import Anchor, Claim, Mention
from reader.export.job import ExportJob
from reader.export.pdf.attachments import attach
from reader.export.pdf.codes import Placed, codes_of, drawn, form_of, name_of, placed
from reader.export.pdf.colours import Look
from reader.export.pdf.document import Body, Mark
from reader.export.pdf.drawing import claim_bars, claim_line, colour_parts, gathered, mention_line, number, unsure_edge
from reader.export.pdf.found import FoundLink, FoundPage, FoundRun
from reader.export.pdf.geometry import Box, joined
from reader.export.pdf.grouping import MORE, NUMBERING, Label, group_items
from reader.export.pdf.letters import mend_letters
from reader.export.pdf.literals import ascii_string, numbers, string
from reader.export.pdf.margin import LINK, MarginLinks, Row, Starts, labels_of, lead_to
from reader.export.pdf.markup import MarkupMaker
from reader.export.pdf.measure import column_on
from reader.export.pdf.shorter import shorten
from reader.export.pdf.signs import signs_of
from reader.export.pdf.structure import StructureTree
from reader.export.pdf.tree import Element, Tree
from reader.export.pdf.written import written

if TYPE_CHECKING:
    import pikepdf

BODY, APPENDIX = "postil-body", "postil-appendix"  # named destinations: where the body's words begin and have ended
_BELOW_TITLE_PT = 10.0  # below its last baseline, above the body's first line


def annotate(
    pdf: pikepdf.Pdf,
    found: Sequence[FoundPage],
    starts: Starts,
    body: Body,
    tree: Tree | None,
    job: ExportJob,
    date: str = "",
) -> bytes:
    """What `compact` makes the PDF of. `found` is what stands on each page; the runs are the marks of `body`, from 1.

    `starts` says where claims begin; `tree` is changed: annotations come in the place of the typesetter's links.
    `date` is the PDF date of what is attached. The same input gives the same bytes.
    """
    import pikepdf

    mend_letters(pdf, body.joined, job.check)
    marker = _Marker(pdf, body.marks, starts, tree, job, rtl=body.rtl)
    for n, (page, each) in enumerate(zip(pdf.pages, found, strict=True)):
        if n % 20 == 0:
            job.check()
            job.report(0.6 + 0.3 * n / len(found), "Placing highlights")
        marker.mark(n, page, each)
    marker.finish()
    shorten(pdf)
    if job.options.files:
        attach(pdf, job, date)
    job.report(0.92, "Writing")
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, progress=_stopper(job), object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )  # fmt: skip
    return out.getvalue()


def _stopper(job: ExportJob) -> Callable[[int], None]:
    return lambda _percent: job.check()


class _Marker:
    """Works through the pages; remembers what they share."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        marks: Sequence[Mark],
        starts: Starts,
        tree: Tree | None,
        job: ExportJob,
        *,
        rtl: bool,
    ) -> None:
        self.pdf = pdf
        self.marks = marks
        self.job = job
        self.maker = MarkupMaker(pdf, job)
        self.tree = StructureTree(tree) if tree else None
        self.multiply: Any = None
        self.codes = codes_of(job.annotations, job.tagset, job.options.codes)
        self.letter_forms: dict[str, Any] = {}
        self.labels: list[Label] = []
        self.places: dict[str, tuple[int, float]] = {BODY: (0, 1e9)}
        self.order = {a.id: n for n, a in enumerate(job.annotations.in_reading_order)}
        self.levels = nesting_levels(marks, job.annotations.annotations)
        self.column = column = column_on(job.options.sheet, rtl)
        self.all_pages = list(pdf.pages)
        signs = signs_of(job.annotations.claims, column)
        self.margin = MarginLinks(pdf, starts, labels_of(job.annotations), signs, job.speech)
        self.at: dict[int, tuple[int, Box]] = {}  # of each run: the page and the box where it begins
        self.numbers = {claim.id: n for n, claim in enumerate(job.annotations.claims, start=1)}

    def mark(self, n: int, page: pikepdf.Page, found: FoundPage) -> None:
        """Replace the made-up links of one page."""
        import pikepdf

        signs = self._signs(n, page, found)
        boxes: dict[str, list[Box]] = {}
        hosts: dict[str, FoundRun] = {}  # annotation -> the run that it begins with on this page
        for run in found.runs:
            for key in self.marks[run.number - 1].keys:
                boxes.setdefault(key, []).extend(run.boxes)
                hosts.setdefault(key, run)
        whole = {key: joined(boxes[key]) for key in sorted(boxes, key=self.order.__getitem__)}
        whole = {key: pieces for key, pieces in whole.items() if pieces}
        made = {key: self.maker.markup(key, pieces, page) for key, pieces in whole.items()}
        popups = [popup for key, pieces in whole.items() if (popup := self.maker.popup(key, pieces, page))]
        drawing = self._drawn(whole, page)
        if drawing:
            self._draw(drawing, page)
        links = self._links(found.runs, n, page)
        if self.tree:
            self._retag(self.tree, found.runs, {key: (hosts[key], made[key]) for key in made}, n)
        kept = map(self._object, found.kept)
        annots = [*made.values(), *popups, *links, *signs, *kept]  # a link over a highlight stays a link
        if annots:
            page.obj.Annots = pikepdf.Array(annots)
        elif "/Annots" in page.obj:
            del page.obj.Annots

    def _signs(self, n: int, page: pikepdf.Page, found: FoundPage) -> list[Any]:
        """Links that stay, leading to places of the document now; the others were signs for where something lies."""
        stay = []
        for run in found.runs:
            self.at.setdefault(run.number, (n, run.first))
        for name, number_, rect, quads, key in found.signs:
            if name in ("row", "at", "to"):
                place = numbers([round(edge) for edge in rect])  # whole points, two bytes a link less
                lines = f"/QuadPoints{numbers(quads)}" if quads else ""
                made = written(self.pdf, f"{LINK}/Rect{place}{lines}")
                if self.tree:
                    self.tree.keep(key, made)
                stay.append(made)
                if name == "row":
                    self.margin.rows[number_] = Row(page, made, rect[3])
                elif name == "to":
                    self.margin.others.append((number_, made))
                else:
                    there, box = self.at[number_]
                    lead_to(made, self.all_pages[there], box, self._page_name(there) if self.tree else "")
            elif name in NUMBERING or name == MORE:
                if self.tree:
                    element = self.tree.element_of(key)
                    self.tree.release(element, key, "Lbl")
                    self.labels.append(Label(name, number_, element))
            else:
                front = name == "front"
                self.places[BODY if front else APPENDIX] = (n, rect[1] - _BELOW_TITLE_PT if front else rect[3])
                if self.tree:
                    self.tree.release(self.tree.element_of(key), key)
        return stay

    def _page_name(self, n: int) -> str:
        return self.job.speech.say("Page {page}", page=n + 1)

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

    def _drawn(self, whole: dict[str, list[Box]], page: pikepdf.Page) -> str:
        lines: list[str] = []
        claims: list[list[Box]] = []
        unsure: set[int] = set()
        look: Look | None = None
        letters = self._letters(whole)
        for key, boxes in whole.items():
            annotation = self.job.annotations.annotations[key]
            broken = annotation.anchor is Anchor.FUZZY
            if isinstance(annotation, Claim):
                look = self.maker.look(annotation)
                if broken:
                    unsure.add(len(claims))
                claims.append(boxes)
                lines.append(claim_line(boxes, look, broken))
            elif isinstance(annotation, Mention):
                room = letters[key].room if key in letters else 0
                own, level = self.maker.look(annotation), self.levels.get(key, 0)
                lines.append(mention_line(boxes, own, level, room, rtl=self.column.rtl))
            if broken:
                lines.append(unsure_edge(boxes, self.maker.look(annotation)))
        bars = claim_bars(claims, look, self.column, unsure) if look else ""
        return gathered(lines) + self._lettered(letters, page) + bars

    def _letters(self, whole: dict[str, list[Box]]) -> dict[str, Placed]:
        """Where letters stand on a page: not again where a mention goes on from the page before."""
        firsts = [
            (key, boxes[0], self.levels.get(key, 0))
            for key, boxes in whole.items()
            if self.codes.of(self.job.annotations.annotations[key]) and len(self.maker.made[key]) == 1
        ]
        return placed(firsts, rtl=self.column.rtl) if firsts else {}

    def _lettered(self, letters: dict[str, Placed], page: pikepdf.Page) -> str:
        import pikepdf

        alike: dict[str, list[Placed]] = {}
        colours: dict[str, str] = {}
        for key, where in letters.items():
            annotation = self.job.annotations.annotations[key]
            letter = self.codes.of(annotation)
            alike.setdefault(letter, []).append(where)
            colours[letter] = f"{colour_parts(self.maker.look(annotation).line)} RG"
        resources: Any = page.obj.Resources
        if alike and "/XObject" not in resources:
            resources.XObject = pikepdf.Dictionary()
        for letter in alike:
            if letter not in self.letter_forms:
                self.letter_forms[letter] = form_of(self.pdf, letter)
            resources.XObject["/" + name_of(letter)] = self.letter_forms[letter]
        return drawn(alike, colours)

    def _links(self, runs: Sequence[FoundRun], n: int, page: pikepdf.Page) -> list[Any]:
        """The article's own links: one real link a piece of a line."""
        made: list[Any] = []
        for group in self._linked(runs):
            links = []
            address = self.marks[group[0].number - 1].href
            for piece in joined(box for run in group for box in run.boxes):
                rect = numbers((piece.left, piece.bottom, piece.right, piece.top))
                action = f"<</Type/Action/S/URI/URI{ascii_string(address)}>>"
                said = f"{LINK}/A{action}/Contents{string(address)}/Rect{rect}/P "
                links.append(written(self.pdf, said, page.obj))
            if self.tree and links:
                elements = dict.fromkeys(self.tree.element_of(run.key) for run in group)
                self.tree.link(list(elements), links, n)
            made += links
        return made

    def _object(self, found: FoundLink) -> Any:
        """A link that the typesetter made and that stays, as an object of this document."""
        import pikepdf

        if isinstance(found.link, int):
            made = self.pdf.get_object(found.link, 0)
        else:
            made = self.pdf.make_indirect(pikepdf.Object.parse(found.link))
        if self.tree:
            self.tree.keep(found.key, made)
        return made

    def _linked(self, runs: Sequence[FoundRun]) -> list[list[FoundRun]]:
        """Neighbours that lead to the same address."""
        groups: list[list[FoundRun]] = []
        for run in runs:
            mark = self.marks[run.number - 1]
            last = self.marks[groups[-1][-1].number - 1] if groups else None
            if mark.href and last and last.href == mark.href and mark.start in (last.start, last.end):
                groups[-1].append(run)
            elif mark.href:
                groups.append([run])
        return groups

    def _retag(
        self, tree: StructureTree, runs: Sequence[FoundRun], made: dict[str, tuple[FoundRun, Any]], page: int
    ) -> None:
        links: dict[Element, list[int]] = {}
        begun: dict[Element, list[Any]] = {}
        for run in runs:
            links.setdefault(tree.element_of(run.key), []).append(run.key)
        for key, (host, annotation) in made.items():
            element = tree.element_of(host.key)
            begun.setdefault(element, []).append(annotation)
            if key in self.numbers:
                self.margin.elements.setdefault(self.numbers[key], element)
        for element, keys in links.items():
            tree.replace(element, keys, begun.get(element, ()), page)

    def finish(self) -> None:
        """What needs all pages: named places, links between margin and appendix, the tree."""
        self._name_places()
        self._label_pages()
        self.margin.make(self.tree, self.column if self.job.options.numbers else None)
        if self.tree:
            group_items(self.tree.tree, self.labels)
            self.tree.finish(self.pdf)

    def _label_pages(self) -> None:
        """Say that pages are counted as their numbers at the foot say."""
        import pikepdf

        self.pdf.Root.PageLabels = pikepdf.Object.parse(b"<</Nums[0<</S/D>>]>>")

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
