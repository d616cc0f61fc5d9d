"""`postil validate`: whether sidecars have the shape they should have, and where they have not."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import click

from reader.cli.paths import path_of
from reader.cli.results import say
from reader.counted import counted
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.format.check import check_sidecar
from reader.sidecar.places.places import SUFFIX, beside, fallback_for, kept_below


@click.command(short_help="Check sidecars, and say what is wrong with which record.")
@click.argument("paths", metavar="PATH ...", nargs=-1, required=True)
def validate(paths: tuple[str, ...]) -> int:
    """Check sidecars, given themselves, by their articles or by a folder. Bad records go to stdout, with the reason."""
    bad = bare = 0
    for written in paths:
        try:
            sidecars = _sidecars(path_of(written))
        except UserError as problem:
            sidecars = []
            bad += 1
            say(f"{written}: file: {problem.why or problem.what}")
        else:
            bare += not sidecars
        for sidecar in sidecars:
            try:
                lines = [f"{sidecar}: {problem.place}: {problem.reason}" for problem in check_sidecar(sidecar)]
            except UserError as problem:
                lines = [f"{sidecar}: file: {problem.why or problem.what}"]
            bad += len(lines)
            for line in lines:
                say(line)
    say(_summary(len(paths), bare, bad), err=True)
    return 1 if bad else 0


def _summary(checked: int, bare: int, bad: int) -> str:
    parts = [f"{counted(checked, 'path')} checked"]
    parts += [f"{bare} without annotations"] if bare else []
    parts.append(counted(bad, "problem") if bad else "no problem")
    return ", ".join(parts) + "."


def _below(folder: Path) -> Iterator[Path]:
    """The sidecars in a folder and below it, and those that are kept elsewhere for articles in it."""
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if name.endswith(SUFFIX))
    data = Folders.of_user().data
    for article, sha256 in sorted(kept_below(Path(os.path.realpath(folder)), data)):
        yield fallback_for(article, sha256, data).sidecar


def _sidecars(path: Path) -> list[Path]:
    """What is to be checked for a path: the sidecar itself, or all that are kept for an article, or in a folder."""
    try:
        found = path.stat()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        what = "there is no such file" if missing else (error.strerror or "it cannot be read").lower()
        raise UserError(worded("{path} cannot be checked", path=path), what) from None
    if stat.S_ISDIR(found.st_mode):
        return list(_below(path))
    if not stat.S_ISREG(found.st_mode):
        raise UserError(worded("{path} cannot be checked", path=path), "it is not an ordinary file")
    if path.name.endswith(SUFFIX):
        return [path]
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(
            worded("{path} cannot be checked", path=path), (error.strerror or "it cannot be read").lower()
        ) from None
    article = Path(os.path.realpath(path))
    kept = fallback_for(article, sha256, Folders.of_user().data).sidecar
    return [sidecar for sidecar in (beside(article), kept) if os.path.lexists(sidecar)]
