"""SQLite's loop: every operation of the file system fails in its turn, once and for good, over all that is written.

After each: the old file or the new one, never a third; one sentence; "Saved" only of what is there; and once the disk
is well again the next attempt goes through and leaves no stray file.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from reader.annotations import acts
from reader.app.article import remembered
from reader.app.article.sample import copy_sample
from reader.app.preferences.settings_keeper import write_settings
from reader.app.window.window_place import LastPlace, keep_place, read_place
from reader.errors import UserError
from reader.export import registry
from reader.export.place import export_to
from reader.folders import Folders
from reader.jobs import export_job
from reader.session import SaveState, SaveStatus, Session, read_article
from reader.sidecar.disk import files
from reader.sidecar.places.places import SUFFIX, beside
from reader.text.spans import Span
from tests.faults.conftest import Tally
from tests.faults.each_in_turn import Case, Fails, fail_each, runs_of
from tests.faults.story import make_article, notes_of, strays, wrong_json


class Saving(Case):
    """An annotation more in a sidecar that is there."""

    name = "save"
    keeps_open = True
    before = ("old",)

    def prepare(self) -> None:
        self.article = make_article(self.folder / "articles")
        for note in self.before:
            session = self.open()
            self.add(session, note)
            assert session.close().state is SaveState.SAVED
        self.shown: list[SaveStatus] = []
        self.session = self.open()
        self.session.subscribe_status(self.shown.append)
        self.more()

    def more(self) -> None:
        """Before the disk gets ill."""

    def open(self) -> Session:
        return Session(read_article(self.article, Folders.under(self.folder)), rest_s=30.0)

    def add(self, session: Session, note: str) -> None:
        change = acts.highlight(session.annotations, [Span(len(note), 10 + len(note))], session.stamp, note=note)
        assert session.apply(change) is not None

    def act(self) -> str:
        return self.first()

    def first(self) -> str:
        if self.session.read_only is not None:
            return str(self.session.read_only)
        self.add(self.session, "new")
        return self.again()

    def assert_in_journal(self) -> None:
        """Were it killed now, what is said to be safe would come back: seen in a copy, which nobody holds."""
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(self.folder / "state", Path(copy) / "state")
            before, files.disk = files.disk, files.Disk()
            try:
                shown = read_article(self.article, Folders.under(Path(copy))).loaded.shown
            finally:
                files.disk = before
            assert notes_of(shown) == notes_of(self.session.annotations)

    def begin(self, rest_s: float) -> None:
        self.session.close()
        self.session = Session(read_article(self.article, Folders.under(self.folder)), rest_s=rest_s)
        self.session.subscribe_status(self.shown.append)

    def again(self) -> str:
        if self.session.read_only is not None:  # it could not even be read: open it again
            self.begin(30.0)
            if self.session.read_only is not None:
                return str(self.session.read_only)
            self.add(self.session, "new")
        status = self.session.save()
        if status.state is SaveState.SAVED and not self.session.has_unsaved:
            return ""
        assert status.state in (SaveState.NOT_SAVED, SaveState.SAFE), status
        if status.state is SaveState.SAFE:
            self.assert_in_journal()
        assert self.shown[-1] == status, "the window was told otherwise"
        assert status.message
        return status.message

    def next(self) -> str:
        self.add(self.session, "next")
        return self.again()

    def is_new(self) -> bool:
        for path in self.sidecars():
            assert wrong_json(path) == []
        session = self.open()
        try:
            assert session.read_only is None
            found = notes_of(session.annotations)
            assert found.pop("next", 1) == 1
        finally:
            session.close()
        assert found in (dict.fromkeys(self.before, 1), dict.fromkeys((*self.before, "new"), 1))
        return found["new"] == 1

    def sidecars(self) -> list[Path]:
        return [p for p in (beside(self.article), *self.folder.glob("data/sidecars/*/annotations.json")) if p.exists()]

    def places(self) -> list[Path]:
        is_elsewhere = any(self.folder.glob("data/sidecars/*/annotations.json"))  # what stands there holds
        return [] if is_elsewhere else [self.article.parent]

    def end(self) -> None:
        self.session.close()

    def strays(self) -> list[Path]:
        return strays(self.article, self.folder)


class FirstSaving(Saving):
    """The first annotation of an article, before there are any folders."""

    name = "first save"
    before = ()


class Autosaving(Saving):
    """Saved by itself after the rest."""

    name = "autosave"

    def act(self) -> str:
        self.begin(0.0)
        return self.first()


class SavingElsewhere(Saving):
    """In the data folder, since the folder of the article is no place to write."""

    name = "save in the data folder"

    def more(self) -> None:
        self.session.close()
        self.block(self.article.parent)

    def block(self, folder: Path) -> None:
        beside(self.article).chmod(0o444)

    def act(self) -> str:
        self.begin(30.0)
        return self.first()


class Exporting(Case):
    """A PDF over an older one."""

    name = "export"
    pdf = b""

    def prepare(self) -> None:
        self.article = make_article(self.folder)
        self.target = self.folder / "article.txt.pdf"
        self.target.write_bytes(b"%PDF-old")
        self.session = Session(read_article(self.article, Folders.under(self.folder / "user")))

    def act(self) -> str:
        try:
            export_to(None, "pdf", export_job(self.session))
        except UserError as problem:
            return str(problem)
        return ""

    def is_new(self) -> bool:
        data = self.target.read_bytes()
        assert data in (b"%PDF-old", self.pdf)
        return data == self.pdf

    def end(self) -> None:
        self.session.close()


class Setting(Case):
    """A setting more in a file of settings."""

    name = "settings"
    old = '# mine\ntheme = "dark"\n'

    def prepare(self) -> None:
        self.path = self.folder / "config" / "settings.toml"
        self.path.parent.mkdir(parents=True)
        self.path.write_text(self.old)

    def act(self) -> str:
        try:
            write_settings(self.path, {"zoom": 120})
        except UserError as problem:
            return str(problem)
        return ""

    def is_new(self) -> bool:
        text = self.path.read_text()
        assert text in (self.old, self.old + "zoom = 120\n")
        return text != self.old


class FirstSetting(Setting):
    """The first one, before there is a folder for it."""

    name = "first setting"

    def prepare(self) -> None:
        self.path = self.folder / "deep" / "config" / "settings.toml"

    def is_new(self) -> bool:
        assert not self.path.exists() or self.path.read_text() == "zoom = 120\n"
        return self.path.exists()


class PlaceOfWindow(Case):
    """What is kept without a word may be lost without one, but is never half of something."""

    name = "place of the window"

    def prepare(self) -> None:
        keep_place(self.folder / "state", LastPlace(1, 2, 300, 400))

    def act(self) -> str:
        keep_place(self.folder / "state", LastPlace(5, 6, 700, 800))
        return "" if self.is_new() else "Not kept."

    def is_new(self) -> bool:
        found = read_place(self.folder / "state")
        assert found in (LastPlace(1, 2, 300, 400), LastPlace(5, 6, 700, 800))
        return found == LastPlace(5, 6, 700, 800)


class PlaceInArticle(Case):
    """Where one was in an article."""

    name = "place in an article"

    def prepare(self) -> None:
        path = make_article(self.folder / "articles")
        self.article = read_article(path, Folders.under(self.folder)).article
        remembered.remember(self.folder / "state", self.article, self.value(10))

    def value(self, caret: int) -> remembered.Remembered:
        return remembered.Remembered(caret, ("a", "b"), caret, ("c", "d"), 100, True, ())

    def act(self) -> str:
        remembered.remember(self.folder / "state", self.article, self.value(20))
        return "" if self.is_new() else "Not kept."

    def is_new(self) -> bool:
        found = [json.loads(p.read_bytes()) for p in (self.folder / "state" / remembered.FOLDER).iterdir()
                 if not p.name.startswith(".")]  # fmt: skip
        assert [value["caret"] for value in found] in ([10], [20])
        return found[0]["caret"] == 20


class Sample(Case):
    """The sample article of the first start: all of it or a sentence, and never half a file."""

    name = "sample article"

    def act(self) -> str:
        try:
            copy_sample(self.folder / "samples")
        except UserError as problem:
            return str(problem)
        return ""

    def is_new(self) -> bool:
        shipped = {p.name: p.read_bytes() for p in registry_samples() if p.is_file()}
        here = {p.name: p.read_bytes() for p in (self.folder / "samples").glob("[!.]*")}
        assert here.items() <= shipped.items()
        return here == shipped


def registry_samples() -> list[Path]:
    from reader.resources import resource

    return list(resource("samples").iterdir())


CASES: list[type[Case]] = [
    Saving, FirstSaving, Autosaving, SavingElsewhere, Exporting, Setting, FirstSetting, PlaceOfWindow, PlaceInArticle,
    Sample,
]  # fmt: skip


def is_short(case: type[Case], number: int, for_good: bool) -> bool:
    """Whether it belongs to the run of a minute or two: what is alike to another one does not."""
    return (number, for_good) == (errno.EIO, False) or (
        (number, for_good) == (errno.ENOSPC, True) and case in (Saving, Setting)
    )


RUNS = runs_of(CASES, is_short)


@pytest.fixture(scope="session")
def real_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One that was really made: only then it is written again and again."""
    article = make_article(tmp_path_factory.mktemp("pdf"))
    session = Session(read_article(article, Folders.under(article.parent / "user")))
    return registry.format_by_id("pdf").write(export_job(session))


@pytest.mark.parametrize(("case", "number", "for_good"), RUNS)
def test_each_operation_fails_in_its_turn(
    tmp_path: Path,
    case: type[Case],
    number: int,
    for_good: bool,
    request: pytest.FixtureRequest,
    fails: Fails,
    monkeypatch: pytest.MonkeyPatch,
    tally: Tally,
) -> None:
    if case is Exporting:
        pdf: bytes = request.getfixturevalue("real_pdf")
        Exporting.pdf = pdf
        made = registry.ExportFormat("pdf", "Annotated PDF", ".pdf", lambda job: pdf, lambda _path: True)
        monkeypatch.setattr(registry, "FORMATS", (made,))
    if case is SavingElsewhere and os.geteuid() == 0:
        monkeypatch.setattr(os, "access", lambda path, mode: not (mode == os.W_OK and str(path).endswith(SUFFIX)))
    fail_each(case, number, for_good=for_good, tmp_path=tmp_path, fails=fails, tally=tally)
