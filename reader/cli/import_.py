"""`postil import`: annotations from other files, through the one registry of formats."""

from __future__ import annotations

import click

from reader.app.wording.tr import told
from reader.cli.articles import changing
from reader.cli.paths import path_of
from reader.cli.results import say


@click.command("import")
@click.argument("article")
@click.argument("file")
@click.option("--from", "format_id", required=True, metavar="FORMAT", help="The format, such as pdf.")
def import_article(article: str, file: str, format_id: str) -> None:
    """Bring what FILE says about an article into its annotations. Prints the id of each one added.

    From a PDF that Postil exported, all annotations in it come back, and with them what people marked in a PDF viewer.
    What is here stays: a second import adds nothing.
    """
    from reader.annotations.fields import require
    from reader.cli.progress import shown_progress
    from reader.importers.registry import FORMATS, format_by_id
    from reader.importers.told import parts_of

    require(format_id, [f.id for f in FORMATS], "format")
    path = path_of(file)
    with changing(article) as session:
        with shown_progress(f"Importing {path.name}") as progress:
            imported = format_by_id(format_id).read(session.import_job(path, progress))
        session.apply(imported.change)
    for annotation_id in imported.added:
        say(annotation_id)
    say("; ".join(map(told, parts_of(imported, path.name))) + ".", err=True)
