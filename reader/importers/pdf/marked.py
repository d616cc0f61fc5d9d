"""What the marks on the pages become: highlights on the words of the article, with what people wrote.

A mark of ours that nobody touched is nothing new. What somebody wrote over one of ours, and an answer to any mark,
becomes a highlight of its own on the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Fragment, Highlight, Lost, Mention, Placed, Quote
from reader.errors import UserError, worded
from reader.importers.job import ImportJob
from reader.importers.pdf.layer import Layer
from reader.importers.pdf.marks import PageMark, iso_date
from reader.importers.pdf.place import Placer, read_marked
from reader.importers.pdf.renew import id_of, made, names_of, renewed

_STRUCK_OUT = "Struck out"
_DEEPEST = 100  # answers to answers


class Body(NamedTuple):
    """Where the article's words are in the PDF: the first page, the one behind the last, where they begin on it."""

    first: int
    behind: int
    top: float | None


class Marked(NamedTuple):
    """The annotations that were made or changed, and what is to be said of them; `known` were here already."""

    annotations: list[Highlight]
    orphans: list[str]
    elsewhere: list[str]
    known: int
    left_out: int


class Pages:
    """The marks of a PDF, and which of them are Postil's own."""

    def __init__(self, marks: Sequence[PageMark], theirs: AnnotationSet, job: ImportJob) -> None:
        """`theirs` is what the attached sidecar holds."""
        self.marks = marks
        self.names = names_of(list(marks))
        self._job = job
        self._theirs = theirs
        self._own = [self._shown_by(mark) for mark in marks]
        self._parts: dict[int, list[int]] = {}
        for number, mark in enumerate(marks):
            if mark.grouped and self._own[number] is None:
                self._parts.setdefault(mark.parent, []).append(number)
        self._said = [self._saying(number) for number in range(len(marks))]
        self._wording = _Wording(zip(self._own, self._said, strict=True))
        self.notes = [self._note(number) for number in range(len(marks))]
        self.new = [number for number in range(len(marks)) if self._is_new(number)]

    def _shown_by(self, mark: PageMark) -> Annotation | None:
        """The annotation of ours that it shows; of this article's, too: some programs save PDFs without attachments."""
        key = mark.name.partition("#")[0]
        return self._theirs.annotations.get(key) or (self._job.annotations.annotations.get(key) if key else None)

    def _is_new(self, number: int) -> bool:
        """Whether there is something to take over: not for ours that stand as they were written."""
        mark = self.marks[number]
        if mark.grouped:
            return False
        return self._own[number] is None or bool(self.notes[number])

    def _saying(self, number: int) -> bool | None:
        """Of one of ours: whether it says what an export says of it; None where that cannot be told."""
        mark, own = self.marks[number], self._own[number]
        if own is None or mark.grouped or self._job.says is None:
            return None
        if own.id not in self._theirs.annotations and mark.modified < _modified(own):
            return None  # it was changed here after it was exported, and nothing tells what it was then
        return any(mark.note == said.strip() for said in self._possible(own))

    def _possible(self, own: Annotation) -> Iterable[str]:
        among = self._theirs if own.id in self._theirs.annotations else self._job.annotations
        words = " … ".join(span.of(self._job.article.text) for span in own.spans)
        return self._job.says(own, among, words) if self._job.says is not None else ()

    def _note(self, number: int) -> str:
        """What people wrote; of one of ours, what they wrote beside what it said before, or instead."""
        mark, own = self.marks[number], self._own[number]
        if own is None:
            if mark.kind != "StrikeOut":
                return mark.note
            return f"{_STRUCK_OUT}: {mark.note}" if mark.note else _STRUCK_OUT
        if self._said[number] is not False:
            return ""
        # some viewers change what is said and not the date: then it is a change where others say what is expected
        if mark.modified == _modified(own) and not self._wording.is_known(own):
            return ""
        before = max((said.strip() for said in self._possible(own) if said.strip() in mark.note), key=len, default="")
        return mark.note.replace(before, "", 1).strip() if before else mark.note

    def become(self, data: bytes, body: Body, after: AnnotationSet) -> Marked:
        """The annotations. `after` is what is here already, with what the attached sidecar brings."""
        job = self._job
        keys = {number: id_of(self.names[number]) for number in self.new}
        known = {n: own for n in self.new if (own := after.annotations.get(keys[n])) is not None}
        fresh = [n for n in self.new if n not in known]
        result = Marked([], [], [], len(known), 0)
        for number, own in known.items():
            if isinstance(own, Highlight):
                changed = renewed(own, self.names[number], self.marks[number], self.notes[number])
                result.annotations.extend([changed] if changed is not own else [])
        if not fresh:
            return result
        words = _Words(self, data, body, job, fresh, after)
        left_out = 0
        for count, number in enumerate(fresh):
            if count % 100 == 0:
                job.report(0.6 + 0.35 * count / len(fresh), "Finding their words")
            found = words.of(number)
            if found is None:
                left_out += 1
                continue
            fragments, outside = found
            mark = self.marks[number]
            result.annotations.append(made(self.names[number], mark, self.notes[number], fragments))
            lost = [fragment.quote.exact for fragment in fragments if isinstance(fragment, Lost)]
            (result.elsewhere if outside else result.orphans).extend(lost[:1] if len(lost) == len(fragments) else [])
        return result._replace(left_out=left_out)

    def own(self, number: int) -> Annotation | None:
        """The annotation of ours that a mark shows."""
        return self._own[number]

    def parts(self, number: int) -> list[PageMark]:
        """A mark with what goes on with it, on later pages too."""
        return [self.marks[n] for n in (number, *self._parts.get(number, ()))]


