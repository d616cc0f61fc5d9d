"""Finds the journals of an article that nobody holds, and what they know that the sidecar does not.

A window that ended without closing leaves one whose last changes are not in the sidecar: they are brought in, merged
with what stands there now. One that closed leaves its history of undo, good as long as the sidecar is the same.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.model import Annotation, Entity, Other
from reader.folders import Folders
from reader.sidecar.anchoring.placing import finder_for
from reader.sidecar.disk import files
from reader.sidecar.format.choices import Choices
from reader.sidecar.journal.change import ChangeReader, Sides
from reader.sidecar.journal.frames import PACK_FROM_BYTES, Frame, JournalFile, Scanned, framed, scan, unpacked
from reader.sidecar.journal.journal import NUMBERED, STEPS, VERSION, Resumed
from reader.sidecar.journal.names import FOLDER, SUFFIX, journals_of, mark_in, names_of
from reader.sidecar.merging.difference import difference
from reader.text.article import Article

LABEL = "Recovered changes"
KEPT_S = 90 * 86_400.0
Record = TypeVar("Record", Annotation, Entity)
Pairs = tuple[tuple[str, Record | None], ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A step of an earlier session: read only when somebody goes back to it."""

    label: str
    load: Callable[[], Change]  # raises ValueError
    size: int = 0  # bytes of the record, at least


class Recovered(NamedTuple):
    """What journals add to a sidecar that was loaded.

    `annotations` are those to show, so many `changes` of them are not in the sidecar. `undo` and `redo` are stacks.
    `resumed` is a journal to be written on, if there is one; `spent` are done with as soon as all this is saved.
    `extra` has to be put into the journal first: it came from `spent` ones. `choices` wait to be saved as well.
    """

    annotations: AnnotationSet
    changes: int = 0
    undo: tuple[Past, ...] = ()
    redo: tuple[Past, ...] = ()
    resumed: Resumed | None = None
    spent: tuple[JournalFile, ...] = ()
    extra: Change | None = None
    choices: Choices | None = None

    def let_go(self) -> None:
        """It is not used; the journals stay for the next time."""
        for file in (*self.spent, *((self.resumed.file,) if self.resumed is not None else ())):
            file.close()


class _Journal(NamedTuple):
    """One that was found, and that we hold now."""

    file: JournalFile
    scanned: Scanned
    modified_ns: int
    stands_as: str = ""  # what the sidecar is now

    @property
    def head(self) -> dict[str, object]:
        return self.scanned.frames[0].meta

    @property
    def mark(self) -> tuple[int, str]:
        """Up to which change all is in the sidecar, and as what that stood then.

        Of a save that was begun and never noted as done, the sidecar itself tells whether it was.
        """
        if (named := mark_in(self.file.path.name, self.stands_as)) is not None:
            return named, self.stands_as
        for frame in reversed(self.scanned.frames):
            meta = frame.meta
            if meta["is"] == "saved" or (meta["is"] == "saving" and meta["as"] == self.stands_as):
                return meta["n"], meta["as"]
        return 0, ""

    @property
    def numbered(self) -> list[Frame]:
        return [f for f in self.scanned.frames if f.meta["is"] in NUMBERED]

    @property
    def unsaved(self) -> list[Frame]:
        up_to = self.mark[0]
        return [f for f in self.numbered if f.meta["n"] > up_to]

    @property
    def unsaved_steps(self) -> list[Frame]:
        return [f for f in self.unsaved if f.meta["is"] in STEPS]

    def fits(self, article: Article, stands_as: str) -> bool:
        """Whether neither the article nor the sidecar is another than when it was written last.

        Never when its name had to tell: what was done last is not in it.
        """
        is_whole = mark_in(self.file.path.name, stands_as) is None
        return is_whole and self.head["textSha256"] == article.text_sha256 and self.mark[1] == stands_as


