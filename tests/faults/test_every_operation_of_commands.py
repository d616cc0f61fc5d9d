"""SQLite's loop over what `postil merge`, `restore` and `move` write, and over what becomes of a broken sidecar.

Exit 0 and all is done, or exit 1 with one sentence; what was there before is never lost, whatever comes of it.
"""

from __future__ import annotations

import contextlib
import errno
import io
import logging
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest

from reader.annotations import acts
from reader.cli.main import main
from reader.errors import UserError
from reader.folders import Folders
from reader.session import SaveState, Session, read_article
from reader.sidecar.disk import temporary
from reader.sidecar.places.places import SUFFIX, beside
from reader.text.spans import Span
from tests.faults.conftest import Tally
from tests.faults.each_in_turn import Case, Fails, fail_each, runs_of
from tests.faults.story import TEXT, make_article, notes_of, strays, wrong_json

COPY = ".annotations.sync-conflict-20260131-101112-ABCDEFG.json"


class Command(Case):
    """A run of `postil`, in this process, with a home in the folder of the case."""

    def add(self, *notes: str, take: str = "") -> bytes:
        """Annotate with these notes, take away the one of `take`, save; the sidecar as it is then."""
        session = Session(read_article(self.article, Folders.under(self.folder)), rest_s=30.0)
        for note in notes:
            change = acts.highlight(session.annotations, [Span(len(note), 10 + len(note))], session.stamp, note=note)
            assert session.apply(change) is not None
        if take:
            gone = [a.id for a in session.annotations if getattr(a, "note", "") == take]
            assert session.apply(acts.remove(session.annotations, gone)) is not None
        assert session.close().state is SaveState.SAVED
        return beside(self.article).read_bytes()

    def run(self, *arguments: object) -> str:
        """What it says on stderr when it exits with 1; "" when with 0."""
        temporary.as_if_new()  # each run is a process of its own
        home = {f"XDG_{name.upper()}_HOME": str(self.folder / name) for name in ("config", "data", "state", "cache")}
        out, said = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with (
            mock.patch.dict(os.environ, home),
            mock.patch.object(Folders, "of_user", lambda: Folders.under(self.folder)),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(said),
            mock.patch.object(logging.getLogger(), "handlers", []),  # those of pytest, which keep a word off stderr
        ):
            status = main([str(argument) for argument in arguments])
        said.seek(0)
        sentence = said.read().strip()
        assert status in (0, 1), (status, sentence)
        assert status == 0 or sentence, "it failed without a word"
        return sentence if status else ""

    def notes(self, sidecar: bytes) -> set[str]:
        """What is in a sidecar for the article, as a start would show it."""
        with tempfile.TemporaryDirectory() as apart:
            article = make_article(Path(apart), self.article.name)
            beside(article).write_bytes(sidecar)
            assert wrong_json(beside(article)) == []
            found = notes_of(read_article(article, Folders.under(Path(apart) / "user")).loaded.shown)
        assert set(found.values()) <= {1}, found
        return set(found)

    def standing(self) -> bytes:
        """The sidecar that holds: the one in the data folder, where the article's folder was no place to write."""
        far = self.folder.glob("data/sidecars/*/annotations.json")
        return next((p.read_bytes() for p in (*far, beside(self.article)) if p.exists()), b"")

    def strays(self) -> list[Path]:
        return strays(self.article, self.folder)

    def places(self) -> list[Path]:
        is_elsewhere = any(self.folder.glob("data/sidecars/*/annotations.json"))  # what stands there holds
        return [] if is_elsewhere else [self.article.parent]


class Merging(Command):
    """`postil merge BASE OURS THEIRS` into a sidecar beside its article."""

    name = "postil merge"

    def prepare(self) -> None:
        self.article = make_article(self.folder / "articles")
        self.base, self.theirs = self.folder / "base.json", self.folder / "theirs.json"
        self.base.write_bytes(self.add("old", "taken"))
        self.theirs.write_bytes(self.add("theirs", take="taken"))
        beside(self.article).write_bytes(self.base.read_bytes())
        self.ours = self.target = beside(self.article)
        self.before = self.add("ours")
        self.others = (self.base.read_bytes(), self.theirs.read_bytes())

    def act(self) -> str:
        return self.run("merge", self.base, self.ours, self.theirs)

    def is_new(self) -> bool:
        assert (self.base.read_bytes(), self.theirs.read_bytes()) == self.others
        if self.target.read_bytes() == self.before:
            return False
        assert self.notes(self.target.read_bytes()) == {"old", "ours", "theirs"}
        return True


