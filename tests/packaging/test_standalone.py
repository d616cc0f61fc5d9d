"""The stand-alone folder, built as packaging/make_standalone.sh builds it, started from a place of its own."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.bundle import PARTS, bundled_program, part_command
from reader.export.pdf.child import DRAWER, PROGRAM
from tests.packaging.started import lonely, run, works

ROOT = Path(__file__).resolve().parents[2]
NO_CHECKOUT = not (ROOT / "pyproject.toml").is_file()
BUILT = os.environ.get("POSTIL_STANDALONE")  # a folder that was built already; else one is built
NO_BUNDLER = not BUILT and importlib.util.find_spec("PyInstaller") is None
slow = [
    pytest.mark.slow,
    pytest.mark.skipif(NO_CHECKOUT, reason="this needs a checkout"),
    pytest.mark.skipif(NO_BUNDLER, reason="PyInstaller is not installed (the extra `bundle`)"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's libraries"),
]


def test_parts_are_the_programs_that_a_bundle_can_run() -> None:
    for program in (PROGRAM, DRAWER):
        module = importlib.util.find_spec(PARTS[program.stem])
        assert module is not None and module.origin is not None and Path(module.origin) == program
        assert part_command(program) == [sys.executable, "-P", str(program)]


def test_in_a_bundle_it_is_the_executable_for_a_terminal_that_runs_them(tmp_path, monkeypatch) -> None:
    started = tmp_path / "postil-gui.exe"
    assert bundled_program(str(started)) == str(started)  # alone there
    (tmp_path / "postil.exe").touch()
    assert bundled_program(str(started)) == str(tmp_path / "postil.exe")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert part_command(DRAWER)[1:] == ["--part-of-postil", "draw"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, moved to where nobody built it, under a name with a space and a letter beyond ASCII."""
    place = tmp_path_factory.mktemp("moved") / "Prográms here" / "postil"
    place.parent.mkdir()
    if BUILT:
        shutil.copytree(BUILT, place, symlinks=True)
        return place
    built = tmp_path_factory.mktemp("built")
    environment = os.environ | {"POSTIL_BUNDLER": sys.executable}
    script = ["sh", str(ROOT / "packaging/make_standalone.sh"), str(built)]
    done = subprocess.run(script, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.move(built / "postil", place)
    return place


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    place = tmp_path / "an article é"
    shutil.copytree(ROOT / "resources/samples", place)
    return place / "harbour-ferry.md"


class TestFolder:
    pytestmark = slow

    def test_both_do_what_an_installation_must(self, folder, sample, tmp_path) -> None:
        for name in ("postil", "postil-gui"):
            article = shutil.copytree(sample.parent, tmp_path / f"{name} é") / sample.name
            works(folder / name, tmp_path / f"home of {name}", article)

    def test_it_asks_qt_for_nothing_but_a_window(self, folder, tmp_path) -> None:
        """Commands begin without it: were its library a broken one, they would not see it."""
        own = tmp_path / "postil"
        shutil.copytree(folder, own, symlinks=True)
        for library in own.rglob("libQt6Gui.so.6"):
            library.unlink()
        for library in own.rglob("QtCore.abi3.so"):
            library.write_bytes(b"")
        assert "Qt 6." in run(own / "postil", lonely(tmp_path), "--version")
        assert "tag.PER" in run(own / "postil", lonely(tmp_path), "keys", "--json")

    def test_what_it_starts_has_the_systems_libraries(self, folder, tmp_path) -> None:
        """`postil merge --install-git` runs git; a git of ours tells its environment."""
        tools = tmp_path / "tools"
        tools.mkdir()
        (tools / "git").write_text(f'#!/bin/sh\n/usr/bin/env >"{tmp_path}/seen"\nexit 1\n')
        (tools / "git").chmod(0o755)
        command = [str(folder / "postil"), "merge", "--install-git"]
        subprocess.run(
            command, env=lonely(tmp_path) | {"PATH": str(tools)}, capture_output=True, timeout=60, check=False
        )
        assert "LD_LIBRARY_PATH" not in (tmp_path / "seen").read_text()

    def test_it_holds_what_it_needs_and_no_more(self, folder) -> None:
        files = [path for path in folder.rglob("*") if path.is_file()]
        names = {path.name for path in files}
        assert not [n for n in names if re.search(r"Qml|Quick|WebEngine|QtPdf|Qt6Sql|OpenGL|\.qm$|libgtk|libglib", n)]
        assert {"libqxcb.so", "libqwayland.so", "libqoffscreen.so", "libqsvg.so", "libqjpeg.so"} <= names
        assert {"default.toml", "SourceSerif4SmText-Regular.ttf", "article.typ", "harbour-ferry.md"} <= names
        licences = {path.name for path in (folder / "licenses").iterdir()}
        assert {"Postil.txt", "Python.txt", "LGPL-3.0-only.txt", "THIRD-PARTY.md", "pikepdf", "typst"} <= licences
        size = sum(path.stat().st_size for path in files if not path.is_symlink())
        assert size < 260 * 2**20
        missing = []
        places = f"{folder}/_internal:{folder}/_internal/PySide6/Qt/lib"
        for path in files:
            if ".so" in path.name and path.name != "libqgtk3.so":  # of use where there is a GTK
                done = subprocess.run(["ldd", path], env={"LD_LIBRARY_PATH": places, "PATH": "/usr/bin:/bin"},
                                      capture_output=True, text=True, check=False)  # fmt: skip
                missing += [f"{path.name}: {line.strip()}" for line in done.stdout.splitlines() if "not found" in line]
        assert missing == []
