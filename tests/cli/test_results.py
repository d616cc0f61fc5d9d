"""Whatever words stand in an article, a sidecar or a name, what the command line prints steers no terminal."""

from __future__ import annotations

import ast
import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import reader.cli

ODD = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e\u200b\x7f"
NAME = f"a{ODD}rt\nicle.txt"


def steering(words: str) -> list[str]:
    return [c for c in words if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]


@pytest.fixture
def hostile(article: Callable[[str, str], Path]) -> Path:
    path = article(NAME, f"Ann{ODD} wept in Nord. Bo{ODD} slept.")
    odd = f"x{ODD}"
    selector = [{"type": "TextQuoteSelector", "exact": f"Ann{ODD}"}]
    target = [{"source": "a", "selector": selector}]
    note = {"type": "TextualBody", "purpose": "commenting", "value": odd}
    items: list[dict[str, Any]] = [
        {"id": f"m{ODD}", "type": ["Annotation", "Mention"], "target": target, "creator": odd,
         "body": [{"type": "TextualBody", "purpose": "tagging", "value": odd}, note]},
        {"id": "c", "type": ["Annotation", "Claim"], "target": target, "body": note,
         "claim": {"verdict": odd, "attribution": [{"name": odd, "role": odd}], "evidence": [{"url": odd}]}},
        {"id": f"bad{ODD}", "type": ["Annotation", "Claim"], "target": target, "claim": odd},
        {"id": f"bad{ODD}", "type": ["Annotation", "Mention"], "mentionKind": odd, "body": odd, "target": target},
    ]  # fmt: skip
    document = {"@context": odd, "formatVersion": "1.0", "entities": [{"id": odd, "tag": odd, "name": odd}, odd]}
    sidecar = path.with_name(path.name + ".annotations.json")
    sidecar.write_text(json.dumps(document | {"first": {"items": items}}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",), ("show", "--json"), ("tag", "--type", "PER", "--quote", "Nord"), ("suggest",), ("suggest", "--json"),
        ("tag", "--type", f"P{ODD}", "--quote", "Nord"), ("highlight", "--quote", f"no{ODD}"), ("validate",),
        ("highlight", "--quote", "Nord", "--note", ODD), ("claim", "--quote", "slept", "--source", ODD),
        ("remove", f"m{ODD}"), ("edit", "c", f"x{ODD}=1"), ("edit", "c", f"verdict={ODD}"), ("status",),
        ("export", "--to", f"x{ODD}"), ("restore", "--list"),
    ],
)  # fmt: skip
def test_no_command_prints_what_steers_a_terminal(postil, hostile, arguments):
    ran = postil(arguments[0], hostile, *arguments[1:])
    assert steering(ran.out) == [] and steering(ran.err) == []
    if "--json" in arguments:
        assert json.loads(ran.out) is not None


@pytest.mark.parametrize("verb", ["show", "validate", "suggest"])
def test_no_name_of_a_missing_file_does(postil, tmp_path, verb):
    ran = postil(verb, tmp_path / NAME)
    assert ran.status == 1 and steering(ran.out + ran.err) == []


def test_the_newer_version_of_a_stranger_does_not(postil, hostile):
    sidecar = hostile.with_name(hostile.name + ".annotations.json")
    sidecar.write_text(json.dumps({"formatVersion": f"2{ODD}"}), encoding="utf-8")
    assert steering(postil("tag", hostile, "--type", "PER", "--quote", "Nord").err) == []
    sidecar.write_text('{"a' + json.dumps(ODD)[1:-1] + '": 1, "a' + json.dumps(ODD)[1:-1] + '": 2}', encoding="utf-8")
    assert steering(postil("show", hostile).err) == []


def test_the_text_goes_as_it_is_to_a_file_and_shown_to_a_terminal(postil, hostile, monkeypatch):
    assert postil("show", hostile, "--text").out == hostile.read_text(encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ran = postil("show", hostile, "--text")
    assert steering(ran.out) == [] and "‹U+001B›[31m" in ran.out


def test_nothing_else_prints():
    """What a command has to say goes through `reader.cli.results`: what goes round it goes round its care."""
    folder = Path(reader.cli.__file__).parent
    found = []
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in ("click.echo", "click.secho", "sys.stdout.write", "sys.stdout.buffer.write"):
                found.append(f"{path.name}: {called}")
    for name in ("export.py", "merge.py"):  # the file itself, for -o -
        found.remove(f"{name}: sys.stdout.buffer.write")
    assert {name.partition(":")[0] for name in found} == {"results.py"}, found
