"""The journal is ahead of the sidecar whenever it can be written, and out of the way when it cannot."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.folders import Folders
from reader.session import SaveState, Session, read_article
from reader.sidecar.disk import files
from reader.sidecar.journal.frames import framed, scan
from reader.sidecar.places.places import beside
from reader.text.spans import Span
from tests.faults.story import make_article, notes_of


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return make_article(tmp_path / "articles")


def begin(article: Path) -> Session:
    return Session(read_article(article, Folders.under(article.parents[1])), rest_s=3600.0)


def add(session: Session, note: str) -> None:
    change = acts.highlight(session.annotations, [Span(3, 9)], session.stamp, note=note)
    assert session.apply(change) is not None


def remove(session: Session, note: str) -> None:
    keys = [a.id for a in session.annotations if getattr(a, "note", "") == note]
    assert session.apply(acts.remove(session.annotations, keys)) is not None


def journals(article: Path) -> list[Path]:
    return sorted((article.parents[1] / "state" / "journals").glob("*.journal"))


class NoRoom(files.Disk):
    """For journals; the sidecar is on another disk. With `killed` set all ends before the first of them is removed.

    While `saves` is not set, the sidecar cannot be written either.
    """

    def __init__(self, article: Path) -> None:
        self.article, self.killed, self.ended, self.saves = article, False, False, True

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        if Path(path).suffix == ".journal" and flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.open(path, flags, mode)

    def write(self, descriptor: int, data: Any) -> int:
        if any(os.path.samestat(os.fstat(descriptor), path.stat()) for path in journals(self.article)):
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.write(descriptor, data)

    def replace(self, old: Any, new: Any) -> None:
        if self.ended or (Path(new) == beside(self.article) and not self.saves):
            raise OSError(errno.EIO, "Killed before this")
        os.replace(old, new)  # noqa: PTH105

    def unlink(self, path: Any) -> None:
        if Path(path).suffix == ".journal" and self.killed:
            self.ended = True
            raise OSError(errno.EIO, "Killed before this")
        os.unlink(path)  # noqa: PTH108


class NeverRemoved(files.Disk):
    """Journals can be written and renamed."""

    def unlink(self, path: Any) -> None:
        if Path(path).suffix == ".journal":
            raise OSError(errno.EPERM, "Operation not permitted")
        os.unlink(path)  # noqa: PTH108


def killed_with_one_unsaved(article: Path) -> None:
    """A session that added one annotation, which only its journal has."""
    first = begin(article)
    add(first, "one")
    first._safe._journal.flush()  # type: ignore[union-attr]
    let_go(first)


def test_when_the_sidecar_is_replaced_the_journal_has_it_all_and_knows_what_it_will_be(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[list[str], bool]] = []

    class Watching(files.Disk):
        def replace(self, old: Any, new: Any) -> None:
            if Path(new) == beside(article):
                frames = scan(journals(article)[0].read_bytes()).frames
                told = frames[-1].meta
                digest = hashlib.sha256(Path(old).read_bytes()).hexdigest()
                seen.append(([f.meta["is"] for f in frames[2:]], (told["is"], told["as"]) == ("saving", digest)))
            os.replace(old, new)  # noqa: PTH105

    session = begin(article)
    monkeypatch.setattr(files, "disk", Watching())
    add(session, "one")
    session.save()
    remove(session, "one")
    session.save()
    assert [knows for _, knows in seen] == [True, True]
    assert seen[0][0] == ["apply", "saving"]
    assert [what for what in seen[1][0] if what == "apply"] == ["apply", "apply"]
    session.close()


def test_killed_between_the_sidecar_and_the_note_of_it_nothing_is_brought_in_twice(article: Path) -> None:
    session = begin(article)
    add(session, "one")
    session.save()
    remove(session, "one")
    add(session, "two")
    session.close()
    (path,) = journals(article)
    frames = scan(path.read_bytes()).frames
    first_saved = next(n for n, f in enumerate(frames) if f.meta["is"] == "saved" and f.meta["n"])
    kept = [f for n, f in enumerate(frames) if f.meta["is"] != "saved" or n < first_saved]
    path.write_bytes(b"".join(framed(f.meta, f.data) for f in kept))
    again = begin(article)
    assert again.recovered == 0
    assert notes_of(again.annotations) == {"two": 1}
    assert again.history.undo_depth == 3, "its history is good"
    again.close()


def test_a_journal_that_cannot_be_written_any_more_does_not_bring_back_what_was_removed(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(article)
    add(session, "one")
    session._safe._journal.flush()  # type: ignore[union-attr]
    (path,) = journals(article)
    monkeypatch.setattr(files, "disk", NoRoom(article))
    remove(session, "one")
    status = session.save()
    assert status.state is SaveState.SAVED
    assert "journal cannot be written" in status.message
    session._safe._journal.flush()  # type: ignore[union-attr]
    assert not path.exists(), "killed now, it would bring back what was removed"
    session.close()
    monkeypatch.setattr(files, "disk", files.Disk())
    again = begin(article)
    assert notes_of(again.annotations) == {}
    again.close()


def let_go(session: Session) -> None:
    """As the system lets go what a killed process held."""
    safe = session._safe
    held = [*safe._spent, *((safe._journal._file, *safe._journal._cast_off) if safe._journal is not None else ())]
    for file in filter(None, held):
        file.close()


def test_killed_before_a_journal_that_cannot_be_written_is_removed_nothing_comes_back(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(article)
    add(session, "one")
    session._safe._journal.flush()  # type: ignore[union-attr]
    disk = NoRoom(article)
    monkeypatch.setattr(files, "disk", disk)
    disk.killed = True
    remove(session, "one")
    add(session, "two")
    session.save()
    assert len(journals(article)) == 1, "it is still there, and knows nothing of what was done last"
    let_go(session)
    monkeypatch.setattr(files, "disk", files.Disk())
    again = begin(article)
    assert (notes_of(again.annotations), again.recovered) == ({"two": 1}, 0)
    remove(again, "two")
    again.close()
    assert notes_of(begin(article).annotations) == {}


def test_a_journal_that_cannot_be_written_is_good_as_long_as_the_sidecar_is_not(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the rename of the sidecar, and not behind it."""
    session = begin(article)
    add(session, "one")
    session._safe._journal.flush()  # type: ignore[union-attr]

    class NoSave(NoRoom):
        def replace(self, old: Any, new: Any) -> None:
            if Path(new) == beside(article):
                raise OSError(errno.EIO, "Killed before this")
            os.replace(old, new)  # noqa: PTH105

    monkeypatch.setattr(files, "disk", NoSave(article))
    add(session, "two")
    session.save()
    let_go(session)
    monkeypatch.setattr(files, "disk", files.Disk())
    again = begin(article)
    assert (notes_of(again.annotations), again.recovered) == ({"one": 1}, 1)
    again.close()


