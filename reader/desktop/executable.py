"""Finds the command that starts this very Postil, and will still do so tomorrow: desktops are given it. Knows no Qt."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from reader.bundle import bundled_program

_SCRIPTS = ("postil", "postil-gui")
# For a checkout that is installed nowhere. The path is an argument, so that nothing in it is read as Python.
_FROM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from reader.cli.main import main; sys.exit(main())"


class Process(NamedTuple):
    """What a command is found from: how Python was started, and where `reader` came from (`root`, the folder of it)."""

    argv0: str
    python: str
    root: str
    environ: Mapping[str, str]
    platform: str
    is_frozen: bool

    @classmethod
    def this(cls) -> Process:
        """The one that asks."""
        root = str(Path(__file__).resolve().parents[2])
        frozen = bool(getattr(sys, "frozen", False))
        return cls(sys.argv[0] if sys.argv else "", sys.executable, root, os.environ, sys.platform, frozen)


def this_command() -> tuple[str, ...]:
    """The arguments that start this Postil from anywhere; names of articles are put behind them."""
    return command_of(Process.this())


def terminal_command() -> tuple[str, ...]:
    """The same for scripts, which wait for what they start and hear it: never the twin without a console."""
    return in_terminal(this_command())


def in_terminal(command: tuple[str, ...]) -> tuple[str, ...]:
    """What to run in the place of a twin that has no console; else the same."""
    is_twin = PurePath(command[0]).stem == "postil-gui"
    return (bundled_program(command[0]) if is_twin else command[0], *command[1:])


def command_of(process: Process) -> tuple[str, ...]:
    """The same for any process. The first argument is an absolute path; links in it are kept.

    pipx and uv put links to their scripts into ~/.local/bin, and a link outlives the place that it leads to.
    """
    image = process.environ.get("APPIMAGE", "")
    mounted = process.environ.get("APPDIR", "")
    # both are inherited by whatever is started from another AppImage, a terminal say
    if image and mounted and _is_below(process.python, mounted):
        return (str(Path(image).absolute()),)
    if process.is_frozen:
        return (_windowed(str(Path(process.python).absolute()), process.platform),)
    if not _is_lent(process):
        script = _script(process)
        if script:
            return (script,)
    # -P: else a folder called `reader` that lies where the desktop happens to be would be run
    python = str(Path(process.python).absolute())
    if _is_installed(process):
        return (python, "-P", "-m", "reader")
    return (python, "-P", "-c", _FROM, process.root)


def is_fleeting(command: tuple[str, ...], environ: Mapping[str, str]) -> bool:
    """Whether this command's program stands where things do not stay: `uvx` and `pipx run` make it in a cache."""
    cache = environ.get("XDG_CACHE_HOME") or str(Path(environ.get("HOME") or "~", ".cache"))
    places = (cache, environ.get("UV_CACHE_DIR", ""), environ.get("TMPDIR", ""), "/tmp", "/var/tmp", "/run")
    if any(place and _is_below(command[0], place) for place in places):
        return True
    return f"{os.sep}pipx{os.sep}.cache{os.sep}" in os.path.realpath(command[0])


def exists(command: tuple[str, ...]) -> bool:
    """Whether what this command runs is there."""
    return bool(command) and shutil.which(command[0]) is not None


def _is_lent(process: Process) -> bool:
    """Whether this `reader` was found by PYTHONPATH, which a desktop does not set."""
    lent = process.environ.get("PYTHONPATH", "").split(os.pathsep)
    return any(place and os.path.realpath(place) == os.path.realpath(process.root) for place in lent)


def _is_installed(process: Process) -> bool:
    """Whether Python finds this `reader` by itself."""
    return Path(process.root).name in ("site-packages", "dist-packages") and not _is_lent(process)


def _script(process: Process) -> str:
    """The script that was started, or the one beside Python that starts the same; "" when there is none."""
    started = Path(process.argv0)
    name = started.name.removesuffix(".exe")
    suffix = ".exe" if process.platform == "win32" else ""
    if name in _SCRIPTS:
        found = shutil.which(process.argv0) or shutil.which(process.argv0.removesuffix(suffix) + suffix)
        if found:
            return _windowed(str(Path(found).absolute()), process.platform)
    beside = Path(process.python).absolute().parent / f"postil{suffix}"
    if _is_installed(process) and os.access(beside, os.X_OK):
        return _windowed(str(beside), process.platform)
    return ""


def _windowed(program: str, platform: str) -> str:
    """On Windows the twin of a program that opens no console with it, if there is one."""
    if platform != "win32":
        return program
    twin = Path(program).with_name("postil-gui.exe")
    return str(twin) if twin.exists() else program


def _is_below(path: str, folder: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
