"""What several tests need: the place of the data that is shared with other projects."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles, cases and fixtures; the test is skipped where it is absent."""
    folder = Path(os.environ.get("POSTIL_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the shared data is not at {folder}; POSTIL_SHARED names another place")
    return folder
