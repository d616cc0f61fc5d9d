"""Formats are found by id, and loading the registry loads no format."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reader.errors import UsageError
from reader.export.registry import FORMATS, format_by_id


def test_each_format_is_found_by_its_id() -> None:
    assert [format_by_id(f.id) for f in FORMATS] == list(FORMATS)
    assert all(f.suffix.startswith(".") and f.title and callable(f.is_ours) for f in FORMATS)


def test_an_unknown_format_is_wrong_usage_and_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"docx.*Known: pdf"):
        format_by_id("docx")


def test_nothing_heavy_is_loaded_until_a_format_is_used() -> None:
    code = "import sys, reader.export.place; print(*sorted({'typst', 'pikepdf', 'regex'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
