"""The command that a desktop is given starts this very Postil, from anywhere and without what a terminal had set."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from reader.desktop.executable import Process, command_of, exists, in_terminal, is_fleeting

ROOT = Path(__file__).resolve().parents[2]


def process(
    argv0: str | Path,
    python: str | Path = "/usr/bin/python3",
    root: str | Path = "/nowhere",
    environ: Mapping[str, str] | None = None,
    platform: str = "linux",
    frozen: bool = False,
) -> Process:
    return Process(str(argv0), str(python), str(root), environ or {}, platform, frozen)


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_script_is_named_with_its_whole_path(tmp_path, monkeypatch) -> None:
    script = program(tmp_path / "bin" / "postil")
    monkeypatch.chdir(tmp_path)
    assert command_of(process("bin/postil")) == (str(script),)


def test_a_link_of_pipx_is_kept(tmp_path) -> None:
    script = program(tmp_path / "venvs" / "postil" / "bin" / "postil")
    link = tmp_path / "postil"
    link.symlink_to(script)
    assert command_of(process(link)) == (str(link),)


def test_the_script_beside_python_is_better_than_a_module(tmp_path) -> None:
    python, script = program(tmp_path / "bin" / "python"), program(tmp_path / "bin" / "postil")
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    main = packages / "reader" / "__main__.py"
    assert command_of(process(main, python, packages)) == (str(script),)
    script.unlink()
    assert command_of(process(main, python, packages)) == (str(python), "-P", "-m", "reader")


def test_a_script_that_starts_another_postil_is_not_taken(tmp_path) -> None:
    """PYTHONPATH brought this `reader`; without it, the script runs the one that it was installed with."""
    script, root = program(tmp_path / "bin" / "postil"), tmp_path / "checkout"
    command = command_of(process(script, tmp_path / "bin" / "python", root, {"PYTHONPATH": f"/x:{root}"}))
    assert command[:3] == (str(tmp_path / "bin" / "python"), "-P", "-c")
    assert command[-1] == str(root)


def test_a_checkout_that_is_installed_nowhere_starts(tmp_path) -> None:
    """Also from a folder that holds something else called `reader`."""
    program(tmp_path / "reader" / "__main__.py").write_text("print('wrong')")
    (tmp_path / "reader" / "__init__.py").write_text("print('wrong')")
    command = command_of(process(ROOT / "reader" / "__main__.py", sys.executable, ROOT))
    done = subprocess.run(
        [*command, "--version"], cwd=tmp_path, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True
    )
    assert done.stdout.startswith("postil "), done.stderr


def test_an_appimage_is_itself_and_not_where_it_is_mounted(tmp_path) -> None:
    mounted = program(tmp_path / "mount" / "usr" / "bin" / "python")
    environ = {"APPIMAGE": "/home/ada/Postil.AppImage", "APPDIR": str(tmp_path / "mount")}
    assert command_of(process("postil", mounted, environ=environ)) == ("/home/ada/Postil.AppImage",)


def test_a_terminal_that_is_an_appimage_is_not_postil(tmp_path) -> None:
    script = program(tmp_path / "postil")
    environ = {"APPIMAGE": "/home/ada/Terminal.AppImage", "APPDIR": "/tmp/.mount_Term"}
    assert command_of(process(script, environ=environ)) == (str(script),)


def test_a_frozen_program_is_its_own_executable() -> None:
    assert command_of(process("postil", "/opt/postil/postil", frozen=True)) == ("/opt/postil/postil",)


def test_windows_has_the_one_without_a_console(tmp_path) -> None:
    program(tmp_path / "postil.exe")
    twin = program(tmp_path / "postil-gui.exe")
    assert command_of(process(tmp_path / "postil", platform="win32")) == (str(twin),)


def test_a_script_gets_the_one_with_a_console(tmp_path) -> None:
    twin = str(program(tmp_path / "postil-gui.exe"))
    assert in_terminal((twin,)) == (twin,)  # alone there
    plain = str(program(tmp_path / "postil.exe"))
    assert in_terminal((twin,)) == in_terminal((plain,)) == (plain,)
    assert in_terminal(("/usr/bin/python3", "-m", "reader")) == ("/usr/bin/python3", "-m", "reader")


@pytest.mark.parametrize(
    ("command", "fleeting"),
    [
        ("/home/ada/.cache/uv/archive-v0/x/bin/postil", True),
        ("/home/ada/.local/share/pipx/.cache/0f/bin/postil", True),
        ("/home/ada/.local/bin/postil", False),
        ("/usr/bin/postil", False),
    ],
)
def test_what_is_in_a_cache_is_gone_tomorrow(command: str, fleeting: bool) -> None:
    assert is_fleeting((command,), {"HOME": "/home/ada"}) is fleeting


def test_what_is_not_there_does_not_exist(tmp_path) -> None:
    assert exists((str(program(tmp_path / "postil")),))
    assert not exists((str(tmp_path / "gone"),))
    assert not exists(())
