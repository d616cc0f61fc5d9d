"""`postil validate`: whether sidecars have the shape they should have, and where they have not."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.paths import path_of
from reader.errors import UserError
from reader.sidecar.check import check_sidecar
from reader.sidecar.places import SUFFIX, beside


@click.command()
@click.argument("paths", metavar="PATH ...", nargs=-1, required=True)
def validate(paths: tuple[str, ...]) -> int:
    """Check sidecars, given themselves or by their articles. Bad records go to stdout with place and reason."""
    bad = checked = 0
    for written in paths:
        path = path_of(written)
        sidecar = path if path.name.endswith(SUFFIX) else beside(Path(path).resolve())
        if not sidecar.exists():
            if path.name.endswith(SUFFIX) or not path.exists():
                raise UserError(f"{written} cannot be checked", "there is no such file")
            click.echo(f"{written}: it has no annotations yet.", err=True)
            continue
        checked += 1
        for problem in check_sidecar(sidecar):
            bad += 1
            click.echo(f"{sidecar}: {problem.place}: {problem.reason}")
    what = "no problem" if not bad else f"{bad} problem{'s' if bad > 1 else ''}"
    click.echo(f"{checked} sidecar{'' if checked == 1 else 's'} checked, {what}.", err=True)
    return 1 if bad else 0