class LeftOver:
    """The journals of one article that were found, the oldest first. They are held until they are let go."""

    def __init__(self, article: Article, journals: Iterable[_Journal]) -> None:
        self._article = article
        self._journals = sorted(journals, key=lambda j: j.modified_ns)

    @property
    def has_unsaved(self) -> bool:
        """Whether one of them may know what the sidecar does not."""
        return any(j.unsaved for j in self._journals)

    def let_go(self) -> None:
        """Leave them as they are, for somebody else."""
        for journal in self._journals:
            journal.file.close()
        self._journals = []

    def count_from(self, stands_as: str, until_ns: int) -> None:
        """The sidecar is an earlier one again, which `stands_as` this: what was done after it is not saved any more.

        Where that one is not known, all is not, if there is no sidecar now, or another took its place (`until_ns`)
        before the journal was written last: rather is something back that was removed than lost. Else nothing changes.
        """
        for journal in self._journals:
            marks = [f.meta for f in journal.scanned.frames if f.meta["is"] == "saved"]
            known = [meta["n"] for meta in marks if meta["as"] == stands_as]
            if known or not stands_as or until_ns <= journal.modified_ns:
                meta = {"is": "saved", "n": known[-1] if known else 0, "as": stands_as}
                with contextlib.suppress(OSError):
                    if journal.scanned.torn:
                        journal.file.cut(journal.scanned.length)
                    journal.file.append([framed(meta)])

    def choices(self, stands_as: str) -> Choices | None:
        """What was chosen last and is not in a sidecar that `stands_as` this. None: nothing, or for another file."""
        for journal in reversed(self._journals):
            says = [f.meta for f in journal._replace(stands_as=stands_as).unsaved if f.meta["is"] not in STEPS]
            if says and journal.head.get("sha256") == self._article.sha256:
                values = (says[-1].get(name) for name in Choices._fields)
                return Choices(*(value if isinstance(value, str) else "" for value in values))
        return None

    def meant_for(self, article: Article) -> None:
        """The article was read in another encoding."""
        self._article = article

    def recover(self, loaded: AnnotationSet, stands_as: str, folders: Folders) -> Recovered:
        """Bring what they know together with `loaded`, the annotations of a sidecar that `stands_as` this.

        What was written for an earlier text is placed by that one, if the user's `folders` have it.
        """
        choices = self.choices(stands_as)
        self._journals = [j._replace(stands_as=stands_as) for j in self._journals]
        fitting = [j for j in self._journals if j.fits(self._article, stands_as)]
        resumed = fitting[-1] if fitting else None
        spent = [j for j in self._journals if j is not resumed]
        annotations, count = loaded, 0
        for journal in spent:
            annotations, number = self._brought_in(journal, annotations, folders)
            count += number
        extra = difference(loaded, annotations, LABEL) if count else None
        undo: tuple[Past, ...] = ()
        redo: tuple[Past, ...] = ()
        resume = None
        if resumed is not None:
            annotations, number = self._brought_in(resumed, annotations, folders)
            count += number
            undo, redo = self._history(resumed, folders)
            resume = _resume(resumed)
        self._journals = []
        if count and not difference(loaded, annotations, ""):
            count = 0
        files = tuple(j.file for j in spent)
        return Recovered(annotations, count, undo, redo, resume, files, extra or None, choices)

    def _brought_in(self, journal: _Journal, theirs: AnnotationSet, folders: Folders) -> tuple[AnnotationSet, int]:
        """`theirs` with the changes of one that are not in the sidecar, and how many they are."""
        reader = self._reader(journal, folders)
        annotations: dict[str, list[Annotation | None]] = {}
        entities: dict[str, list[Entity | None]] = {}
        unsaved = journal.unsaved_steps
        for frame in unsaved:
            sides = reader.both(unpacked(frame), frame.meta["label"])
            if frame.meta.get("odd"):
                sides = _found_again(sides, frame.meta["n"], theirs)
            for (key, old), (_, new) in zip(sides.was.annotations, sides.became.annotations, strict=True):
                annotations.setdefault(key, []).extend((old, new))
            for (name, before), (_, after) in zip(sides.was.entities, sides.became.entities, strict=True):
                entities.setdefault(name, []).extend((before, after))
        if not unsaved:
            return theirs, 0
        from reader.sidecar.merging.sets import Merger  # after a crash only

        own, named = _ends(annotations, theirs.annotations), _ends(entities, theirs.entities)
        base = theirs.apply(Change("", own[0], named[0])).after
        ours = theirs.apply(Change("", own[1], named[1])).after
        return Merger(self._article).merge(base, ours, theirs), len(unsaved)

    def _history(self, journal: _Journal, folders: Folders) -> tuple[tuple[Past, ...], tuple[Past, ...]]:
        undo: list[Past] = []
        redo: list[Past] = []
        expected = None
        for frame in journal.numbered:
            number, how = frame.meta["n"], frame.meta["is"]
            if frame.meta.get("odd") or number != (expected if expected is not None else number):
                undo, redo = [], []
            expected = number + 1
            if frame.meta.get("odd") or how not in STEPS:
                continue
            step = Past(frame.meta["label"], self._inverse_of(journal, frame, folders), _size(frame))
            if how == "undo":
                del undo[-1:]
                redo.append(step)
            else:
                undo.append(step)
                redo = redo[:-1] if how == "redo" else []
        return tuple(undo), tuple(redo)

    def _inverse_of(self, journal: _Journal, frame: Frame, folders: Folders) -> Callable[[], Change]:
        return lambda: self._reader(journal, folders).inverse(unpacked(frame), frame.meta["label"])

    def _reader(self, journal: _Journal, folders: Folders) -> ChangeReader:
        length, sha256 = journal.head.get("length"), str(journal.head["textSha256"])
        known = length if isinstance(length, int) else None
        return ChangeReader(self._article, lambda: finder_for(self._article, folders, sha256, known))


