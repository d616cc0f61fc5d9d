"""Whether a window can be shown is known without loading Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.desktop.display import has_display, require_display
from reader.errors import UserError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_one_name_is_enough(name):
    assert has_display({name: "x"}, "linux")
    require_display({name: "x"}, "linux")


def test_without_any_it_is_one_sentence():
    assert not has_display({"DISPLAY": ""}, "linux")
    with pytest.raises(UserError) as refused:
        require_display({}, "linux")
    said = str(refused.value)
    assert "there is no display" in said and "\n" not in said


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_always_have_one(platform):
    assert has_display({}, platform)


def test_qt_is_not_loaded_for_it():
    code = "import sys, reader.desktop.display; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=str(ROOT)).returncode == 0
