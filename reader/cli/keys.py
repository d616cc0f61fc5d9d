"""`postil keys`: the live keymap, from the same registry that the window reads."""

from __future__ import annotations

import click

from reader.annotations.tagset_file import find_tagset
from reader.app.commands import commands_for, reserved_keys, with_arrows
from reader.app.keyboard.keymap_file import live_keys
from reader.app.look.themes import read_themes
from reader.cli.results import say, say_json
from reader.folders import Folders
from reader.settings import read_settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")
def keys(as_json: bool) -> None:
    """List every command with its keys."""
    folders = Folders.of_user()
    found = find_tagset(None, folders.config, folders.home, reserved_keys)
    if found.warning:
        say(str(found.warning), err=True)
    settings, own = read_settings(folders.config), read_themes(folders.config)
    for warning in (*settings.warnings, *own.warnings):
        say(str(warning), err=True)
    labels = {name: theme.label for name, theme in own.themes.items()}
    commands = with_arrows(commands_for(found.tagset, labels), settings.settings.arrows)
    live = live_keys(commands, folders.config)
    if live.warning:
        say(str(live.warning), err=True)
    keymap = live.keymap
    if as_json:
        rows = [
            {"id": c.id, "title": c.title, "keys": list(keymap.keys_of(c.id)), "context": c.context} for c in commands
        ]
        say_json(rows)
        return
    width = max(len(", ".join(keymap.keys_of(c.id))) for c in commands)
    context = ""
    for each in sorted(
        commands, key=lambda c: ("page", "global").index(c.context) if c.context in ("page", "global") else 2
    ):
        if each.context != context:
            context = each.context
            if context != "page":
                say()
            say(f"[{context}]")
        say(f"{', '.join(keymap.keys_of(each.id)):<{width}}  {each.title}")
