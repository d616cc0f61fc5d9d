"""The lock of a sidecar: one at a time, gone with its process, and no obstacle where there can be none."""

from __future__ import annotations

import errno
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.sidecar.disk import files, lock
from reader.sidecar.disk.lock import lock_for

HOLDER = """
    import sys, time
    from pathlib import Path
    from reader.sidecar.disk.lock import lock_for
    with lock_for(Path(sys.argv[1]), Path(sys.argv[2])):
        print("held", flush=True)
        time.sleep(60)
"""


def holder(target: Path, state: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(target), str(state)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    return process


def test_a_held_lock_is_waited_for_and_goes_with_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, state = tmp_path / "a.json", tmp_path / "state"
    other = holder(target, state)
    try:
        monkeypatch.setattr(lock, "PATIENCE_S", 0.3)
        with pytest.raises(UserError, match=r"a\.json cannot be saved"), lock_for(target, state):
            pytest.fail("two hold it at once")
        with lock_for(tmp_path / "b.json", state):
            pass  # another file is another lock
        other.kill()
        other.wait()
        monkeypatch.setattr(lock, "PATIENCE_S", 5.0)
        started = time.monotonic()
        with lock_for(target, state):
            assert time.monotonic() - started < 5
    finally:
        other.kill()
        other.wait()
    assert not target.exists(), "no litter beside the article"


def test_it_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), lock_for(tmp_path / "a", tmp_path / "state"):
        raise RuntimeError
    with lock_for(tmp_path / "a", tmp_path / "state"):
        pass


def test_without_a_state_folder_work_goes_on_and_errors_come_through(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in the way")
    ran = False
    with lock_for(tmp_path / "a", tmp_path / "state"):
        ran = True
    assert ran
    with pytest.raises(OSError, match="mine"), lock_for(tmp_path / "a", tmp_path / "state"):
        raise OSError("mine")


@pytest.mark.skipif(sys.platform == "win32", reason="locks of another kind")
def test_a_file_system_without_locks_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_here(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(files.fcntl, "flock", none_here)
    with lock_for(tmp_path / "a", tmp_path / "state"):
        pass