class MergingElsewhere(Merging):
    """The same into another sidecar."""

    name = "postil merge -o"

    def prepare(self) -> None:
        super().prepare()
        self.target = self.folder / ("merged" + SUFFIX)
        self.ours_before = self.ours.read_bytes()
        self.before = self.base.read_bytes()
        self.target.write_bytes(self.before)

    def act(self) -> str:
        return self.run("merge", self.base, self.ours, self.theirs, "-o", self.target)

    def places(self) -> list[Path]:
        return [self.target.parent]

    def is_new(self) -> bool:
        assert self.ours.read_bytes() == self.ours_before
        return super().is_new()


class MergingCopies(Command):
    """`postil merge --copies`: the copy goes only when all of it is in the sidecar."""

    name = "postil merge --copies"

    def prepare(self) -> None:
        self.article = make_article(self.folder / "articles")
        before = self.add("old")
        self.theirs = self.add("theirs")
        beside(self.article).write_bytes(before)
        self.ours = self.add("ours")
        self.copy = self.article.with_name(self.article.name + COPY)
        self.copy.write_bytes(self.theirs)

    def act(self) -> str:
        return self.run("merge", "--copies", self.article)

    def is_new(self) -> bool:
        if self.copy.exists():
            assert self.copy.read_bytes() == self.theirs
            found = beside(self.article).read_bytes()
            assert found == self.ours or self.notes(beside(self.article).read_bytes()) == {"old", "ours", "theirs"}
            return False
        assert self.notes(beside(self.article).read_bytes()) == {"old", "ours", "theirs"}
        return True

    def places(self) -> list[Path]:
        return []  # a copy that comes back is merged once more, and nothing is changed by that

    def strays(self) -> list[Path]:
        return [path for path in super().strays() if path != self.copy]


class OnlyCopy(MergingCopies):
    """The sidecar is gone and the copy is all there is."""

    name = "postil merge --copies, no sidecar"

    def prepare(self) -> None:
        self.article = make_article(self.folder / "articles")
        self.theirs = self.add("theirs")
        self.copy = self.article.with_name(self.article.name + COPY)
        beside(self.article).rename(self.copy)

    def is_new(self) -> bool:
        if self.copy.exists():
            assert self.copy.read_bytes() == self.theirs
        if beside(self.article).exists():
            assert self.notes(beside(self.article).read_bytes()) == {"theirs"}
        return not self.copy.exists()


class Restoring(Command):
    """`postil restore` of what was removed."""

    name = "postil restore"

    def prepare(self) -> None:
        self.article = make_article(self.folder / "articles")
        self.wanted = self.add("old", "taken")
        self.at = datetime.now(UTC)
        self.present = self.add(take="taken")
        self.spoil()

    def spoil(self) -> None:
        """Before the disk gets ill."""

    def act(self) -> str:
        return self.run("restore", self.article, "--at", self.at.isoformat())

    def is_new(self) -> bool:
        found = self.standing()
        assert found in (self.present, self.wanted)
        return found == self.wanted


class RestoringOverBroken(Restoring):
    """In the place of a sidecar that is broken: that one is set aside, and not lost."""

    name = "postil restore over a broken sidecar"

    def spoil(self) -> None:
        self.present = self.wanted[:-40]
        beside(self.article).write_bytes(self.present)

    def asides(self) -> list[Path]:
        return list(self.article.parent.glob("*.broken-*"))

    def is_new(self) -> bool:
        assert beside(self.article).exists() or self.asides()
        for path in self.asides():
            assert path.read_bytes() == self.present
        found = self.standing()
        assert found == self.wanted or (self.asides() and not found) or found == self.present, found[:80]
        assert self.asides() or beside(self.article).read_bytes() == self.present, "what was broken is lost"
        return found == self.wanted

    def strays(self) -> list[Path]:
        return [path for path in super().strays() if path not in self.asides()]


