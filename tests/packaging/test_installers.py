"""The wheel, installed from the registry with each tool that people use, and with each Python that is here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.started import works

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (ROOT / "pyproject.toml").is_file(), reason="this needs a checkout"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks for programs where Linux has them"),
]


def find_pythons() -> list[str]:
    """Every Python that Postil says it runs on, as far as it is here: on the path, and where pyenv keeps them."""
    found: dict[str, str] = {}
    for version in ("3.11", "3.12", "3.13", "3.14"):
        kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        here = [str(path) for path in kept[-1:]] or [shutil.which(f"python{version}") or ""]
        if here[0] and subprocess.run([here[0], "-c", "import ensurepip"], capture_output=True).returncode == 0:
            found[version] = here[0]
    return list(found.values()) or [sys.executable]


def said(*command: str | Path, cwd: Path, **variables: str) -> str:
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")} | variables
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=550, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a wheel é")
    said(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "resources/samples", tmp_path / "an article é") / "harbour-ferry.md"


@pytest.mark.parametrize("python", find_pythons())
def test_pip(python: str, wheel: Path, tmp_path: Path, sample: Path) -> None:
    place = tmp_path / "Prográms here"
    said(python, "-m", "venv", place, cwd=tmp_path)
    said(place / "bin/python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    assert "No broken requirements" in said(place / "bin/python", "-m", "pip", "check", cwd=tmp_path)
    works(place / "bin/postil", tmp_path / "home", sample)


@pytest.mark.skipif(not shutil.which("pipx"), reason="pipx is not installed")
def test_pipx(wheel: Path, tmp_path: Path, sample: Path) -> None:
    home = tmp_path / "pipx"  # older versions of it cannot have a space here
    variables = {"PIPX_HOME": str(home), "PIPX_BIN_DIR": str(tmp_path / "bin"), "PIPX_MAN_DIR": str(tmp_path / "man")}
    said("pipx", "install", "--python", find_pythons()[0], str(wheel), cwd=tmp_path, **variables)
    assert {"postil", "postil-gui"} <= {path.name for path in (tmp_path / "bin").iterdir()}
    works(tmp_path / "bin/postil", tmp_path / "home", sample)


UV = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(UV is None, reason="uv is not installed")
def test_uv(wheel: Path, tmp_path: Path, sample: Path) -> None:
    tools = {"UV_TOOL_DIR": str(tmp_path / "uv's tools"), "UV_TOOL_BIN_DIR": str(tmp_path / "bin é")}
    said(str(UV), "tool", "install", "--quiet", "--python", find_pythons()[0], wheel, cwd=tmp_path, **tools)
    works(tmp_path / "bin é/postil", tmp_path / "home", sample)
