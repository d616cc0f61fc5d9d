"""`postil move`: another name or folder for an article, with all that belongs to it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import click

from reader.cli.articles import settled
from reader.cli.paths import path_of
from reader.cli.results import say, say_path
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.places.copies import article_of_sidecar
from reader.sidecar.places.relocate import is_unfinished, move_article
from reader.text.open import resolve
from reader.text.source import read_bytes


@click.command(short_help="Rename or move an article with its annotations.")
@click.argument("old")
@click.argument("new")
def move(old: str, new: str) -> None:
    """Rename the article OLD to NEW, or move it into the folder NEW, with its annotations.

    Nothing is ever replaced. Prints the new path.
    """
    folders = Folders.of_user()
    source = _plain(path_of(old))
    target = _target(new, source)
    what = worded("{name} is not moved", name=source.name)
    if target == source:
        raise UserError(what, "that is where it is")
    if os.path.lexists(source) or not is_unfinished(source, target, folders.state):
        data = read_bytes(source)
        settled(str(source))
    else:  # begun before: the article has arrived, and what belongs to it is still here
        data = read_bytes(target)
    is_kept = move_article(source, target, hashlib.sha256(data).hexdigest(), folders)
    elsewhere = settled(str(target)) if is_kept else ""  # what was kept in the data folder may have room beside it now
    say_path(target)
    if elsewhere:
        say(elsewhere, err=True)


def _plain(path: Path) -> Path:
    """The path with the links of its folder resolved. Raises UserError for what is itself a link, or no article."""
    if path.is_symlink():
        what = worded("{name} is not moved", name=path.name)
        raise UserError(
            what,
            worded("it is a link, and its annotations stand beside {target}", target=resolve(path)),
            "Move that one",
        )
    plain = resolve(path.parent) / path.name if path.name not in ("", "..") else resolve(path)
    if article_of_sidecar(plain) is not None:
        what = worded("{name} is not moved", name=plain.name)
        raise UserError(what, "it is the annotations of an article, and goes where that goes", "Move the article")
    return plain


def _target(new: str, source: Path) -> Path:
    """Where the article goes, as `mv` understands it. Raises UserError."""
    path = path_of(new)
    what = worded("{name} is not moved", name=source.name)
    if path.is_dir():
        target = resolve(path) / source.name
    elif new.endswith(("/", os.sep)):
        raise UserError(what, worded("there is no folder {folder}", folder=new))
    else:
        target = resolve(path.parent) / path.name
    if not target.parent.is_dir():
        raise UserError(what, worded("there is no folder {folder}", folder=target.parent))
    if article_of_sidecar(target) is not None:
        raise UserError(what, worded("{name} is a name for annotations, not for an article", name=target.name))
    return target
