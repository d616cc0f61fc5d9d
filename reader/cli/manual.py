"""The command line and the keys as values, read from what runs: man page and completions are written from them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

import click

from reader.annotations.tagset_file import default_tagset
from reader.app.commands import commands_for
from reader.app.keyboard.keymap import Keymap
from reader.app.window.key_groups import groups
from reader.desktop.manual import Choice, Manual, Verb
from reader.export.registry import FORMATS as EXPORTS
from reader.importers.registry import FORMATS as IMPORTS


def read_manual() -> Manual:
    """All subcommands, options and keys, as they are without settings of one's own."""
    from reader.cli.app import postil

    tagset = default_tagset()
    known = {
        "TYPE": tuple(kind.id for kind in tagset.types),
        "VERDICT": tuple(value.id for value in tagset.verdicts),
        "--to FORMAT": tuple(entry.id for entry in EXPORTS),
        "--from FORMAT": tuple(entry.id for entry in IMPORTS),
    }
    commands = commands_for(tagset)
    sheet = groups(commands, Keymap.of(commands))
    keys = tuple((group.title, tuple((", ".join(row.keys), row.words) for row in group.rows)) for group in sheet)
    return Manual(_verb(postil, known), keys)


def _verb(command: click.Command, known: Mapping[str, tuple[str, ...]], parent: click.Context | None = None) -> Verb:
    context = click.Context(command, parent, command.name)
    choices: list[Choice] = []
    arguments: list[click.Argument] = []
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and not parameter.hidden:
            choices.append(_choice(parameter, context, known))
        elif isinstance(parameter, click.Argument):
            arguments.append(parameter)
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    text = inspect.cleandoc(command.help or "").replace("\f", "")
    words = next((tuple(each.type.choices) for each in arguments if isinstance(each.type, click.Choice)), ())
    needed = [
        f"{each.opts[-1]} {each.make_metavar(context)}"
        for each in command.get_params(context)
        if isinstance(each, click.Option) and each.required
    ]
    return Verb(
        command.name or "",
        " ".join([*(each.make_metavar(context) for each in arguments), *needed]),
        command.get_short_help_str(limit=100).rstrip("."),
        text,
        tuple(choices),
        tuple(_verb(each, known, context) for each in sorted(inner, key=lambda each: each.name or "")),
        words,
        takes_files=any(not isinstance(each.type, click.Choice) for each in arguments) or command.name == "postil",
    )


def _choice(option: click.Option, context: click.Context, known: Mapping[str, tuple[str, ...]]) -> Choice:
    names = tuple(sorted((*option.opts, *option.secondary_opts), key=len))
    if option.is_flag or option.count or option.is_eager:
        return Choice(names, "", option.help or "")
    value = option.make_metavar(context)
    named = tuple(option.type.choices) if isinstance(option.type, click.Choice) else ()
    values = named or known.get(value) or known.get(f"{names[-1]} {value}") or ()
    return Choice(names, value, option.help or "", tuple(map(str, values)), is_path=value in ("PATH", "FILE"))