def test_killed_before_the_journal_of_an_earlier_session_is_removed_nothing_comes_back(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_with_one_unsaved(article)
    article.write_bytes(article.read_bytes() + b"More.\n")  # so that no history can be gone on with
    disk = NoRoom(article)
    disk.saves = False
    monkeypatch.setattr(files, "disk", disk)
    again = begin(article)
    assert again.recovered == 1
    assert again.save().state is not SaveState.SAVED, "what came from the journal is in no sidecar yet"
    remove(again, "one")
    disk.saves = disk.killed = True
    again.save()
    assert disk.ended
    let_go(again)
    monkeypatch.setattr(files, "disk", files.Disk())
    assert journals(article)
    third = begin(article)
    assert notes_of(third.annotations) == {}
    third.close()


def test_a_journal_that_cannot_be_removed_brings_nothing_back_whatever_the_sidecar_is_by_then(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_with_one_unsaved(article)
    article.write_bytes(article.read_bytes() + b"More.\n")
    monkeypatch.setattr(files, "disk", NeverRemoved())
    again = begin(article)
    assert again.recovered == 1
    again.save()
    remove(again, "one")
    again.close()
    assert len(journals(article)) == 2, "the one that is spent is still there"
    for path in journals(article):
        if path.name.count("-") == 2:
            path.unlink()  # that of the second, which knows of the removal
    third = begin(article)
    assert (notes_of(third.annotations), third.recovered) == ({}, 0)
    third.close()