class Moving(Command):
    """`postil move` of an article with its sidecar and a conflict copy: all of it here, or all of it there."""

    name = "postil move"

    def prepare(self) -> None:
        self.article = make_article(self.folder / "articles")
        sidecar = self.add("old")
        copy = self.article.with_name(self.article.name + COPY)
        copy.write_bytes(self.add("theirs"))
        beside(self.article).write_bytes(sidecar)
        self.here = {path.name: path.read_bytes() for path in self.article.parent.iterdir()}
        self.to = self.away() / "new.txt"
        self.there = {name.replace("article.txt", "new.txt"): data for name, data in self.here.items()}

    def away(self) -> Path:
        other = self.folder / "other"
        other.mkdir()
        return other

    def act(self) -> str:
        return self.run("move", self.article, self.to)

    def is_new(self) -> bool:
        here, there = ({p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".postil-")}
                       for folder in (self.article.parent, self.to.parent))  # fmt: skip
        assert here.items() <= self.here.items(), "something at the old place was changed"
        assert there.items() <= self.there.items(), "something at the new place is neither old nor new"
        for name in self.here:
            assert name in here or name.replace("article.txt", "new.txt") in there, f"{name} is lost"
        assert TEXT.encode() in (*here.values(), *there.values())
        return not here and there == self.there

    def places(self) -> list[Path]:
        return [self.article.parent, self.to.parent]

    def next(self) -> str:
        """Something is annotated where the article is now."""
        temporary.as_if_new()
        before, self.article = self.article, self.to
        self.there[beside(self.to).name] = self.add("next")
        self.article = before
        return ""

    def strays(self) -> list[Path]:
        places = (self.article.parent, self.to.parent, *Folders.under(self.folder)[:4])
        return [p for place in places for p in place.rglob("*") if p.name.startswith(".postil-") or p.suffix == ".tmp"]


class MovingAcross(Moving):
    """The same to another file system."""

    name = "postil move to another disk"

    def away(self) -> Path:
        self.disk = tempfile.TemporaryDirectory(prefix="postil-test-")
        return Path(self.disk.name)

    def places(self) -> list[Path]:
        return [self.to.parent]  # what comes back at the old place is a copy

    def end(self) -> None:
        self.disk.cleanup()


class SettingAside(Command):
    """A sidecar that broke while the article was open is set aside, and what the session holds is saved anew."""

    name = "set aside"
    keeps_open = True

    def prepare(self) -> None:
        self.article = make_article(self.folder / "articles")
        whole = self.add("old")
        self.broken = whole[:-40]
        self.session = Session(read_article(self.article, Folders.under(self.folder)), rest_s=30.0)
        beside(self.article).write_bytes(self.broken)
        change = acts.highlight(self.session.annotations, [Span(3, 13)], self.session.stamp, note="new")
        assert self.session.apply(change) is not None
        assert self.session.save().state is SaveState.SAFE and self.session.broken

    def act(self) -> str:
        try:
            self.session.set_aside(datetime.now())
        except UserError as problem:
            return str(problem)
        status = self.session.save()
        if status.state is SaveState.SAVED and not self.session.has_unsaved:
            return ""
        assert status.message
        return status.message

    def is_new(self) -> bool:
        asides = list(self.article.parent.glob("*.broken-*"))
        found = self.standing()
        assert [p.read_bytes() for p in asides] in ([], [self.broken])
        if not asides:
            assert found == self.broken, "what was broken is lost"
        assert found in (b"", self.broken) or self.notes(found) == {"old", "new"}
        return bool(asides) and bool(found) and found != self.broken

    def end(self) -> None:
        self.session.close()

    def strays(self) -> list[Path]:
        return [path for path in super().strays() if ".broken-" not in path.name]


CASES: list[type[Case]] = [
    Merging, MergingElsewhere, MergingCopies, OnlyCopy, Restoring, RestoringOverBroken, Moving, MovingAcross,
    SettingAside,
]  # fmt: skip


def is_short(case: type[Case], number: int, for_good: bool) -> bool:
    """Whether it belongs to the run of a minute or two."""
    return (number, for_good) == (errno.EIO, False) and case not in (MergingElsewhere, OnlyCopy, RestoringOverBroken)


@pytest.mark.parametrize(("case", "number", "for_good"), runs_of(CASES, is_short))
def test_each_operation_of_a_command_fails_in_its_turn(
    tmp_path: Path, case: type[Case], number: int, for_good: bool, fails: Fails, tally: Tally
) -> None:
    if case is MovingAcross and not _is_other_disk(tmp_path):
        pytest.skip("there is no other file system here")
    fail_each(case, number, for_good=for_good, tmp_path=tmp_path, fails=fails, tally=tally)


def _is_other_disk(folder: Path) -> bool:
    return Path(tempfile.gettempdir()).stat().st_dev != folder.stat().st_dev
