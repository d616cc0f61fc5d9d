"""`keymap.toml`: what it changes, and what is said when it is wrong."""

from __future__ import annotations

import pytest

from reader.annotations.tagset_file import default_tagset
from reader.app.commands import commands_for
from reader.app.keyboard.keymap import Result
from reader.app.keyboard.keymap_file import live_keys


@pytest.fixture
def keys(tmp_path):
    def make(text: str | None):
        if text is not None:
            (tmp_path / "keymap.toml").write_text(text, encoding="utf-8")
        return live_keys(commands_for(default_tagset()), tmp_path)

    return make


def command(live, key, context="page"):
    found = live.keymap.look_up(key.split(), context)
    return found.command_id if found.result is Result.MATCHED else None


def test_without_a_file_the_defaults_hold(keys):
    live = keys(None)
    assert live.warning is None and command(live, "p") == "tag.PER"


def test_a_key_is_given_taken_and_unbound(keys):
    live = keys('[keys]\n"tag.PER" = ["z", "Ctrl+P"]\n"highlight" = []\n')
    assert live.warning is None
    assert command(live, "z") == command(live, "Ctrl+P") == "tag.PER"
    assert command(live, "p") is None and command(live, "u") is None


def test_a_users_key_beats_a_default_one_and_a_sequence_that_begins_with_it(keys):
    live = keys('[keys]\n"find" = ["p"]\n"undo" = ["Shift+V"]\n')
    assert live.warning is None
    assert command(live, "p") == "find" and command(live, "Shift+V") == "undo"
    assert command(live, "Shift+V f") is None
    assert command(live, "g") == "tag.GPE"


def test_a_users_key_for_a_global_command_is_needed_everywhere(keys):
    live = keys('[keys]\n"undo" = ["p"]\n')
    assert command(live, "p") == "undo"
    assert live.keymap.look_up(["p"], "list").command_id == "undo"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('[keys]\n"tag.PERSON" = ["z"]\n', "line 2", "tag.PERSON"),
        ('[keys]\n\n"tag.PER" = "z"\n', "line 3", "list"),
        ('[keys]\n"tag.PER" = ["z"]\n"tag.ORG" = ["z"]\n', "line 3", "tag.PER"),
        ('[keys]\n"tag.PER" = ["z", "z a"]\n', "line 2", "in each other's way"),
        ('[keys]\n"tag.PER" = ["nonsense"]\n', "line 2", "nonsense"),
        ('[keys]\n"tag.PER" = [\n', "line 2", ""),
        ("keys = 7\n", "line 1", "table"),
    ],
)
def test_a_wrong_file_is_named_with_its_line_and_the_defaults_hold(keys, text, line, word):
    live = keys(text)
    assert "keymap.toml" in str(live.warning) and line in str(live.warning) and word in str(live.warning)
    assert command(live, "p") == "tag.PER"
