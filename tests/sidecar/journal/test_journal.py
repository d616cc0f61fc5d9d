"""The journal of a session: durable soon, whatever follows; honest when it cannot be; never on a file that failed."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.annotations.collection import Change
from reader.annotations.model import Highlight, Placed
from reader.errors import UserError
from reader.sidecar.disk import files
from reader.sidecar.journal import journal as journal_module
from reader.sidecar.journal.frames import scan
from reader.sidecar.journal.journal import Journal
from reader.sidecar.journal.recovery import find_left_over
from reader.text.article import Article
from reader.text.open import open_article
from reader.text.spans import Span

TEXT = "Kim praised Moscow. Moscow thanked Kim.\n"


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return open_article(path)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


class Failing(files.Disk):
    """Fails the operations that are named, as long as they are."""

    def __init__(self) -> None:
        self.broken: dict[str, int] = {}
        self.synced: list[int] = []

    def write(self, descriptor: int, data: bytes) -> int:  # type: ignore[override]
        self._fail("write")
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:  # type: ignore[override]
        self.synced.append(os.fstat(descriptor).st_ino)
        self._fail("fsync")
        os.fsync(descriptor)

    def open(self, path: os.PathLike[str], flags: int, mode: int = 0o777) -> int:  # type: ignore[override]
        if flags & os.O_CREAT:
            self._fail("create")
        return os.open(path, flags, mode)

    def _fail(self, what: str) -> None:
        if what in self.broken:
            raise OSError(self.broken[what], os.strerror(self.broken[what]))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Failing:
    failing = Failing()
    monkeypatch.setattr(files, "disk", failing)
    return failing


Opener = Callable[..., Journal]


@pytest.fixture
def begun(article: Article, state: Path) -> Iterator[Opener]:
    made: list[Journal] = []

    def begin(**options: object) -> Journal:
        made.append(Journal(state, article, "s0", **options))  # type: ignore[arg-type]
        return made[-1]

    yield begin
    for each in made:
        each.close()


def mark(journal: Journal, key: str, note: str = "") -> int:
    made = Highlight(id=key, fragments=(Placed(Span(0, 3)),), note=note)
    return journal.add("apply", Change("Highlight", ((key, made),)), Change("Highlight", ((key, None),)))


def journals(state: Path) -> list[Path]:
    return sorted((state / "journals").glob("*.journal"))


def numbers(path: Path) -> list[int]:
    return [f.meta["n"] for f in scan(path.read_bytes()).frames if f.meta["is"] == "apply"]


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not true():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


def test_nothing_lies_there_before_there_is_a_change(begun: Opener, state: Path) -> None:
    journal = begun()
    journal.saved(0, "s1")
    assert journal.flush() is None
    assert journals(state) == []


def test_a_change_comes_into_the_file_by_itself_though_others_keep_coming(begun: Opener, state: Path) -> None:
    journal = begun()
    mark(journal, "a")
    for n in range(60):  # for 0.6 s without a pause as long as a batch
        mark(journal, f"b{n}")
        time.sleep(0.01)
        if n == 30:
            assert journals(state) and 1 in numbers(journals(state)[0])
    until(lambda: len(numbers(journals(state)[0])) == 61)


def test_many_changes_are_few_fsyncs(begun: Opener, state: Path, disk: Failing) -> None:
    journal = begun()
    for n in range(500):
        mark(journal, f"b{n}")
    assert journal.flush() is None
    assert numbers(journals(state)[0]) == [*range(1, 501)]
    assert len(disk.synced) < 10


def test_a_file_whose_fsync_failed_is_never_written_again(begun: Opener, state: Path, disk: Failing) -> None:
    told: list[UserError | None] = []
    journal = begun(told=told.append)
    mark(journal, "a")
    journal.flush()
    (first,) = journals(state)
    inode = first.stat().st_ino
    disk.broken["fsync"] = errno.EIO
    mark(journal, "b")
    problem = journal.flush()
    assert problem is not None and "input/output error" in str(problem)
    assert numbers(first) == [1, 2], "what is there stays until another file has it"
    del disk.broken["fsync"]
    disk.synced.clear()
    mark(journal, "c")
    assert journal.flush() is None
    (second,) = journals(state)
    assert second != first and numbers(second) == [1, 2, 3]
    assert inode not in disk.synced
    until(lambda: len(told) == 2)
    assert told[0] == problem and told[1] is None


@pytest.mark.parametrize("operation", ["create", "write", "fsync"])
def test_a_disk_that_takes_nothing_is_told_once_and_tried_again(
    begun: Opener, state: Path, disk: Failing, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "RETRY_S", 0.05)
    told: list[UserError | None] = []
    journal = begun(told=told.append)
    disk.broken[operation] = errno.ENOSPC
    for n in range(5):
        mark(journal, f"a{n}")
        assert journal.flush() is not None
    assert [t is None for t in told] == [False]
    assert journals(state) == [], "no stray files"
    disk.broken.clear()
    until(lambda: journal.problem is None)
    assert numbers(journals(state)[0]) == [1, 2, 3, 4, 5]


def test_where_there_is_no_room_for_history_what_is_unsaved_comes_first(
    begun: Opener, state: Path, disk: Failing
) -> None:
    journal = begun()
    mark(journal, "a", note="long " * 1000)
    journal.flush()
    journal.saved(1, "s1")
    journal.flush()
    real = disk.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) > 2000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, data)

    disk.write = full  # type: ignore[method-assign]
    journals(state)[0].unlink()  # so that a new one has to be made
    mark(journal, "b")
    assert journal.flush() is None
    assert numbers(journals(state)[0]) == [2]
    disk.write = real  # type: ignore[method-assign]
    journal.close()
    assert numbers(journals(state)[0]) == [1, 2], "there is room again"


def test_one_that_somebody_got_hold_of_first_is_left_to_them(
    begun: Opener, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, theirs = files.disk.take, []

    class Faster(files.Disk):
        def take(self, descriptor: int) -> bool:
            theirs.append(descriptor)
            return real(descriptor) if len(theirs) > 2 else False

    monkeypatch.setattr(files, "disk", Faster())
    journal = begun()
    number = mark(journal, "a")
    journal.saved(number, "s1")
    assert journal.flush() is None
    (path,) = [p for p in journals(state) if p.stat().st_size]
    assert numbers(path) == [1]


def test_a_journal_that_somebody_removed_is_made_anew(begun: Opener, state: Path) -> None:
    journal = begun()
    mark(journal, "a")
    journal.flush()
    (first,) = journals(state)
    first.unlink()
    (state / "journals").rmdir()
    mark(journal, "b")
    assert journal.flush() is None
    assert numbers(journals(state)[0]) == [1, 2]


def test_it_does_not_grow_for_ever_and_forgets_only_what_is_saved(
    begun: Opener, state: Path, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "MOST_BYTES", 20_000)
    journal = begun()
    for n in range(40):
        number = mark(journal, f"a{n}", note="x" * 1000)
        journal.flush()
    assert numbers(journals(state)[0]) == [*range(1, 41)], "nothing of it is saved"
    journal.saved(number, "s1")
    journal.flush()
    mark(journal, "b")
    journal.flush()
    (path,) = journals(state)
    assert path.stat().st_size < 20_000
    kept = numbers(path)
    assert kept[-1] == 41 and len(kept) > 3
    journal.close()
    left = find_left_over(article, state)
    assert left is not None and left.has_unsaved
    left.let_go()


def test_a_closed_one_without_changes_leaves_nothing(begun: Opener, state: Path, article: Article) -> None:
    journal = begun()
    mark(journal, "a")
    journal.flush()
    assert find_left_over(article, state) is None, "somebody holds it"
    journal.close()
    left = find_left_over(article, state)
    assert left is not None
    left.let_go()


def test_a_change_that_cannot_be_put_into_words_is_said_and_takes_no_others_along(begun: Opener, state: Path) -> None:
    journal = begun()
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    from reader.annotations.model import Origin, Other

    odd = Other(id="odd", origin=Origin({"deep": deep}))
    mark(journal, "a")
    journal.add("apply", Change("Odd", (("odd", odd),)), Change("Odd", (("odd", None),)))
    mark(journal, "b")
    assert journal.flush() is not None
    assert numbers(journals(state)[0]) == [1, 3]
    journal.saved(3, "s1")
    journal.flush()
    assert journal.problem is None, "the sidecar has it"


def test_a_change_of_very_many_waits_for_no_others(begun: Opener, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "BATCH_S", 3600.0)
    journal = begun()
    many = [Highlight(id=f"urn:x:{n}", fragments=(Placed(Span(0, 3)),)) for n in range(journal_module.MANY + 1)]
    journal.add(
        "apply", Change("Many", tuple((a.id, a) for a in many)), Change("Many", tuple((a.id, None) for a in many))
    )
    end = time.monotonic() + 20
    while journal._in_file < 3 and time.monotonic() < end:
        time.sleep(0.01)
    (path,) = (state / "journals").iterdir()
    assert [f.meta["is"] for f in scan(path.read_bytes()).frames] == ["head", "saved", "apply"]
