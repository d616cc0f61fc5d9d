"""Temporary files: locked while they are written, swept away when a crash left them, nobody else's touched."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from reader.sidecar.disk import files, temporary
from reader.sidecar.disk.durable import make_folder, remove_durably, rename_durably, write_durably
from reader.sidecar.disk.temporary import make_temporary, sweep, sweep_below

LEFT = ".postil-0123456789abcdef.tmp"


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_save_takes_away_what_a_crash_left(tmp_path: Path) -> None:
    (tmp_path / LEFT).write_bytes(b"half a sidecar")
    write_durably(tmp_path / "a.json", b"new")
    assert names(tmp_path) == ["a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights and links of another kind")
def test_what_is_somebody_elses_stays(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"mine")
    others = [".postil-notes.tmp", ".postil-0123456789ABCDEF.tmp", f"x{LEFT}", f"{LEFT}.bak", "report.tmp"]
    for name in others:
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / ".postil-0000000000000001.tmp").symlink_to("target")
    (tmp_path / ".postil-0000000000000002.tmp").mkdir()
    os.mkfifo(tmp_path / ".postil-0000000000000003.tmp")
    os.link(tmp_path / "target", tmp_path / ".postil-0000000000000004.tmp")
    before = names(tmp_path)
    sweep(tmp_path)
    assert names(tmp_path) == before
    assert (tmp_path / "target").read_bytes() == b"mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_another_user_left_stays(tmp_path: Path) -> None:
    (tmp_path / LEFT).write_bytes(b"theirs")
    os.chown(tmp_path / LEFT, 65534, 65534)
    sweep(tmp_path)
    assert names(tmp_path) == [LEFT]


WRITER = """
    import sys, time
    from pathlib import Path
    from reader.sidecar.disk.temporary import make_temporary
    print(make_temporary(Path(sys.argv[1]))[0].name, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="told by age there")
def test_what_another_process_is_writing_stays_until_it_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            name = process.stdout.readline().strip()
            sweep(tmp_path)
            assert names(tmp_path) == [name]
            process.send_signal(signal.SIGKILL)
            process.wait()
            sweep(tmp_path)
            assert names(tmp_path) == []
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="no such moment there")
def test_one_swept_away_between_its_making_and_its_lock_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Racing(files.Disk):
        taken = 0

        def take(self, descriptor: int) -> bool:
            self.taken += 1
            if self.taken == 1:  # another process sweeps just now
                (made,) = tmp_path.glob(".postil-*")
                made.unlink()
            return super().take(descriptor)

    monkeypatch.setattr(files, "disk", Racing())
    path, descriptor = make_temporary(tmp_path)
    os.close(descriptor)
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("error", [OSError(errno.ENOLCK, "No locks available")])
def test_without_locks_only_what_is_old_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    class Lockless(files.Disk):
        def take(self, descriptor: int) -> bool:
            raise error

    monkeypatch.setattr(files, "disk", Lockless())
    (tmp_path / LEFT).write_bytes(b"")
    write_durably(tmp_path / "a.json", b"new")
    assert names(tmp_path) == [LEFT, "a.json"]
    old = time.time() - 2 * temporary.LEFT_S
    os.utime(tmp_path / LEFT, (old, old))
    write_durably(tmp_path / "a.json", b"newer")
    assert names(tmp_path) == ["a.json"]


def test_a_sweep_that_fails_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(files.Disk):
        def listdir(self, path: Any) -> list[str]:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(files, "disk", Broken())
    write_durably(tmp_path / "a.json", b"new")
    assert names(tmp_path) == ["a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
def test_what_only_the_user_may_read_is_never_open_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o600)
    seen: list[int] = []

    class Spying(files.Disk):
        def write(self, descriptor: int, data: memoryview) -> int:
            seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
            return os.write(descriptor, data)

    monkeypatch.setattr(files, "disk", Spying())
    write_durably(path, b"new")
    assert seen == [0o600]


class Recording(files.Disk):
    """Notes which folders were synced."""

    def __init__(self) -> None:
        self.synced: list[Path] = []
        self._names: dict[int, Path] = {}

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        descriptor = os.open(path, flags, mode)
        self._names[descriptor] = Path(path)
        return descriptor

    def fsync(self, descriptor: int) -> None:
        self.synced.append(self._names[descriptor])


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")
def test_new_folders_removals_and_renames_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Recording()
    monkeypatch.setattr(files, "disk", disk)
    make_folder(tmp_path / "a" / "b" / "c", 0o700)
    assert disk.synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    assert stat.S_IMODE((tmp_path / "a" / "b" / "c").stat().st_mode) == 0o700
    disk.synced.clear()
    make_folder(tmp_path / "a" / "b")
    assert disk.synced == [], "it was there"
    (tmp_path / "a" / "x").write_bytes(b"x")
    rename_durably(tmp_path / "a" / "x", tmp_path / "a" / "y")
    assert disk.synced == [tmp_path / "a"]
    rename_durably(tmp_path / "a" / "y", tmp_path / "y")
    assert disk.synced[1:] == [tmp_path, tmp_path / "a"]
    disk.synced.clear()
    remove_durably(tmp_path / "y")
    remove_durably(tmp_path / "y")
    assert disk.synced == [tmp_path]


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "a")
    with pytest.raises(OSError, match="directory"):
        make_folder(tmp_path / "a" / "b")


def test_what_could_not_be_removed_goes_with_the_next_write_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(files.Disk):
        def write(self, descriptor: int, data: memoryview) -> int:
            raise OSError(errno.EIO, "Input/output error")

        def unlink(self, path: Any) -> None:
            raise OSError(errno.EIO, "Input/output error")

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(files, "disk", Broken())
        with pytest.raises(OSError, match="Input/output"):
            write_durably(tmp_path / "a" / "a.json", b"new")
    assert len(names(tmp_path / "a")) == 1
    write_durably(tmp_path / "b" / "b.json", b"new")
    assert names(tmp_path / "a") == []


def test_postils_own_folders_are_swept_once_a_process(tmp_path: Path) -> None:
    temporary.as_if_new()
    deep = tmp_path / "state" / "backups" / "x"
    deep.mkdir(parents=True)
    (deep / LEFT).write_bytes(b"")
    (deep / "mine.tmp").write_bytes(b"")
    sweep_below(tmp_path / "state", tmp_path / "none")
    assert names(deep) == ["mine.tmp"]
    (deep / LEFT).write_bytes(b"")
    sweep_below(tmp_path / "state")
    assert names(deep) == [LEFT, "mine.tmp"]
