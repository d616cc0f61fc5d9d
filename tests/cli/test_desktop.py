"""`postil desktop` says in a few lines what it did, and changes nothing that was not asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are Linux' places")


@pytest.fixture(autouse=True)
def alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system without programs, and a Postil that was started by its script."""
    script = home / "bin" / "postil"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setenv("XDG_DATA_DIRS", str(home / "system"))
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(sys, "argv", [str(script)])
    monkeypatch.setattr("reader.desktop.linux.registration.is_fleeting", lambda *_: False)
    return script


def test_status_of_a_fresh_home(postil, home: Path) -> None:
    before = sorted(home.rglob("*"))
    ran = postil("desktop", "status")
    said = "The desktop does not know Postil; `postil desktop install` has it know.\n"
    assert (ran.status, ran.out, ran.err) == (0, said, "")
    assert sorted(home.rglob("*")) == before


def test_install_and_uninstall(postil, home: Path, alone: Path) -> None:
    ran = postil("desktop", "install", "--default")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        f"The desktop knows Postil: {home}/data/applications/io.github.postil.Postil.desktop",
        f"It runs {alone}",
        "Markdown articles   Postil",
        "Text articles       Postil",
        "Postil annotations  Postil",
    ]
    ran = postil("desktop", "uninstall")
    said = "The desktop does not know Postil any more; articles and annotations are as they were.\n"
    assert (ran.status, ran.out) == (0, said)
    left = [path for path in home.rglob("*") if path.is_file() and path != alone and "cache" not in path.parts]
    assert left == []


@pytest.mark.skipif(not shutil.which("update-desktop-database"), reason="desktop-file-utils is not installed")
def test_json_for_scripts(postil, home: Path, alone: Path) -> None:
    found = postil("desktop", "install", "--json").json
    assert found["registered"] is True
    assert found["command"] == [str(alone)]
    assert found["runs"] is True
    assert found["opens"]["annotations"] == {"program": "io.github.postil.Postil.desktop", "postil": True}
    assert str(home / "data" / "man" / "man1" / "postil.1") in found["changed"]
    assert postil("desktop", "status", "--json").json["changed"] == []


def test_an_edited_entry_is_named(postil, home: Path) -> None:
    postil("desktop", "install")
    entry = home / "data" / "applications" / "io.github.postil.Postil.desktop"
    entry.write_text(entry.read_text() + "# mine\n")
    ran = postil("desktop", "uninstall")
    assert ran.err == f"{entry} was edited: it is kept as it is.\n"
    assert entry.exists()


def test_a_home_that_cannot_be_written_is_one_sentence(postil, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/proc/none")
    ran = postil("desktop", "install")
    assert ran.status == 1
    assert ran.err.startswith("Postil is not registered: /proc cannot be changed, ")
    assert ran.err.endswith(". Nothing has changed.\n")


def test_a_path_of_odd_bytes_is_written_as_it_is(postil, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = Path(str(home / "bin")) / "b\udcff" / "postil"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert postil("desktop", "install").status == 0
    assert b"b\xff/postil" in (home / "data" / "postil" / "start").read_bytes()
    assert postil("desktop", "status").out.count("(not there)") == 0


def test_neither_qt_nor_the_window_is_needed() -> None:
    code = (
        "import sys; from reader.cli.main import main; main(['desktop', 'status']);"
        "print([n for n in sys.modules if n.startswith(('PySide6', 'shiboken6'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.stdout.endswith("[]\n"), done.stderr
