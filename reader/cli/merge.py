"""`postil merge`: brings two versions of a sidecar together, by hand or for git, and sets git up for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from reader.cli.paths import path_of
from reader.cli.results import say
from reader.errors import UsageError, worded
from reader.folders import Folders


@click.command(short_help="Merge two versions of a sidecar, fact by fact.")
@click.argument("paths", metavar="BASE OURS THEIRS", nargs=-1)
@click.option("-o", "--output", metavar="PATH", help="Write there instead of into OURS; - for stdout.")
@click.option(
    "--name", default="", metavar="NAME", help="What messages call the file, where the three are temporary ones."
)
@click.option(
    "--copies", is_flag=True, help="Instead: merge the conflict copies a sync tool made, of each ARTICLE named."
)
@click.option("--install-git", is_flag=True, help="Have git merge sidecars with Postil, in this repository.")
@click.option("--uninstall-git", is_flag=True, help="Take that back.")
@click.option("--global", "everywhere", is_flag=True, help="With these two: in all repositories of yours.")
def merge(
    paths: tuple[str, ...],
    output: str | None,
    name: str,
    copies: bool,
    install_git: bool,
    uninstall_git: bool,
    everywhere: bool,
) -> int:
    """Merge what OURS and THEIRS made of BASE into OURS, annotation by annotation and fact by fact.

    Exit status 1 when a fact was changed differently on both sides: then ours stands, and theirs is kept with it.
    An empty BASE: both began anew.
    """
    if install_git or uninstall_git:
        if paths or output or name or (install_git and uninstall_git):
            raise UsageError("--install-git and --uninstall-git stand alone, or with --global")
        from reader.cli import git_driver

        say((git_driver.install if install_git else git_driver.uninstall)(everywhere=everywhere))
        return 0
    if copies:
        from reader.cli.merge_copies import merge_copies

        if not paths or output or name or everywhere:
            raise UsageError("--copies goes with the names of articles, and nothing else")
        return merge_copies(paths)
    if everywhere:
        raise UsageError("--global goes with --install-git or --uninstall-git")
    if len(paths) != 3:
        raise UsageError(
            worded("Three sidecars are needed, BASE OURS THEIRS, and {count} given", count=len(paths) or worded("none"))
        )
    base, ours, theirs = (path_of(written) for written in paths)
    return _merge(base, ours, theirs, output, name)


def _merge(base: Path, ours: Path, theirs: Path, output: str | None, name: str) -> int:
    from reader.cli.progress import shown_progress
    from reader.sidecar.merging.from_files import merge_files, merge_into, write_merged

    target = None if output in (None, "-") else path_of(output or "")
    with shown_progress(f"Merging {name or ours.name}") as progress:
        if output is None or (target is not None and _is_same(target, ours)):
            merged = merge_into(base, ours, theirs, name, Folders.of_user().state, progress)
        else:
            merged = merge_files(base, ours, theirs, name, progress)
    if output == "-":
        sys.stdout.buffer.write(merged.data)
    elif target is not None and not _is_same(target, ours):
        write_merged(target, merged)
    count = len(merged.conflicts)
    if count:
        what = f"{name or ours.name}: {count} {'thing was' if count == 1 else 'things were'} changed differently"
        say(f'{what} on both sides; ours stands, and theirs is kept under "conflict".', err=True)
    return 1 if count else 0


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121  as it was written, without a detour
    except OSError:
        return False
