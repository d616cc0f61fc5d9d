"""The import contracts hold, and each of them can break: a guard that never fires guards nothing."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("importlinter")
if not (ROOT / "reader").is_dir():
    pytest.skip("this needs a checkout", allow_module_level=True)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code and its contracts that a test may spoil."""
    shutil.copytree(ROOT / "reader", tmp_path / "reader", ignore=shutil.ignore_patterns("__pycache__", "_resources"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house: Path) -> tuple[int, str]:
    code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], cwd=house, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_house_keeps_its_floors(house: Path) -> None:
    status, said = lint(house)
    assert status == 0, said
    assert "0 broken" in said


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("text/spoilt.py", "from reader.annotations import model", "floors below its own"),
        ("sidecar/spoilt.py", "from reader.session import Session", "floors below its own"),
        ("errors.py", "import reader.text.article", "floors below its own"),
        ("attic.py", "x = 1", "floors below its own"),
        ("annotations/spoilt.py", "from PySide6.QtCore import QObject", "Only app and desktop"),
        ("session.py", "def late():\n    import PySide6.QtWidgets", "Only app and desktop"),
        ("app/commands/spoilt.py", "import PySide6.QtGui", "knows no Qt"),
        ("app/panels/listing.py", "from reader.app.look.look import Look", "knows no Qt"),
        ("app/keyboard/keymap.py", "def late():\n    import PySide6.QtGui", "knows no Qt"),
    ],
)
def test_each_contract_can_break(house: Path, module: str, line: str, contract: str) -> None:
    place = house / "reader" / module
    before = place.read_text("utf-8") if place.exists() else ""
    place.write_text(f"{before}\n{line}\n", "utf-8")
    status, said = lint(house)
    assert status != 0
    assert any(contract in text for text in said.splitlines() if " BROKEN" in text), said


def test_who_says_that_it_knows_no_qt_is_held_to_it() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    held = next(each["source_modules"] for each in contracts if "knows no Qt" in each["name"])
    saying = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in (ROOT / "reader" / "app").rglob("*.py")
        if re.search("[Kk]nows no Qt", ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "")
    }
    assert len(saying) > 40
    assert {name for name in saying if not any(f"{name}.".startswith(f"{room}.") for room in held)} == set()
