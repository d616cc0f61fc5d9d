"""A sandbox as Flatpak makes it: no home but its own, no network, and of the user's files one, in a document portal.

What is put beside that file goes into a folder in memory, and is gone with the sandbox; the call succeeds.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

APP_ID = "io.github.postil.Postil"
ROOT = Path(__file__).resolve().parents[2]
RUNTIME = Path("/run/user/1000")
_HIDDEN = {"dev", "home", "media", "mnt", "proc", "root", "run", "srv", "sys", "tmp", "var", "work"}

_SOCKETS = "/tmp/.X11-unix"


class Sandbox(NamedTuple):
    """What is the same in all runs: the program's own home (`~/.var/app/ID` outside), and files that are lent."""

    home: Path
    writable: bool = True  # whether the portal's folder pretends to take other files
    shared: Path | None = None  # what all sandboxes of one program have in common of the runtime folder
    others: tuple[tuple[str, Path], ...] = ()  # numbers and files that the portal has lent, too
    granted: tuple[Path, ...] = ()  # files that were brought in by `--filesystem=FILE`, to where they are outside
    portal: Path | None = None  # what a real document portal shows this program: then nothing else is lent

    def command(self, number: str, article: Path, *words: str, display: str = "") -> list[str]:
        """The command that runs `words` with `article` lent under this number, with a window on this display."""
        command = ["bwrap", "--die-with-parent", "--unshare-net", "--unshare-pid", "--unshare-ipc", "--new-session"]
        for entry in sorted(Path("/").iterdir()):
            if entry.is_symlink():
                command += ["--symlink", str(entry.readlink()), str(entry)]
            elif entry.is_dir() and entry.name not in _HIDDEN:
                command += ["--ro-bind", str(entry), str(entry)]
        command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/run", "--tmpfs", "/home"]
        command += ["--perms", "0700", "--dir", str(RUNTIME), "--dir", str(RUNTIME / "app" / APP_ID)]
        for needed in dict.fromkeys((sys.base_prefix, sys.prefix, str(ROOT))):  # a checkout may be anywhere
            command += ["--ro-bind", needed, needed]
        if self.portal is not None:
            command += ["--bind", str(self.portal), str(RUNTIME / "doc")]
        for each, file in ((number, article), *self.others) if self.portal is None else ():
            place = self.lent(each, file)
            command += ["--dir", str(place.parent), "--bind", str(file), str(place)]
        for file in self.granted:
            command += ["--dir", str(file.parent), "--bind", str(file), str(file)]
        if self.shared is not None:
            command += ["--bind", str(self.shared), str(RUNTIME / "app" / APP_ID)]
        if not self.writable:
            command += ["--remount-ro", "/run"]
        if display:
            command += ["--ro-bind", _SOCKETS, _SOCKETS]
        command += ["--bind", str(self.home), "/home/ada", "--ro-bind", "/dev/null", "/.flatpak-info", "--clearenv"]
        variables = {"HOME": "/home/ada", "PATH": "/usr/bin", "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(RUNTIME)}
        variables |= {"XDG_DATA_HOME": "/home/ada/data", "FLATPAK_ID": APP_ID, "PYTHONPATH": str(ROOT)}
        variables |= {"QT_QPA_PLATFORM": "xcb" if display else "offscreen", "DISPLAY": display}
        for name, value in variables.items():
            command += ["--setenv", name, value]
        return [*command, *words]

    def lent(self, number: str, article: Path) -> Path:
        """Where the article is in there."""
        return RUNTIME / "doc" / number / article.name

    def postil(self, number: str, article: Path, verb: str, *more: str) -> subprocess.CompletedProcess[str]:
        """Run `postil VERB ARTICLE ...` to its end."""
        words = [sys.executable, "-m", "reader", verb, str(self.lent(number, article)), *more]
        command = self.command(number, article, *words)
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False
        )


@cache
def why_no_sandbox() -> str:
    """Why none can be made here; "" when they can."""
    if shutil.which("bwrap") is None:
        return "needs bwrap"
    command = ["bwrap", "--unshare-net", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return f"user namespaces do not work here ({done.stderr.strip()})" if done.returncode else ""
