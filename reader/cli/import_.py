"""`postil import`: annotations from other files, through the one registry of formats."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from reader.app.wording.tr import told
from reader.cli.articles import changing
from reader.cli.paths import path_of
from reader.cli.results import say
from reader.jobs import import_job


@click.command("import")
@click.argument("article")
@click.argument("file")
@click.option("--from", "format_id", required=True, metavar="FORMAT", help="The format, such as pdf.")
def import_article(article: str, file: str, format_id: str) -> None:
    """Bring what FILE says about an article into its annotations. Prints the id of each one added.

    From a PDF that Postil exported, all annotations in it come back, and with them what people marked in a PDF viewer.
    FILE is - for stdin.
    What is here stays: a second import adds nothing.
    """
    from reader.annotations.fields import require
    from reader.app.wording.speaking import all_speeches
    from reader.cli.progress import shown_progress
    from reader.importers.registry import FORMATS, format_by_id
    from reader.importers.told import parts_of

    require(format_id, [f.id for f in FORMATS], "format")
    path, data = (Path("stdin"), _stdin()) if file == "-" else (path_of(file), None)
    with changing(article) as session:
        with shown_progress(f"Importing {path.name}") as progress:
            job = replace(import_job(session, path, progress, speeches=all_speeches()), data=data)
            imported = format_by_id(format_id).read(job)
        session.apply(imported.change)
    for annotation_id in imported.added:
        say(annotation_id)
    say("; ".join(map(told, parts_of(imported, path.name))) + ".", err=True)


def _stdin() -> bytes:
    """All of it, as far as it is looked at."""
    from reader.importers.pdf.read import MOST_BYTES

    return sys.stdin.buffer.read(MOST_BYTES + 1)
