"""`postil export`: annotated articles in other formats, through the one registry of formats."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reader.app.wording.tr import told
from reader.cli.articles import open_session
from reader.cli.paths import path_of
from reader.cli.results import say, say_path
from reader.errors import UsageError, UserError, worded
from reader.session import Session


@click.command()
@click.argument("articles", metavar="ARTICLE ...", nargs=-1, required=True)
@click.option("--to", "format_id", required=True, metavar="FORMAT", help="The format, such as pdf.")
@click.option("-o", "--output", metavar="PATH", help="A file, a folder for several articles, or - for stdout.")
def export(articles: tuple[str, ...], format_id: str, output: str | None) -> None:
    """Export articles with their annotations. Prints where each was written."""
    from reader.annotations.fields import require
    from reader.export.registry import FORMATS

    require(format_id, [f.id for f in FORMATS], "format")
    target = None if output in (None, "-") else path_of(output or "")
    if len(articles) > 1 and output is not None and (target is None or not target.is_dir()):
        raise UsageError("For several articles, -o names a folder that exists")
    failed: list[UserError] = []
    for article in articles:
        try:
            _export_one(open_session(article), format_id, target, to_stdout=output == "-")
        except UserError as problem:
            failed.append(problem)
    if failed:
        if len(articles) == 1:
            raise failed[0]
        sentences = "; ".join(told(problem).rstrip(".") for problem in failed)
        raise UserError(
            worded("{count} of {all} articles are not exported", count=len(failed), all=len(articles)), sentences
        )


def _export_one(session: Session, format_id: str, target: Path | None, *, to_stdout: bool) -> None:
    from reader.cli.progress import shown_progress
    from reader.export.place import default_target, export_to
    from reader.export.registry import format_by_id

    if target is not None and target.is_dir():
        target = target / default_target(session.article, format_by_id(format_id)).name
    with shown_progress(f"Exporting {session.article.name}") as progress:
        job = session.export_job(progress, warn=lambda sentence: say(sentence, err=True))
        if to_stdout:
            data = format_by_id(format_id).write(job)
            sys.stdout.buffer.write(data)
            return
        written = export_to(target, format_id, job)
    say_path(written)
