"""Runs `postil` in this process, with a home of its own, and gives back what it printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import main


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that holds nothing; the command line finds its folders below it."""
    root = tmp_path / "home"
    root.mkdir()
    for variable, name in (
        ("HOME", ""),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        monkeypatch.setenv(variable, str(root / name))
    return root


@pytest.fixture
def postil(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`postil("tag", path, ...)`: exit status and output. A failure has exactly one line to say for itself."""

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        status = main([str(a) for a in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        if status == 1:
            assert len([line for line in captured.err.splitlines() if line.strip()]) == 1, captured.err
        return Ran(status, captured.out, captured.err)

    return run


@pytest.fixture
def article(tmp_path: Path) -> Callable[[str, str], Path]:
    """`article("a.txt", "words")`: a file to work on."""
    folder = tmp_path / "articles"
    folder.mkdir()

    def make(name: str, text: str | bytes) -> Path:
        path = folder / name
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return path

    return make
