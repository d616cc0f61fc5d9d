"""Sets git up to merge sidecars with Postil: the driver in its configuration, the attribute for their names."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from reader.desktop.executable import terminal_command
from reader.errors import UserError, worded
from reader.sidecar.disk.durable import make_folder, write_durably
from reader.sidecar.places.places import SUFFIX

DRIVER = "postil"
ATTRIBUTE = f"*{SUFFIX} merge={DRIVER}"
_TITLE = "Annotations, merged by Postil"


def install(*, everywhere: bool) -> str:
    """Set git up in the repository of the current folder, or for all of the user's. Returns what was done.

    Setting up twice changes nothing; a Postil that moved is found again by it. Raises UserError.
    """
    attributes = _attributes(everywhere=everywhere)
    scope = _scope(everywhere=everywhere)
    wanted = {f"merge.{DRIVER}.name": _TITLE, f"merge.{DRIVER}.driver": driver_command()}
    stale = [key for key, value in wanted.items() if _git("config", scope, "--get", key, fails_well=True) != value]
    lines = _lines(attributes)
    if not stale and ATTRIBUTE in lines:
        return f"Git merges *{SUFFIX} with Postil already ({_where(everywhere=everywhere)})."
    for key in stale:
        _git("config", scope, "--replace-all", key, wanted[key])
    if ATTRIBUTE not in lines:
        _write(attributes, [*lines, ATTRIBUTE])
    return f"Git now merges *{SUFFIX} with Postil ({_where(everywhere=everywhere)}; attributes in {attributes})."


def uninstall(*, everywhere: bool) -> str:
    """Take back what `install` did, and nothing else. Returns what was done. Raises UserError."""
    attributes = _attributes(everywhere=everywhere)
    scope = _scope(everywhere=everywhere)
    lines = _lines(attributes)
    known = _git("config", scope, "--get-regexp", rf"^merge\.{DRIVER}\.", fails_well=True)
    if not known and ATTRIBUTE not in lines:
        return f"Git does not merge *{SUFFIX} with Postil ({_where(everywhere=everywhere)}); nothing to take back."
    if known:
        _git("config", scope, "--remove-section", f"merge.{DRIVER}")
    if ATTRIBUTE in lines:
        _write(attributes, [line for line in lines if line != ATTRIBUTE])
    return f"Git no longer merges *{SUFFIX} with Postil ({_where(everywhere=everywhere)})."


def driver_command() -> str:
    """What git is to run, for its shell: this very Postil, whatever its path holds."""
    words = shlex.join(terminal_command())
    if sys.platform == "win32":  # Git for Windows runs drivers in a shell that takes backslashes for escapes
        words = words.replace("\\", "/")
    return f"{words.replace('%', '%%')} merge --name %P -- %O %A %B"


def _scope(*, everywhere: bool) -> str:
    return "--global" if everywhere else "--local"


def _where(*, everywhere: bool) -> str:
    return "in all of your repositories" if everywhere else "in this repository"


def _attributes(*, everywhere: bool) -> Path:
    """The file of attributes that is the user's own: nothing in the repository's folder is touched."""
    if not everywhere:
        return Path(_git("rev-parse", "--git-path", "info/attributes")).absolute()
    chosen = _git("config", "--global", "--path", "--get", "core.attributesFile", fails_well=True)
    if chosen:
        return Path(chosen)
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(config) / "git" / "attributes"


def _git(*words: str, fails_well: bool = False) -> str:
    """What git says; empty where it says no and that is an answer. Raises UserError."""
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise UserError("Git cannot be set up", "there is no git on this computer") from None
    except OSError as error:
        raise UserError("Git cannot be set up", error.strerror or "it does not start") from None
    said = os.fsdecode(done.stdout).removesuffix("\n").removesuffix("\r")
    if done.returncode == 0 or (fails_well and done.returncode == 1):
        return said
    why = os.fsdecode(done.stderr).strip()
    if "not a git repository" in why or "not in a git directory" in why or "only be used inside a git" in why:
        remedy = "Go to one, or set git up for all of yours with --global"
        raise UserError("Git cannot be set up", "this folder is in no git repository", remedy)
    raise UserError("Git cannot be set up", why.removeprefix("fatal: ").removeprefix("error: "))


def _lines(attributes: Path) -> list[str]:
    try:
        return attributes.read_bytes().decode("utf-8", "surrogateescape").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UserError(
            worded("{attributes} cannot be read", attributes=attributes), (error.strerror or "").lower()
        ) from None


def _write(attributes: Path, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    try:
        make_folder(attributes.parent)
        write_durably(attributes, text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise UserError(
            worded("{attributes} cannot be written", attributes=attributes), (error.strerror or "").lower()
        ) from None