class _Wording:
    """Whether the exported notes are worded as they would be here: another tag set calls its types otherwise."""

    def __init__(self, said: Iterable[tuple[Annotation | None, bool | None]]) -> None:
        self._all: list[bool] = []
        self._by_kind: dict[str, list[bool]] = {}
        for own, as_expected in said:
            if own is not None and as_expected is not None:
                self._all.append(as_expected)
                self._by_kind.setdefault(_kind(own), []).append(as_expected)

    def is_known(self, own: Annotation) -> bool:
        """Whether most of its kind, or of all where it is the only one, say what is expected."""
        alike = self._by_kind[_kind(own)]
        alike = alike if len(alike) > 1 else self._all
        return 2 * sum(alike) >= len(alike) and any(alike)


def _kind(own: Annotation) -> str:
    return own.type if isinstance(own, Mention) else type(own).__name__ + " "


def _modified(own: Annotation) -> str:
    """As it stands in a PDF of ours, which has whole seconds."""
    return iso_date(_digits(own.modified or own.created))


class _Words:
    """The words of marks in the article, each found once."""

    def __init__(
        self, pages: Pages, data: bytes, body: Body, job: ImportJob, fresh: Sequence[int], after: AnnotationSet
    ) -> None:
        self._pages, self._after = pages, after
        wanted = {part.page for number in self._roots(fresh) for part in pages.parts(number)}
        self._layer: Layer | None = None
        if wanted:
            job.report(0.3, "Reading its words")
            self._layer = _layer(data, wanted, body, job)
            job.report(0.5, "Comparing them with the article")
            self._placer = Placer(job.article.text, self._layer)
        self._known: dict[int, tuple[tuple[Fragment, ...], bool] | None] = {}

    def _roots(self, numbers: Sequence[int]) -> set[int]:
        """The marks on whose words these are, without ours: where ours stand is known."""
        found = set()
        for number in numbers:
            root = self._root(number)
            if self._pages.own(root) is None:
                found.add(root)
        return found

    def _root(self, number: int) -> int:
        """The mark that an answer, or an answer to one, is about."""
        marks = self._pages.marks
        for _ in range(_DEEPEST):
            if marks[number].parent < 0 or self._pages.own(number) is not None:
                return number
            number = marks[number].parent
        return number

    def of(self, number: int) -> tuple[tuple[Fragment, ...], bool] | None:
        """The fragments of a mark, and whether they lie outside the article's words; None where there is nothing."""
        root = self._root(number)
        if (own := self._pages.own(root)) is not None:
            standing = self._after.annotations.get(own.id, own)
            return standing.fragments, False
        if root not in self._known:
            self._known[root] = self._found(root)
        found = self._known[root]
        note = self._pages.notes[number]
        if found is None and note:  # a page without words: what was written is kept all the same
            return (Lost(Quote(" ".join(note.split())[:80]), rejected=True),), True
        return found

    def _found(self, root: int) -> tuple[tuple[Fragment, ...], bool] | None:
        layer = self._layer
        if layer is None:
            return None
        read = read_marked(layer, self._pages.parts(root))
        if read.spans:
            return self._placer.place(read.spans), False
        return ((Lost(Quote(read.outside), rejected=True),), True) if read.outside else None


def _layer(data: bytes, wanted: set[int], body: Body, job: ImportJob) -> Layer:
    """Raises UserError."""
    import pypdfium2

    try:
        return Layer(
            data,
            wanted,
            (body.first, body.behind),
            body.top,
            lambda done: job.report(0.3 + 0.2 * done, "Reading its words"),
        )
    except pypdfium2.PdfiumError:
        what = worded("{name} cannot be imported", name=job.path.name)
        raise UserError(what, "the words on its pages cannot be read", "Nothing was changed") from None


def placed(marked: Marked) -> int:
    """How many of them stand on words of the article."""
    return sum(any(isinstance(f, Placed) for f in annotation.fragments) for annotation in marked.annotations)


def _digits(iso: str) -> str:
    """An ISO date in UTC as a PDF has it."""
    return "".join(character for character in iso if character.isdigit())[:14] + "Z" if iso else ""
