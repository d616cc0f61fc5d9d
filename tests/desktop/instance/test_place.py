"""The folder of the socket is the user's alone, or there is none."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from reader.desktop.instance import place as module
from reader.desktop.instance.place import LONGEST, NoPlaceError, find_place, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has pipes, and no such folders")


@pytest.fixture
def short():
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_under_the_runtime_folder_and_for_nobody_else(short):
    place = find_place({"XDG_RUNTIME_DIR": str(short)})
    assert place.socket.parent == place.lock.parent == short / "postil"
    assert mode(short / "postil") == 0o700
    (short / "postil").chmod(0o755)
    assert find_place({"XDG_RUNTIME_DIR": str(short)}) == place
    assert mode(short / "postil") == 0o700


def test_sandboxes_of_one_program_share_it(short):
    place = find_place({"XDG_RUNTIME_DIR": str(short), "FLATPAK_ID": "io.github.postil.Postil"})
    assert place.socket.parent == short / "app" / "io.github.postil.Postil" / "postil"


def test_a_display_a_home_and_a_platform_of_its_own():
    different = [
        {},
        {"DISPLAY": ":0"},
        {"DISPLAY": ":1"},
        {"DISPLAY": "host:10.0"},
        {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"},
        {"WAYLAND_DISPLAY": "wayland-1"},
        {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"},
        {"DISPLAY": ":0", "HOME": "/home/b"},
    ]
    assert len({name_of(environ) for environ in different}) == len(different)
    assert name_of({"DISPLAY": ":0.1"}) == name_of({"DISPLAY": ":0"})
    assert name_of({"DISPLAY": ":5", "WAYLAND_DISPLAY": "w"}) == name_of({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"})
    assert len(name_of({"DISPLAY": "\udcff\n/.."})) == 8


def test_a_path_too_long_for_a_socket_goes_elsewhere(short, monkeypatch):
    longest = LONGEST["linux"]
    rest = len(os.fsencode(short)) + len("//postil/12345678.socket")
    exact = short / ("x" * (longest - rest))
    for folder, fits in ((exact, True), (exact.with_name(exact.name + "x"), False)):
        folder.mkdir()
        (other := short / f"t{fits}").mkdir()
        place = find_place({"XDG_RUNTIME_DIR": str(folder), "TMPDIR": str(other)}, "linux")
        assert (place.socket.parent.parent == folder) is fits
        assert fits or place.socket.parent == other / f"postil-{os.geteuid()}"


def test_a_name_that_is_no_utf_8_goes_elsewhere(short):
    odd = short / os.fsdecode(b"\xff")
    odd.mkdir()
    place = find_place({"XDG_RUNTIME_DIR": str(odd), "TMPDIR": str(short)})
    assert place.socket.parent == short / f"postil-{os.geteuid()}"


@pytest.mark.parametrize("kind", ["link", "file", "dangling link"])
def test_what_stands_in_the_folders_place_is_not_used(short, kind):
    theirs = short / "theirs"
    theirs.mkdir(0o700)
    planted = short / f"postil-{os.geteuid()}"
    if kind == "file":
        planted.touch()
    else:
        planted.symlink_to(theirs if kind == "link" else short / "nowhere")
    home = short / "home"
    home.mkdir()
    environ = {"XDG_RUNTIME_DIR": str(short / "none"), "TMPDIR": str(short), "HOME": str(home)}
    found = list(module._folders(environ))
    assert planted in found
    assert not module._is_ours_alone(planted) and list(theirs.iterdir()) == []
    assert module._is_ours_alone(found[-1]) and found[-1] == home / ".local" / "state" / "postil" / "run"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_somebody_elses_folder_is_never_used(short):
    """As after sudo, which keeps XDG_RUNTIME_DIR; and in /tmp, where anybody may have been first."""
    runtime, planted = short / "runtime", short / "postil-0"
    for folder in (runtime, planted):
        folder.mkdir(0o700)
        os.chown(folder, 12345, 12345)
    with pytest.raises(NoPlaceError) as refused:
        find_place({"XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(short)})
    assert "belongs to somebody else" in str(refused.value)
    assert list(runtime.iterdir()) == []
    assert not module._is_ours_alone(planted)


def test_nowhere_to_write_is_no_place_and_no_error(short, monkeypatch):
    monkeypatch.setattr(module, "_is_ours_alone", lambda folder: False)
    with pytest.raises(NoPlaceError) as refused:
        find_place({"XDG_RUNTIME_DIR": str(short)})
    assert str(refused.value) == ""
    monkeypatch.undo()
    assert not module._is_ours_alone(Path("/proc/self/postil"))
    assert not module._is_ours_alone(short / ("n" * 300))


def test_on_windows_it_is_a_pipe(short):
    place = find_place({"LOCALAPPDATA": str(short)}, "win32")
    assert str(place.socket).startswith("\\\\.\\pipe\\postil-") and place.lock.parent == short / "postil"
    with pytest.raises(NoPlaceError):
        find_place({"LOCALAPPDATA": str(short / "no" / "such")}, "win32")
