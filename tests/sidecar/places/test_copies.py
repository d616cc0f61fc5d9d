"""The names that sync tools give to conflict copies, as their documents and users show them; names that are none."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sidecar.places.copies import article_name_of, article_of_sidecar, conflict_copies

FORMS = [
    "a.md.annotations.sync-conflict-20260131-101112-ABCDEFG.json",
    "a.md.annotations.sync-conflict-20260131-101112.json",
    "a.md.annotations (Ada's conflicted copy 2026-01-31).json",
    "a.md.annotations (Ada's conflicted copy 2026-01-31 (1)).json",
    "a.md.annotations (desk (2)'s conflicted copy 2026-01-31).json",
    "a.md.annotations (Case Conflict).json",
    "a.md.annotations (In Konflikt stehende Kopie von Ada 2026-01-31).json",
    "a.md.annotations (Copie en conflit de Ada 2026-01-31).json",
    "a.md.annotations (конфликтующая копия Ада 2026-01-31).json",
    "a.md.annotations (Ada 的冲突副本 2026-01-31).json",
    "a.md.annotations (conflicted copy 2026-01-31 101112).json",
    "a.md.annotations_conflict-20260131-101112.json",
    "a.md.annotations (SFConflict ada@example.org 2026-01-31-10-11-12).json",
    "a.md.annotations(Conflict_ada (Web browser)_2026-01-31-22-50-36).json",
    "a.md.annotations.Conflict.json",
    "a.md.annotations.Conflict2.Conflict.json",
    "a.md.annotations_Andy-PC_Jan-31-0901-2026_Conflict.json",
    "a.md.annotations_Andy-PC_Jan-31-090112-2026_CaseConflict_1.json",
    "a.md.annotations [Conflict].json",
    "a.md.annotations (1).json",
    "a.md.annotations(12).json",
    "a.md.annotations 2.json",
    "a.md.annotations-DESKTOP-7Q2K1.json",
    "a.md.annotations.variant-3f2a.json",
    "a.md.annotations.json.sync-conflict-20260131-101112-ABCDEFG",
    "a.md.annotations.json (conflicted copy 2026-01-31 101112)",
]
NONE = [
    "a.md.annotations.json", "a.md", "a (conflicted copy 2026-01-31).md", "a.sync-conflict-20260131-101112-ABCDEFG.md",
    "a (1).md.annotations.json", "a.md.annotations.old.json", "a.md.annotations-draft.json",
    "a.md.annotations.json.bak",
    "a.md.annotations.json.broken-20260131-101112", "annotations (1).json", ".annotations (1).json",
    "a.md.annotations (2026).json", "a.md.annotations (final).json", "",
]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_forms_of_the_tools_are_known(name: str) -> None:
    assert article_name_of(name) == "a.md"


@pytest.mark.parametrize("name", NONE)
def test_other_names_are_none(name: str) -> None:
    assert article_name_of(name) == ""


@given(st.text(max_size=300))
def test_any_name_is_answered(name: str) -> None:
    assert article_name_of(name) == "" or name.startswith(article_name_of(name))


@pytest.mark.parametrize("part", ["(", "(conflict", ".conflict", "_a", "-A", " 1", ".annotations", "()", "((conflict)"])
def test_a_long_name_is_answered_fast(part: str) -> None:
    name = f"a.annotations{part * (60_000 // len(part))}.json"[:20_000]
    begin = time.process_time()
    article_name_of(name[:255])
    assert time.process_time() - begin < 1  # a name has 255 bytes at most; this is the bound for hopeless patterns


def test_those_beside_an_article_are_found(tmp_path: Path) -> None:
    for name in (*(name for name in FORMS if "/" not in name), *(name for name in NONE if name)):
        (tmp_path / name).write_text("{}")
    (tmp_path / "b.md.annotations (1).json").write_text("{}")
    (tmp_path / "a.md.annotations (2).json").mkdir()
    os.mkfifo(tmp_path / "a.md.annotations (3).json")
    (tmp_path / "a.md.annotations (4).json").symlink_to(tmp_path / "a.md")
    assert [p.name for p in conflict_copies(tmp_path / "a.md")] == sorted(FORMS)
    assert conflict_copies(tmp_path / "none" / "a.md") == []


def test_a_sidecar_names_the_article_beside_it_and_no_other() -> None:
    folder = Path("/x")
    assert article_of_sidecar(folder / "a.md.annotations.json") == folder / "a.md"
    assert article_of_sidecar(folder / FORMS[0]) == folder / "a.md"
    for name in (".annotations.json", "..annotations.json", "...annotations.json", "a.md", "a.json"):
        assert article_of_sidecar(folder / name) is None
