"""Full disks, files that may not grow, folders that go away: work goes on, and all is there when they are back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.annotations import acts
from reader.folders import Folders
from reader.session import SaveState, Session, read_article
from reader.sidecar.disk import files
from reader.sidecar.places.places import SUFFIX, beside
from reader.text.spans import Span
from tests.faults.conftest import Tally
from tests.faults.processes import Server, needs_fork
from tests.faults.story import TEXT, Story, judge, make_article, notes_of


@needs_fork
@pytest.mark.parametrize("largest", [3_000, 20_000, 60_000])
@pytest.mark.parametrize("end", ["close", "kill"])
def test_files_that_may_not_grow(tmp_path: Path, server: Server, tally: Tally, largest: int, end: str) -> None:
    """`RLIMIT_FSIZE`: the write that comes to the limit is a short one, the next one fails."""
    article, story = make_article(tmp_path / "articles"), Story()
    server.start(story.tell, do="annotate", article=str(article), root=str(tmp_path), token="r", largest_file=largest,
                 acts=150, end=end, batch=7)  # fmt: skip
    if end == "kill":
        server.until("rests")
        server.kill()
    else:
        server.wait()
    assert not server.failure
    verdict = judge(article, tmp_path, story)
    assert not verdict, verdict
    assert story.not_saved or largest == 60_000, "it never came to the limit, or was not told"
    tally("short write at a limit of file size", 1, verdict.lost)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    mounted: list[Path] = []

    def make(size: int) -> Path:
        place = tmp_path / f"disk{len(mounted)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
        if subprocess.run(command, capture_output=True, timeout=30, check=False).returncode != 0:
            pytest.skip("a tmpfs cannot be mounted here")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=False, timeout=30)


@needs_fork
@pytest.mark.root
@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
@pytest.mark.parametrize("what", ["article", "state", "both"])
@pytest.mark.parametrize("end", ["close", "kill"])
def test_a_full_disk(
    tmp_path: Path, server: Server, tally: Tally, small_disk: Callable[[int], Path], what: str, end: str
) -> None:
    """It fills up while one works; with space again all that was safe is there."""
    disk = small_disk(96 << 10)
    root = disk if what in ("state", "both") else tmp_path
    article, story = make_article((disk if what in ("article", "both") else tmp_path) / "articles"), Story()
    server.start(story.tell, do="annotate", article=str(article), root=str(root), token="t",
                 acts=250 if end == "close" else 1_000_000, batch=5)  # fmt: skip
    if end == "kill":
        server.hear_for(3.0)
        server.kill()
    else:
        server.wait()
    assert not server.failure
    if what != "state":
        assert story.not_saved, "it never was full, or that was not told"
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True, timeout=30)
    verdict = judge(article, root, story)
    assert not verdict, verdict
    tally("a full disk", 1, verdict.lost)


class Open:
    """A session on an article whose folder goes away."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.article = make_article(root / "articles")
        self.session = self.begin()
        self.add("one")
        assert self.session.save().state is SaveState.SAVED

    def begin(self) -> Session:
        return Session(read_article(self.article, Folders.under(self.root)), rest_s=30.0)

    def add(self, note: str) -> None:
        change = acts.highlight(self.session.annotations, [Span(3, 9)], self.session.stamp, note=note)
        assert self.session.apply(change) is not None

    def notes(self) -> set[str]:
        session = self.begin()
        try:
            return set(notes_of(session.annotations))
        finally:
            session.close()


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def replace_folder_by_file(folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    folder.write_text("a file")


def replace_folder_by_dangling_link(folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    folder.symlink_to("nowhere")


def replace_sidecar_by_folder(folder: Path) -> None:
    path = folder / ("article.txt" + SUFFIX)
    path.rename(folder.with_name("sidecar"))
    path.mkdir()


def bring_back(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    away = folder.with_name("away")
    if away.exists():
        away.rename(folder)
    folder.mkdir(exist_ok=True)
    if not (folder / "article.txt").exists():
        (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    if (folder / ("article.txt" + SUFFIX)).is_dir():
        (folder / ("article.txt" + SUFFIX)).rmdir()
        folder.with_name("sidecar").rename(folder / ("article.txt" + SUFFIX))


@pytest.mark.skipif(sys.platform == "win32", reason="folders in use stay there")
@pytest.mark.parametrize(
    "fault",
    [remove_folder, replace_folder_by_file, replace_folder_by_dangling_link, replace_sidecar_by_folder],
    ids=lambda fault: fault.__name__,
)
@pytest.mark.parametrize("comes_back", ["while open", "after closing"])
def test_a_folder_that_goes_away(tmp_path: Path, tally: Tally, fault: Callable[[Path], None], comes_back: str) -> None:
    one = Open(tmp_path)
    fault(one.article.parent)
    one.add("two")
    status = one.session.save()
    assert status.state is not SaveState.SAVED or "Not saved beside the article" in status.message, status
    assert status.state is SaveState.SAVED or status.message.endswith(".")
    if comes_back == "while open":
        bring_back(one.article.parent)
        one.add("three")
        status = one.session.save()
        assert (status.state, status.message) == (SaveState.SAVED, "")
        one.session.close()
        assert one.notes() == {"one", "two", "three"}
    else:
        one.session.close()
        bring_back(one.article.parent)
        assert one.notes() == {"one", "two"}
    tally("a folder that goes away", 1)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_planted_in_the_place_of_the_temporary_file(
    tmp_path: Path, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who could guess its name: what the link leads to is not touched, and the save goes through."""
    one = Open(tmp_path)
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    for path in (one.article.parent, *(p for p in (tmp_path / "state").rglob("*") if p.is_dir())):
        (path / f".postil-{bytes(8).hex()}.tmp").symlink_to(victim)
    real, asked = os.urandom, []

    def guessed(count: int) -> bytes:
        asked.append(count)
        return bytes(count) if len(asked) % 2 else real(count)

    one.add("two")
    with monkeypatch.context() as patch:
        patch.setattr(os, "urandom", guessed)
        assert one.session.save().state is SaveState.SAVED
    assert asked
    assert victim.read_bytes() == b"mine"
    assert not victim.is_symlink()
    assert one.article.read_text(encoding="utf-8") == TEXT
    assert not beside(one.article).is_symlink()
    one.session.close()
    assert one.notes() == {"one", "two"}
    tally("a planted link", 1)


def test_the_port_is_the_systems_own() -> None:
    assert files.Disk.open is os.open
    assert files.Disk.write is os.write
