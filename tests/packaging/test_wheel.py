"""The built wheel, installed into an environment of its own, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

import reader

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "pyproject.toml").is_file():
    pytest.skip("this needs a checkout", allow_module_level=True)


def run(*arguments: str | Path, cwd: Path) -> str:
    """Runs a program where nothing of the checkout can be imported by chance; returns what it wrote to stdout."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(arguments, cwd=cwd, env=clean, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it. What Postil depends on is taken from the one that runs the tests."""
    folder = tmp_path_factory.mktemp("an environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    inside = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(run(inside, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    pip = [sys.executable, "-m", "pip", "--python", str(inside), "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    # As a last place to look, and as plain text: the path files in there (the checkout's own among them) do not count.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return inside


def test_it_holds_every_resource_and_every_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (n for n in names if n.endswith(".dist-info/METADATA"))
        fields = message_from_bytes(archive.read(metadata))
    # What Git does not know is no part of a release, but a wheel built beside it may hold it.
    listed = subprocess.run(["git", "ls-files", "resources"], cwd=ROOT, capture_output=True, text=True, check=False)
    resources = listed.stdout.split("\n")[:-1] or [
        str(p.relative_to(ROOT)) for p in (ROOT / "resources").rglob("*") if p.is_file()
    ]
    assert len(resources) >= 25
    assert {f"reader/_{name}" for name in resources} <= names
    licences = {n.partition(".dist-info/licenses/")[2] for n in names} - {""}
    assert licences == {"LICENSE", "resources/fonts/source-serif-4/LICENSE.md", "resources/schema/LICENSE-W3C.md"}
    assert fields["License-Expression"] == "Apache-2.0 AND OFL-1.1-RFN AND W3C-20150513"
    assert fields["Version"] == reader.__version__
    assert not [n for n in names if n.startswith(("tests/", "packaging/")) or n.endswith(".pyc")]


def test_the_installed_one_is_what_is_tested(python: Path, tmp_path: Path) -> None:
    place = Path(run(python, "-c", "import reader; print(reader.__file__)", cwd=tmp_path).strip())
    assert place.is_relative_to(python.parents[1])


def test_it_tells_its_version(python: Path, tmp_path: Path) -> None:
    assert run(python.parent / "postil", "--version", cwd=tmp_path).split()[-1] == reader.__version__


def test_it_finds_its_resources(python: Path, tmp_path: Path) -> None:
    code = """
import tomllib
from reader.resources import READING_FACE_FOLDER, resource, resource_path
print(tomllib.loads(resource("tagsets/default.toml").read_text("utf-8"))["id"])
print(sorted(p.suffix for p in resource_path(READING_FACE_FOLDER).iterdir()))
print(resource_path("samples/harbour-ferry.md").parts[-3])
"""
    said = run(python, "-c", code, cwd=tmp_path).splitlines()
    assert said == ["news-osint-en", "['.md', '.ttf', '.ttf', '.ttf', '.ttf']", "_resources"]


def test_it_tags_an_article(python: Path, tmp_path: Path) -> None:
    """The main job's first half, with the tag set that ships inside."""
    (tmp_path / "note.txt").write_text("Ilse Marrowby led it.\n", "utf-8")
    postil = python.parent / "postil"
    run(postil, "tag", "note.txt", "--type", "PER", "--quote", "Ilse Marrowby", cwd=tmp_path)
    assert (tmp_path / "note.txt.annotations.json").is_file()
    assert '"Ilse Marrowby"' in run(postil, "show", "note.txt", "--json", cwd=tmp_path)
