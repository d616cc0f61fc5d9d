"""`postil merge --copies`: brings what a sync tool put into conflict copies into the annotations of an article."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reader.app.wording.tr import told
from reader.cli.articles import settled
from reader.cli.paths import path_of
from reader.cli.results import say, say_path
from reader.errors import UserError
from reader.folders import Folders
from reader.sidecar.backups.backups import Backups
from reader.sidecar.merging.absorb import Absorbed, absorb_all
from reader.sidecar.places.copies import article_of_sidecar, conflict_copies
from reader.text.open import resolve
from reader.text.source import read_bytes


def merge_copies(articles: tuple[str, ...]) -> int:
    """Exit status 1 when something was changed differently on both sides, or a copy is left; stderr says so."""
    folders = Folders.of_user()
    total = Absorbed()
    for written in articles:
        path = path_of(written)
        try:
            article = resolve(article_of_sidecar(path) or path)
            sha256 = hashlib.sha256(read_bytes(article)).hexdigest()
            settled(str(article))
        except UserError as problem:
            total = total._replace(problems=(*total.problems, problem))
            continue
        copies = conflict_copies(article)
        found = absorb_all(copies, article, Backups(folders.state, article, sha256), folders.state)
        total = Absorbed(
            total.merged + found.merged, total.conflicts + found.conflicts, (*total.problems, *found.problems)
        )
        _print(article, copies)
    say(_told(total), err=True)
    return 1 if total.conflicts or total.problems else 0


def _print(article: Path, copies: list[Path]) -> None:
    """The copies that are in the sidecar by now."""
    left = set(conflict_copies(article))
    for copy in copies:
        if copy not in left:
            say_path(copy)


def _told(total: Absorbed) -> str:
    parts = [f"{total.merged} conflict {'copy' if total.merged == 1 else 'copies'} merged"]
    if total.conflicts:
        things = "thing was" if total.conflicts == 1 else "things were"
        parts.append(f'{total.conflicts} {things} changed differently, and theirs is kept under "conflict"')
    parts += [" ".join(told(problem).split()).rstrip(".") for problem in total.problems]
    return "; ".join(parts) + "."
