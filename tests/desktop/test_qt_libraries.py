"""Which packages bring what Qt lacks; and with libraries that are really hidden, one sentence and no abort."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.desktop.qt_libraries import PACKAGES, can_load, lacking, why_no_platform, why_not_imported

ROOT = Path(__file__).resolve().parents[2]
DEBIAN, UBUNTU = 'ID=debian\nVERSION_ID="12"\n', "ID=ubuntu\nID_LIKE=debian\n"
FEDORA, ROCKY = "ID=fedora\n", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n'
ARCH, OTHER = "ID=manjaro\nID_LIKE=arch\n", "ID=nixos\n"


@pytest.mark.parametrize(
    ("release", "said"),
    [
        (DEBIAN, "sudo apt install libxcb-cursor0"),
        (UBUNTU, "sudo apt install libxcb-cursor0"),
        (FEDORA, "sudo dnf install xcb-util-cursor"),
        (ROCKY, "sudo dnf install xcb-util-cursor"),
        (ARCH, "sudo pacman -S xcb-util-cursor"),
        (OTHER, "Debian and Ubuntu: libxcb-cursor0; Fedora: xcb-util-cursor; Arch: xcb-util-cursor"),
        ("", "Debian and Ubuntu: libxcb-cursor0; Fedora: xcb-util-cursor; Arch: xcb-util-cursor"),
    ],
)
def test_each_system_has_its_own_words(release, said):
    sentence = str(lacking(["libxcb-cursor.so.0"], release))
    assert "(libxcb-cursor.so.0)" in sentence and sentence.endswith(f"{said}.") and "\n" not in sentence


def test_a_package_is_named_once_and_a_library_that_is_not_known_all_the_same():
    sentence = str(lacking(["libxcb-shm.so.0", "libfoo.so.3", "libxcb-sync.so.1"], FEDORA))
    assert "(libxcb-shm.so.0, libfoo.so.3, libxcb-sync.so.1)" in sentence and sentence.endswith("install libxcb.")
    assert str(lacking(["libfoo.so.3"], DEBIAN)).endswith("(libfoo.so.3).")


def test_set_up_knows_the_same_packages():
    lines = (ROOT / "packaging" / "setup.sh").read_text().split("libraries='\n")[1].split("'")[0].splitlines()
    table = {file: (debian, arch) for file, debian, arch in map(str.split, lines)}
    assert table == {file: (debian, arch) for file, (debian, _, arch) in PACKAGES.items()}


def test_an_import_that_fails_is_told_by_its_library():
    fault = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    told = why_not_imported(fault, loads=lambda name: name != "libGL.so.1")
    assert "(libEGL.so.1, libGL.so.1)" in str(told)
    assert "not installed" in str(why_not_imported(ModuleNotFoundError("No module", name="PySide6.QtWidgets")))
    assert why_not_imported(ImportError("cannot import name 'x' from 'reader'", name="reader")) is None
    assert why_not_imported(ModuleNotFoundError("No module named 'regex'", name="regex")) is None


def test_a_platform_that_fails_is_told_by_what_its_plugin_lacks(tmp_path):
    (tmp_path / "libqxcb.so").touch()
    gone = {str(tmp_path / "libqxcb.so"), "libxcb-icccm.so.4"}
    assert "(libxcb-icccm.so.4)" in str(why_no_platform("", {"DISPLAY": ":0"}, tmp_path, lambda name: name not in gone))
    no_answer = why_no_platform("", {"DISPLAY": ":7"}, tmp_path, lambda name: True)
    assert str(no_answer) == "The window cannot be opened: the display :7 does not answer."
    said = 'Could not find the Qt platform plugin "x" in ""'
    assert "QT_QPA_PLATFORM names x," in str(why_no_platform(said, {"QT_QPA_PLATFORM": "x:y"}, tmp_path))
    assert not can_load("libthere-is-none.so.9")


def start(tmp_path, *before: str, **more: str) -> subprocess.CompletedProcess[str]:
    article = tmp_path / "a.txt"
    article.write_text("Words.\n")
    env = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "HOME": str(tmp_path)} | more
    command = [*before, sys.executable, "-m", "reader", str(article)]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux and its like have these plugins")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"DISPLAY": ":7654"}, "the display :7654 does not answer"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "QT_QPA_PLATFORM names nonsense, which Qt does not have"),
    ],
)
def test_qt_does_not_abort_where_it_cannot_show_a_window(tmp_path, more, said):
    done = start(tmp_path, **more)
    assert (done.returncode, done.stderr) == (1, f"The window cannot be opened: {said}.\n")


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("bwrap"), reason="needs bwrap to hide libraries")
@pytest.mark.parametrize(
    "names", [["libxcb-cursor.so.0"], ["libxcb-icccm.so.4", "libxcb-cursor.so.0"], ["libEGL.so.1"], ["libGL.so.1"]]
)
def test_with_libraries_hidden_it_is_one_sentence(tmp_path, names):
    hidden = []
    for name in names:
        maps = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True).stdout.splitlines()
        paths = [line.split(" => ")[1] for line in maps if line.strip().startswith(f"{name} ") and "x86-64" in line]
        if not paths:
            pytest.skip(f"{name} is not here to be hidden")
        for path in paths:
            hidden += ["--ro-bind", "/dev/null", str(Path(path).resolve())]
    if subprocess.run(["bwrap", "--dev-bind", "/", "/", "true"], check=False, capture_output=True).returncode:
        pytest.skip("bwrap may not run here")
    done = start(tmp_path, "bwrap", "--dev-bind", "/", "/", *hidden, DISPLAY=":7654")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and done.stdout == ""
    assert done.stderr.startswith("The window cannot be opened: Qt lacks libraries of the system (")
    assert all(name in done.stderr for name in names) and ("install" in done.stderr or "Debian" in done.stderr)
