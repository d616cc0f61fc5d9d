"""README tells the truth: its keys are live, its subcommands and files exist, its tag letters are the tag set's."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from reader.annotations.tagset import tagset_from
from reader.app.commands import commands_for
from reader.app.keyboard.keymap import key_name
from reader.cli.arguments import SUBCOMMANDS
from reader.resources import resource

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "README.md").is_file():
    pytest.skip("this needs a checkout", allow_module_level=True)
TEXT = (ROOT / "README.md").read_text("utf-8")
TAGSET = tagset_from(tomllib.loads(resource("tagsets/default.toml").read_text("utf-8")))


def section(title: str) -> str:
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_every_key_is_live() -> None:
    sequences = [key for command in commands_for(TAGSET) for key in command.keys]
    live = {*sequences, *(sequence.split()[0] for sequence in sequences)}
    written = [w for part in re.findall(r"`([^`\n]+)`", section("Keys")) for w in part.split()]
    keys = [key_name(w) for w in written if w not in ("postil", "keys", "Ctrl", "Shift")]
    assert len(keys) > 25
    assert [k for k in keys if k not in live and k != "Enter"] == []


def test_the_tag_letters_are_those_of_the_tag_set() -> None:
    (row,) = [line for line in section("Keys").splitlines() if "| tag:" in line]
    letters = re.findall(r"`([^`]+)`", row)[0].split()
    assert letters == [t.key for t in TAGSET.types]
    assert len(row.partition("tag:")[2].split(",")) == len(letters)


def test_every_subcommand_is_there() -> None:
    named = set(re.findall(r"`postil ([a-z]+)", section("Command line")))
    assert named <= set(SUBCOMMANDS)
    assert set(SUBCOMMANDS) - named <= {"suggest"}


def test_every_file_it_links_to_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in link]
    assert len(links) >= 4
    assert [link for link in links if not (ROOT / link).exists()] == []
