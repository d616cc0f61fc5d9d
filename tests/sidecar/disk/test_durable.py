"""The durable writer: what it does in which order, and what stands on disk after each thing that can go wrong."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.sidecar.disk import durable, files
from reader.sidecar.disk.durable import (
    ChangedMeanwhileError,
    make_folder,
    read_with_signature,
    signature_of,
    sync_folder,
    write_durably,
)

OLD, NEW = b"the old words", b"the new words, which are longer"


class Disk(files.Disk):
    """Records the calls that the writer makes, and makes one of them fail."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.fail_at = ""
        self.error: BaseException = OSError(errno.EIO, "Input/output error")
        self._files: dict[int, Path] = {}

    def step(self, name: str) -> None:
        self.calls.append(name)
        if name == self.fail_at:
            raise self.error

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        folder = Path(path).is_dir()
        self.step("open folder" if folder else "open file")
        descriptor = os.open(path, flags, mode)
        self._files[descriptor] = Path(path)
        return descriptor

    def write(self, descriptor: int, data: memoryview) -> int:
        self.step("write")
        return os.write(descriptor, data[:7])  # a short write, as disks and networks may do

    def fsync(self, descriptor: int) -> None:
        self.step("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)
        self.step("close folder" if self._files.pop(descriptor).is_dir() else "close file")

    def fchmod(self, descriptor: int, mode: int) -> None:
        self.step("mode")
        os.fchmod(descriptor, mode)

    def replace(self, old: Path, new: Path) -> None:
        self.step("rename")
        old.replace(new)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made = Disk()
    monkeypatch.setattr(files, "disk", made)
    yield made
    assert not made._files, "a descriptor was left open"


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_the_bytes_are_synced_before_the_rename_and_the_folder_after_it(tmp_path: Path, disk: Disk) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    write_durably(path, NEW)
    order = [call for number, call in enumerate(disk.calls) if call != "write" or disk.calls[number - 1] != "write"]
    assert order == [
        "open file", "write", "mode", "sync file", "rename", "close file", "open folder", "sync folder", "close folder",
    ]  # fmt: skip
    assert disk.calls.count("write") == -(-len(NEW) // 7), "it goes on until all is written"
    assert path.read_bytes() == NEW
    assert names(tmp_path) == ["a.json"]


@pytest.mark.parametrize("step", ["open file", "write", "mode", "sync file", "rename"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
@pytest.mark.parametrize("before", [OLD, None])
def test_until_the_rename_the_old_bytes_stand_and_no_litter(
    tmp_path: Path, disk: Disk, step: str, error: BaseException, before: bytes | None
) -> None:
    path = tmp_path / "a.json"
    if before is not None:
        path.write_bytes(before)
    elif step == "mode":
        pytest.skip("a new file has no mode to keep")
    disk.fail_at, disk.error = step, error
    with pytest.raises(type(error)):
        write_durably(path, NEW)
    assert (path.read_bytes() if path.exists() else None) == before
    assert names(tmp_path) == (["a.json"] if before is not None else [])
    assert disk.calls.count("sync file") <= 1, "after a failed sync never again on the same file"


def test_a_failed_sync_of_the_folder_is_told(tmp_path: Path, disk: Disk) -> None:
    disk.fail_at = "sync folder"
    with pytest.raises(OSError, match="Input/output"):
        write_durably(tmp_path / "a.json", NEW)
    assert names(tmp_path) == ["a.json"]


def test_a_new_folder_that_could_not_be_synced_is_synced_when_it_is_wanted_again(tmp_path: Path, disk: Disk) -> None:
    disk.fail_at = "sync folder"
    with pytest.raises(OSError, match="Input/output"):
        make_folder(tmp_path / "new")
    with pytest.raises(OSError, match="Input/output"):  # it is there, and may still not survive
        make_folder(tmp_path / "new")
    disk.fail_at = ""
    disk.calls.clear()
    make_folder(tmp_path / "new")
    make_folder(tmp_path / "new")
    assert disk.calls.count("sync folder") == 1


@pytest.mark.parametrize(
    ("step", "number"), [("sync folder", errno.EINVAL), ("sync folder", errno.ENOTSUP), ("open folder", errno.EACCES)]
)
def test_a_file_system_that_cannot_sync_folders_is_no_failure(
    tmp_path: Path, disk: Disk, step: str, number: int
) -> None:
    disk.fail_at, disk.error = step, OSError(number, "cannot")
    write_durably(tmp_path / "a.json", NEW)
    assert (tmp_path / "a.json").read_bytes() == NEW


def test_the_temporary_file_is_new_beside_the_target_and_not_through_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, int]] = []

    class Spying(files.Disk):
        def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
            opened.append((Path(path), flags))
            return os.open(path, flags, mode)

    monkeypatch.setattr(files, "disk", Spying())
    write_durably(tmp_path / "a.json", NEW)
    path, flags = opened[0]
    assert path.parent == tmp_path
    assert path.name != "a.json"
    for flag in (os.O_CREAT, os.O_EXCL, os.O_NOFOLLOW, os.O_CLOEXEC):
        assert flags & flag


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    path.chmod(mode)
    write_durably(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_gets_the_mode_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_durably(tmp_path / "a.json", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    os.chown(path, 65534, 65534)
    path.chmod(0o640)
    write_durably(path, NEW)
    found = path.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (65534, 65534, 0o640)


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    real, link, chain = tmp_path / "real" / "a.json", tmp_path / "link.json", tmp_path / "chain.json"
    real.parent.mkdir()
    real.write_bytes(OLD)
    link.symlink_to(real)
    chain.symlink_to("link.json")
    write_durably(chain, NEW)
    assert chain.is_symlink()
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    assert names(real.parent) == ["a.json"]


def test_what_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    seen = signature_of(path)
    path.write_bytes(b"somebody else's")
    with pytest.raises(ChangedMeanwhileError):
        write_durably(path, NEW, expect=seen)
    assert path.read_bytes() == b"somebody else's"
    with pytest.raises(ChangedMeanwhileError):
        write_durably(path, NEW, expect=None)
    path.unlink()
    with pytest.raises(ChangedMeanwhileError):
        write_durably(path, NEW, expect=seen)
    assert names(tmp_path) == []
    write_durably(path, NEW, expect=None)
    assert path.read_bytes() == NEW


def test_a_change_while_it_writes_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    seen = signature_of(path)

    class Busy(files.Disk):
        def fsync(self, descriptor: int) -> None:
            os.fsync(descriptor)
            path.write_bytes(b"somebody else's")

    monkeypatch.setattr(files, "disk", Busy())
    with pytest.raises(ChangedMeanwhileError):
        write_durably(path, NEW, expect=seen)
    assert path.read_bytes() == b"somebody else's"


def test_the_signature_returned_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    written = write_durably(path, NEW)
    assert written == signature_of(path)
    assert read_with_signature(path) == (NEW, written)
    assert write_durably(path, NEW, expect=written) != written, "the same bytes, written again, are another file"


def test_no_file_is_no_error_and_what_is_no_file_is_one(tmp_path: Path) -> None:
    assert read_with_signature(tmp_path / "none") is None
    assert signature_of(tmp_path / "none") is None
    with pytest.raises(OSError, match="directory"):
        read_with_signature(tmp_path)
    sync_folder(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    script = f"""
        from pathlib import Path
        from reader.sidecar.disk.durable import read_with_signature
        try:
            read_with_signature(Path({str(tmp_path / "pipe")!r}))
        except OSError:
            print("refused")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=20, check=False
    )
    assert done.stdout.strip() == "refused", done.stderr


@pytest.mark.skipif(os.name != "posix", reason="rights of another kind")
def test_a_folder_that_cannot_be_written_is_an_error_that_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "a.json").write_bytes(OLD)
    for path in (tmp_path, *tmp_path.parents[:3]):
        path.chmod(0o755)
    folder.chmod(0o555)
    script = f"""
        import os
        from pathlib import Path
        from reader.sidecar.disk.durable import write_durably
        if os.geteuid() == 0:
            os.setgid(65534); os.setuid(65534)
        try:
            write_durably(Path({str(folder / "a.json")!r}), b"new")
        except PermissionError as error:
            print("refused")
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert done.stdout.strip() == "refused", done.stderr
    assert names(folder) == ["a.json"]
    assert (folder / "a.json").read_bytes() == OLD


class Slow(files.Disk):
    """Between the look and the rename there is time for others."""

    def replace(self, old: Any, new: Any) -> None:
        time.sleep(0.005)
        Path(old).replace(new)


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_users_who_share_no_other_lock_never_write_over_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each counts one further, time and again; what one of them had not seen would be counted twice."""
    monkeypatch.setattr(files, "disk", Slow())
    path, each = tmp_path / "count", 12
    made: list[int] = []

    def count() -> None:
        done = 0
        while done < each:
            found = read_with_signature(path)
            number = int(found[0]) + 1 if found else 1
            try:
                write_durably(path, b"%09d" % number, expect=found[1] if found else None)
            except ChangedMeanwhileError:
                continue
            made.append(number)
            done += 1

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(made) == list(range(1, 4 * each + 1))
    assert [p.name for p in tmp_path.iterdir()] == ["count"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_somebody_who_never_lets_go_of_the_folder_does_not_stop_a_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr(durable, "HELD_TRIES", 3)
    path = tmp_path / "a"
    signature = write_durably(path, b"old")
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    write_durably(path, b"new", expect=signature)
    os.close(folder)
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
def test_a_folder_that_takes_no_others_is_an_error_and_not_tried_for_ever() -> None:
    with pytest.raises(OSError, match="none"):
        make_folder(Path("/proc/none"))
