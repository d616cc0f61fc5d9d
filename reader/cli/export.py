"""`postil export`: annotated articles in other formats, through the one registry of formats."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from reader.app.wording.tr import told
from reader.cli.articles import open_session
from reader.cli.paths import path_of
from reader.cli.results import say, say_path
from reader.errors import UsageError, UserError, worded
from reader.export.pdf.options import CHOICES, Choice, PdfOptions, options_of
from reader.jobs import export_job
from reader.session import Session


def _flag(choice: Choice) -> str:
    return f"--no-{choice.name}" if choice.kind == "switch" else f"--{choice.name}"


def _choices(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with an option for each choice of a PDF: it gets the value as it was written, None where it was not."""
    for choice in reversed(CHOICES):
        if choice.kind == "switch":
            says = f"Without {choice.says[0].lower()}{choice.says[1:]}"
            option = click.option(_flag(choice), choice.name, flag_value="no", default=None, help=says)
        else:
            values = "|".join(key for key, _ in choice.values) or "TYPE,..."
            usual = getattr(PdfOptions(), choice.name)
            unless = {"paper": "what is usual where you live, a4 or letter"}.get(choice.name, usual)
            says = choice.says if usual is None else f"{choice.says} Unless told: {unless}."
            option = click.option(_flag(choice), choice.name, metavar=values, help=says)
        command = option(command)
    return command


@click.command()
@click.argument("articles", metavar="ARTICLE ...", nargs=-1, required=True)
@click.option("--to", "format_id", required=True, metavar="FORMAT", help="The format, such as pdf.")
@click.option("-o", "--output", metavar="PATH", help="A file, a folder for several articles, or - for stdout.")
@click.option("--claims-only", is_flag=True, help="Claims alone: without mentions and highlights.")
@_choices
def export(
    articles: tuple[str, ...], format_id: str, output: str | None, claims_only: bool, **written: str | None
) -> None:
    """Export articles with their annotations. Prints where each was written.

    What is chosen here holds for this export alone; what was chosen in the window does not hold here. The
    annotations attached to a PDF are whole, whatever is left out; --no-files attaches none.
    """
    from reader.annotations.fields import require
    from reader.export.registry import FORMATS, format_by_id

    require(format_id, [f.id for f in FORMATS], "format")
    words = _words(format_by_id(format_id).choices, format_id, written, claims_only=claims_only)
    options_of(words)  # which says what is wrong before anything is written
    target = None if output in (None, "-") else path_of(output or "")
    if len(articles) > 1 and output is not None and (target is None or not target.is_dir()):
        raise UsageError("For several articles, -o names a folder that exists")
    failed: list[UserError] = []
    for article in articles:
        try:
            with _garbage_left():
                _export_one(open_session(article), format_id, words, target, to_stdout=output == "-")
        except UsageError:
            raise
        except UserError as problem:
            failed.append(problem)
    if failed:
        if len(articles) == 1:
            raise failed[0]
        sentences = "; ".join(told(problem).rstrip(".") for problem in failed)
        raise UserError(
            worded("{count} of {all} articles are not exported", count=len(failed), all=len(articles)), sentences
        )


def _words(
    choices: tuple[Choice, ...], format_id: str, written: Mapping[str, str | None], *, claims_only: bool
) -> dict[str, str]:
    """What was chosen, by name. Raises UsageError for what the format has not."""
    words = {name: value for name, value in written.items() if value is not None}
    flags = {choice.name: _flag(choice) for choice in CHOICES}
    if claims_only:
        if words.get("claims") == "no":
            raise UsageError("--claims-only and --no-claims exclude each other")
        words |= {"mentions": "no", "highlights": "no"}
        flags |= {"mentions": "--claims-only", "highlights": "--claims-only"}
    known = {choice.name for choice in choices}
    for name in words:
        if name not in known:
            raise UsageError(
                worded("{flag} is no option of an export to {format_id}", flag=flags[name], format_id=format_id)
            )
    return words


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Do not look for garbage: there is next to none, and of ten thousand annotations it takes half a second."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _export_one(
    session: Session, format_id: str, words: Mapping[str, str], target: Path | None, *, to_stdout: bool
) -> None:
    from reader.app.exporting.usual import usual
    from reader.app.wording.speaking import in_words
    from reader.cli.interrupts import interrupts
    from reader.cli.progress import shown_progress
    from reader.export.job import Cancelled
    from reader.export.pdf.included import types_of
    from reader.export.place import default_target, export_to
    from reader.export.registry import format_by_id

    options = options_of(words, types_of(session.annotations, session.tagset), usual())
    if target is not None and target.is_dir():
        target = target / default_target(session.article, format_by_id(format_id)).name
    with shown_progress(f"Exporting {session.article.name}") as progress, interrupts() as interrupted:
        job = in_words(export_job(session, progress, interrupted, lambda sentence: say(sentence, err=True), options))
        try:
            if to_stdout:
                data = format_by_id(format_id).write(job)
                sys.stdout.buffer.write(data)
                return
            written = export_to(target, format_id, job)
        except Cancelled:
            raise KeyboardInterrupt from None
    say_path(written)
