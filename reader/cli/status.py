"""`postil status`: how well annotations stand on their words, where they are kept, and what waits to be looked at."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import click

from reader.annotations.model import Anchor
from reader.app.commands import reserved_keys
from reader.app.wording.tr import told
from reader.cli.articles import with_way_back
from reader.cli.paths import path_of
from reader.cli.progress import shown_progress
from reader.cli.results import say, say_json
from reader.counted import counted
from reader.errors import UserError
from reader.folders import Folders
from reader.session import Opened, read_article
from reader.sidecar.journal.recovery import find_left_over
from reader.sidecar.places.copies import article_of_sidecar, conflict_copies
from reader.sidecar.places.moved import bare_article, renamed_to, twins
from reader.sidecar.places.places import SUFFIX, beside, fallback_for, is_gone, kept_below
from reader.text.open import resolve

ANCHORS = (Anchor.EXACT, Anchor.MOVED, Anchor.FUZZY, Anchor.ORPHAN)


@dataclass(frozen=True)
class Health:
    """How one article stands. `kept` is beside, data (the user's folder), moved (where the article stood), or none.

    `copy_of` is the sidecar of an article with the same content, where this one has none.
    """

    path: str
    sidecar: str | None = None
    kept: str | None = None
    annotations: int = 0
    exact: int = 0
    moved: int = 0
    fuzzy: int = 0
    orphan: int = 0
    journal: bool = False
    conflicts: list[str] = field(default_factory=list)
    copy_of: str | None = None
    read_only: str | None = None
    problem: str | None = None


@click.command(short_help="Tell how well annotations stand on their words.")
@click.argument("paths", metavar="PATH ...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")
def status(paths: tuple[str, ...], as_json: bool) -> int:
    """Tell how well the annotations of articles stand on their words; of a folder, of all annotated ones in it.

    exact: the words stand where they stood; moved: elsewhere; fuzzy: changed, somebody should look; orphan: gone.
    """
    rows: list[Health] = []
    with shown_progress("Looking") as progress:
        for number, path in enumerate(paths):
            for found in _health_of(path):
                rows.append(found)
                progress(number / len(paths), f"{len(rows)} articles")
    if as_json:
        say_json([_described(row) for row in rows])
    else:
        _print(rows)
    bad = [row for row in rows if row.problem]
    say(_summary(rows, bad), err=True)
    return 1 if bad else 0


def _health_of(written: str) -> Iterator[Health]:
    folders = Folders.of_user()
    try:
        path = path_of(written)
        if not path.is_dir():
            yield _health(article_of_sidecar(path) or path, folders)
            return
    except UserError as problem:
        yield Health(written, problem=told(problem))
        return
    annotated = list(_annotated_in(path))
    seen = set()
    for article in annotated:
        row = _health(article, folders)
        seen.add(row.sidecar)
        yield row
    for article in _kept_elsewhere(path, folders, set(map(_real, annotated))):
        row = _health(article, folders)
        if row.sidecar not in seen:  # else it is of one that was moved here in the same folder
            yield row


def _kept_elsewhere(folder: Path, folders: Folders, known: set[str]) -> Iterator[Path]:
    """The other articles of a folder whose annotations are in the user's data folder, named as the folder is."""
    real = Path(_real(folder))
    for recorded, sha256 in sorted(kept_below(real, folders.data)):
        gone = is_gone(str(recorded))
        article = (bare_article(recorded.parent, sha256) if gone else None) or recorded
        hidden = any(part.startswith(".") for part in article.parent.relative_to(real).parts)
        if _real(article) not in known and not hidden:
            known.add(_real(article))
            yield folder / article.relative_to(real)


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _annotated_in(folder: Path) -> Iterator[Path]:
    """What has a sidecar or a conflict copy of one beside it, here and below; links to folders are not followed."""
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        found = {article_of_sidecar(Path(place, name)) for name in names}
        articles = {article for article in found if article is not None}
        gone = {article for article in articles if article.name not in names}
        renamed = {article: renamed_to(beside(article)) for article in gone}
        yield from sorted({renamed.get(article) or article for article in articles})


def _health(path: Path, folders: Folders) -> Health:
    row = Health(_text(path))
    try:
        article = resolve(path)
        row = replace(row, conflicts=[_text(copy) for copy in conflict_copies(article)])
        if not article.exists() and os.path.lexists(beside(article)):
            why = f"{path.name} is not there: only its annotations are."
            return replace(row, sidecar=_text(beside(article)), kept="beside", problem=why)
        far = fallback_for(article, "", folders.data).sidecar
        if is_gone(str(article)) and far.exists():
            why = f"{path.name} is not there: only its annotations are."
            return replace(row, sidecar=_text(far), kept="data", problem=why)
        opened = read_article(path, folders, reserved_keys)
    except UserError as problem:
        return replace(row, problem=told(problem))
    loaded = opened.loaded
    counts = Counter(annotation.anchor for annotation in loaded.shown)
    exact, moved, fuzzy, orphan = (counts[anchor] for anchor in ANCHORS)
    sidecar, kept = _place(opened)
    row = replace(
        row,
        annotations=counts.total(),
        journal=_is_waiting(opened, folders),
        exact=exact,
        moved=moved,
        fuzzy=fuzzy,
        orphan=orphan,
    )
    row = replace(row, sidecar=sidecar, kept=kept)
    if loaded.broken:
        broken = loaded.read_only
        return replace(row, problem=str(broken and with_way_back(opened, broken)))
    if loaded.read_only is not None:
        row = replace(row, read_only=str(loaded.read_only))
    if row.sidecar is None:
        others = [twin.sidecar for twin in twins(opened.article, folders.state)]
        row = replace(row, copy_of=_text(others[0]) if others else None)
    return row


def _is_waiting(opened: Opened, folders: Folders) -> bool:
    """Whether a journal knows of changes that are not in the sidecar; it is left as it is."""
    recovered = opened.loaded.recovered
    if recovered is not None:
        return recovered.changes > 0
    left = find_left_over(opened.article, folders.state)
    if left is None:
        return False
    has_unsaved = left.has_unsaved
    left.let_go()
    return has_unsaved


def _place(opened: Opened) -> tuple[str | None, str | None]:
    """Where the sidecar is, and what kind of place that is."""
    store = opened.store
    path = store.places.present()
    if path is None:
        return None, None
    return _text(path), "moved" if store.places.is_left_behind else "beside" if path == store.path else "data"


def _described(row: Health) -> dict[str, object]:
    """As `--json` gives it: names as in `show --json`."""
    names = {"copy_of": "copyOf", "read_only": "readOnly"}
    return {names.get(key, key): value for key, value in asdict(row).items()}


def _print(rows: list[Health]) -> None:
    if not rows:
        return
    say("".join(f"{anchor:>8}" for anchor in ANCHORS) + "  article")
    for row in rows:
        counts = "".join(f"{getattr(row, anchor):>8,}" if not row.problem else f"{'-':>8}" for anchor in ANCHORS)
        say(f"{counts}  {row.path}")
        for line in _remarks(row):
            say(f"{'':34}{line}")


def _remarks(row: Health) -> Iterator[str]:
    if row.problem:
        yield row.problem
    if row.read_only:
        yield row.read_only
    if row.kept == "data":
        yield f"kept in your data folder: {row.sidecar}"
    if row.kept == "moved":
        yield f"found where the article stood before: {row.sidecar}; the next change brings it along"
    if row.journal and not row.read_only:  # which says so
        yield "changes wait in the journal; they come in when it is opened"
    if row.copy_of:
        yield f"has no annotations; an article with the same words has: {row.copy_of.removesuffix(SUFFIX)}"
    for copy in row.conflicts:
        yield f"conflict copy: {copy}"


def _summary(rows: list[Health], bad: list[Health]) -> str:
    if len(rows) == 1 and bad:
        return " ".join((bad[0].problem or "").split())
    parts = [counted(len(rows), "article"), counted(sum(row.annotations for row in rows), "annotation")]
    parts += [f"{count:,} {anchor}" for anchor in ANCHORS[1:] if (count := sum(getattr(r, anchor) for r in rows))]
    copies = sum(len(row.conflicts) for row in rows)
    parts += [counted(copies, "conflict copy", "conflict copies")] if copies else []
    parts += [f"{len(bad)} cannot be read"] if bad else []
    return ", ".join(parts) + "."


def _text(path: Path) -> str:
    """A path as JSON can hold it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
