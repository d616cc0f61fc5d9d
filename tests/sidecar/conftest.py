"""An article on disk, and programs that have it open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sidecar.desk import TEXT, Desk, SavingDesk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    path = folder / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def desk(path: Path, tmp_path: Path) -> Callable[..., Desk]:
    """`desk()` opens the article once more, `desk(of)` another."""
    return lambda of=path: Desk(of, tmp_path / "home")


@pytest.fixture
def saving_desk(path: Path, tmp_path: Path) -> Callable[..., Desk]:
    """The same, where each act is saved at once."""
    return lambda of=path: SavingDesk(of, tmp_path / "home")