def _size(frame: Frame) -> int:
    return max(frame.size, PACK_FROM_BYTES if "packed" in frame.meta else 0)


def _ends(
    states: Mapping[str, list[Record | None]], theirs: Mapping[str, Record]
) -> tuple[Pairs[Record], Pairs[Record]]:
    """Of records that went through these states: what they were in the sidecar, and what they became.

    One that stands in the sidecar as it was in between was saved then, though nobody came to write that down.
    """
    first = tuple((key, theirs.get(key) if theirs.get(key) in known else known[0]) for key, known in states.items())
    return first, tuple((key, known[-1]) for key, known in states.items())


def _found_again(sides: Sides, number: int, theirs: AnnotationSet) -> Sides:
    """Records without an id of their own are called by their place in the file: the same are looked for by content."""
    named = {a.id: a.origin.record for a in theirs if isinstance(a, Other) and a.origin}
    became: list[tuple[str, Annotation | None]] = []
    was: list[tuple[str, Annotation | None]] = []
    for (key, new), (_, old) in zip(sides.became.annotations, sides.was.annotations, strict=True):
        known: str | None = key
        one = old or new
        if isinstance(one, Other) and one.origin is not None:
            record = one.origin.record
            known = next((name for name, each in named.items() if each == record), None)
            if known is None and new is not None:
                known = f"{key}~{number}"  # as it stands in no file, no file calls it otherwise
        if known is not None:
            became.append((known, new if new is None else replace(new, id=known)))
            was.append((known, old if old is None else replace(old, id=known)))
    entities = sides.became.entities, sides.was.entities
    return Sides(sides.label, Change("", tuple(became), entities[0]), Change("", tuple(was), entities[1]))


def _resume(journal: _Journal) -> Resumed | None:
    """Ready to be written on: without its torn tail."""
    if journal.scanned.torn:
        journal.file.cut(journal.scanned.length)
    return Resumed(journal.file, journal.scanned.frames, journal.mark[0])


def find_left_over(article: Article, state: Path) -> LeftOver | None:
    """The journals of `article` that nobody holds, by its path, or by its content when it was moved; None: none."""
    by_path = names_of(article.path, article.sha256)[0]
    found = []
    for path in journals_of(article.path, article.sha256, state):
        journal = _held(path)
        if journal is None:
            continue
        if path.name.startswith(by_path) or _was_moved(journal, article):
            found.append(journal)
        else:
            journal.file.close()
    return LeftOver(article, found) if found else None


def prune(state: Path, now: float) -> None:
    """Remove what has lain there for KEPT_S and is in its sidecar: nobody will undo that any more."""
    with contextlib.suppress(OSError):
        for name in files.disk.listdir(state / FOLDER):
            path = state / FOLDER / name
            if name.endswith(SUFFIX) and files.disk.stat(path).st_mtime < now - KEPT_S:
                journal = _held(path)
                if journal is not None:
                    (journal.file.close if journal.unsaved else journal.file.remove)()


def _held(path: Path) -> _Journal | None:
    file = JournalFile.hold(path)
    if file is None:
        return None
    try:
        scanned, modified = scan(file.read()), path.stat().st_mtime_ns
    except OSError:
        file.close()
        return None
    if not scanned.frames:
        file.remove()  # begun when a crash came, or torn from its first byte on: there is nothing in it
        return None
    if scanned.frames[0].meta.get("is") != "head":  # damaged there: what it holds is good all the same
        head = Frame({"is": "head", "postil-journal": VERSION, "textSha256": ""})
        scanned = scanned._replace(frames=(head, *scanned.frames))
    journal = _Journal(file, scanned, modified)
    if journal.head.get("postil-journal") != VERSION:
        file.close()  # a later version's
        return None
    return journal


def _was_moved(journal: _Journal, article: Article) -> bool:
    recorded = journal.head.get("article")
    is_same = journal.head.get("sha256") == article.sha256 and isinstance(recorded, str)
    return is_same and not os.path.lexists(str(recorded))
