"""Conflict copies of sync tools: what is in them comes into the sidecar, and only then do they go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXT = "Ann met Bob in Moscow. Eve and Dan stayed behind in Ulan Bator until spring.\n"


def side(path: Path) -> Path:
    return path.with_name(path.name + ".annotations.json")


def words(postil, path: Path) -> list[str]:
    shown = postil("show", path, "--json").json["annotations"]
    return sorted(span["text"] for annotation in shown for span in annotation["spans"])


@pytest.fixture
def diverged(postil, article):
    """Two computers that tagged something each; what the other one wrote stands in a conflict copy."""
    path = article("a.txt", TEXT)
    common = postil("tag", path, "--type", "PER", "--quote", "Ann").out.strip()
    before = side(path).read_bytes()
    postil("tag", path, "--type", "PER", "--quote", "Bob")
    ours = side(path).read_bytes()
    side(path).write_bytes(before)
    postil("tag", path, "--type", "PER", "--quote", "Eve")
    copy = path.with_name("a.txt.annotations.sync-conflict-20260131-101112-ABCDEFG.json")
    side(path).rename(copy)
    side(path).write_bytes(ours)
    return path, copy, common


def test_what_both_made_is_there_and_the_copy_is_kept_aside(postil, diverged):
    path, copy, _ = diverged
    theirs, ours = copy.read_bytes(), side(path).read_bytes()
    ran = postil("merge", "--copies", path)
    assert (ran.status, ran.out, ran.err) == (0, f"{copy}\n", "1 conflict copy merged.\n")
    assert words(postil, path) == ["Ann", "Bob", "Eve"] and not copy.exists()
    assert postil("validate", path).status == 0
    rows = postil("restore", path, "--list", "--json").json
    assert [row["bytes"] for row in rows if row["why"] == "conflict"] == [len(ours), len(theirs)]
    assert postil("merge", "--copies", path).err == "0 conflict copies merged.\n"


def test_what_was_changed_differently_is_kept_twice_and_said(postil, diverged):
    path, copy, common = diverged
    ours, theirs = side(path).read_bytes(), copy.read_bytes()
    side(path).write_bytes(theirs)
    postil("edit", path, common, "note=theirs")
    side(path).replace(copy)
    side(path).write_bytes(ours)
    postil("edit", path, common, "note=ours")
    ran = postil("merge", "--copies", copy)  # a copy names its article
    assert ran.status == 1 and "1 thing was changed differently" in ran.err and not copy.exists()
    text = side(path).read_text()
    assert '"ours"' in text and '"theirs"' in text and postil("validate", path).status == 0


def test_two_copies_are_merged_one_after_the_other(postil, diverged):
    path, copy, _ = diverged
    other = path.with_name("a.txt.annotations (Ada's conflicted copy 2026-01-31).json")
    document = json.loads(copy.read_bytes())
    document["mine"] = 1.50
    other.write_text(json.dumps(document))
    assert postil("merge", "--copies", path).status == 0
    assert not copy.exists() and not other.exists() and "mine" in json.loads(side(path).read_bytes())


def test_one_that_is_all_there_is_becomes_the_sidecar(postil, diverged):
    path, copy, _ = diverged
    side(path).unlink()
    assert postil("merge", "--copies", path).status == 0
    assert words(postil, path) == ["Ann", "Eve"] and not copy.exists()


@pytest.mark.parametrize("data", [b'{"bro', b"[]", b'{"formatVersion": "2.0"}', b'{"type": "Annotation"}'])
def test_what_is_not_ours_is_left_with_a_word(postil, diverged, data):
    path, copy, _ = diverged
    copy.write_bytes(data)
    before = side(path).read_bytes()
    ran = postil("merge", "--copies", path)
    assert ran.status == 1 and copy.name in ran.err and copy.read_bytes() == data
    assert side(path).read_bytes() == before


def test_a_broken_sidecar_is_not_merged_into(postil, diverged):
    path, copy, _ = diverged
    side(path).write_bytes(b'{"bro')
    assert postil("merge", "--copies", path).status == 1
    assert copy.exists() and side(path).read_bytes() == b'{"bro'


def test_it_stands_alone(postil, diverged):
    path, _, _ = diverged
    for arguments in (["--copies"], ["--copies", path, "-o", "x"], ["--copies", path, "--global"]):
        assert postil("merge", *arguments).status == 2
    assert postil("merge", "--copies", path.with_name("none.txt")).status == 1
