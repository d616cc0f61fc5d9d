"""What is told of Qt and PySide is what they say of themselves once they are asked, and neither is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6 import __version__ as pyside
from PySide6.QtCore import qVersion

from reader import __version__
from reader.cli.main import main
from reader.desktop.versions import pyside_version, qt_version, system


def test_the_command_tells_the_versions_of_what_runs(capsys) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"postil {__version__}",
        f"Qt {qVersion()}",
        f"PySide6 {pyside}",
        f"Python {sys.version.split()[0]}",
        system(),
    ]


def test_it_imports_neither_qt_nor_what_commands_need() -> None:
    code = (
        "import sys, json; from reader.cli.main import main; status = main(['--version']); "
        "print(json.dumps([status, sorted(sys.modules)]))"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, check=False
    )
    status, modules = json.loads(done.stdout.splitlines()[-1])
    assert status == 0
    heavy = ("PySide6", "shiboken6", "click", "rich", "importlib.metadata", "platform", "logging")
    assert not [m for m in modules if m.startswith(heavy)]
    assert [m for m in modules if m.startswith("reader")] == [
        "reader",
        "reader.cli",
        "reader.cli.arguments",
        "reader.cli.main",
        "reader.desktop",
        "reader.desktop.versions",
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "PySide6"
    place.mkdir()
    return place


def test_without_an_installation_beside_it_pyside_is_asked(folder: Path) -> None:
    (folder / "_config.py").write_text('version_info = (6, 8, 2)\nversion = "6.8.2"\n')
    assert pyside_version(folder) == "6.8.2"
    (folder.parent / "PySide6-6.8.2.1.dist-info").mkdir()
    (folder.parent / "pyside6_addons-6.0.0.dist-info").mkdir()
    assert pyside_version(folder) == "6.8.2.1"


def test_what_cannot_be_found_out_is_said_so(folder: Path) -> None:
    assert pyside_version(None) == qt_version(None) == "not installed"
    assert pyside_version(folder) == "unknown"
    (folder / "_config.py").write_bytes(b"\xff\xfe")
    assert pyside_version(folder) == "unknown"
    (folder / "Qt6Core.dll").write_bytes(b"")
    assert qt_version(folder) == "unknown" or qt_version(folder).startswith("6.")  # a Qt of the system's own


def test_qt_says_its_version_on_windows_too(folder: Path) -> None:
    (folder / "Qt6Core.dll").write_bytes(b"\0" * 5000 + b"Qt 6.10.1 (x86_64-little_endian-llp64 shared (dynamic))\0")
    assert qt_version(folder) == "6.10.1"
