"""`postil desktop`: has the desktop know Postil, forget it, and says how things are."""

from __future__ import annotations

import click

from reader.cli.results import say, say_json
from reader.desktop.file_types import APP_NAME, FILE_TYPES
from reader.desktop.registration import Registration, Report, registration
from reader.visible import in_a_line

AS_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")


@click.group(short_help="Have the desktop open articles with Postil.")
def desktop() -> None:
    """Have the desktop know Postil: its menu entry, its icons, and the files that it opens."""


@desktop.command()
@click.option("--default", is_flag=True, help="Also open Markdown, text and annotations with Postil from now on.")
@AS_JSON
def install(default: bool, as_json: bool) -> None:
    """Put Postil among the programs of the desktop, for this user.

    Files go on being opened with the program that opens them now, unless --default says otherwise. Again, it brings
    what is there up to date; what was edited meanwhile is kept.
    """
    _tell(_registration().install(default), as_json)


@desktop.command()
@AS_JSON
def uninstall(as_json: bool) -> None:
    """Take away all that `postil desktop install` put there.

    A default that it took goes back to the program that had it. What was edited meanwhile is kept.
    """
    _tell(_registration().uninstall(), as_json)


@desktop.command(short_help="Say what the desktop knows, and what would open a file.")
@AS_JSON
def status(as_json: bool) -> None:
    """Say whether the desktop knows Postil, what it runs, and what would open a file now."""
    _tell(_registration().status(), as_json)


def _registration() -> Registration:
    from reader.cli.manual import read_manual

    return registration(manual=read_manual)


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        say_json(_described(report))
        return
    for line in _lines(report):
        say(line)
    for path in report.kept:
        say(f"{path} was edited: it is kept as it is.", err=True)
    for note in report.notes:
        say(in_a_line(note), err=True)


def _lines(report: Report) -> list[str]:
    if not report.is_registered:
        if report.changed:
            return [f"The desktop does not know {APP_NAME} any more; articles and annotations are as they were."]
        return [f"The desktop does not know {APP_NAME}; `postil desktop install` has it know."]
    lines = [f"The desktop knows {APP_NAME}: {report.place}" if report.place else f"The desktop knows {APP_NAME}."]
    if report.command:
        gone = "" if report.runs else " (not there)"
        lines.append(f"It runs {' '.join(report.command)}{gone}")
    names = {kind.id: kind.names for kind in FILE_TYPES}
    width = max(map(len, names.values()))
    for opener in report.openers:
        program = APP_NAME if opener.is_ours else opener.program or "no program"
        names_ = names[opener.type]
        lines.append(f"{names_[0].upper() + names_[1:]:<{width}}  {program}")
    return lines


def _described(report: Report) -> dict[str, object]:
    return {
        "registered": report.is_registered,
        "place": report.place or None,
        "command": list(report.command),
        "runs": report.runs,
        "opens": {o.type: {"program": o.program or None, "postil": o.is_ours} for o in report.openers},
        "changed": list(report.changed),
        "kept": list(report.kept),
        "notes": [in_a_line(note) for note in report.notes],
    }
