"""The built wheel, installed into an environment of its own, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
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


def build(what: str, tree: Path, folder: Path) -> Path:
    """Builds one of `--wheel` and `--sdist`, with the packages that are here."""
    run(sys.executable, "-m", "build", what, "--no-isolation", "--outdir", folder, tree, cwd=folder)
    (built,) = (path for path in folder.iterdir() if path.is_file())
    return built


def listed(*folders: str) -> list[str]:
    """The files of the release: those that Git knows, or all where there is no Git."""
    # What Git does not know is no part of a release, but a wheel built beside it may hold it.
    done = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, text=True, check=False)
    known = [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
    return known or [
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    ]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("--wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("--sdist", ROOT, tmp_path_factory.mktemp("sdist"))


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
    resources = [name for name in listed("resources") if not name.startswith("resources/screenshots/")]
    assert len(resources) >= 25
    inside = {name for name in names if ".dist-info/" not in name}
    assert {f"reader/_{name}" for name in resources} <= inside
    assert {name for name in listed("reader") if name.endswith(".py")} <= inside
    assert not [name for name in inside if "/screenshots/" in name]
    licences = {n.partition(".dist-info/licenses/")[2] for n in names} - {""}
    assert licences == {
        "LICENSE",
        "packaging/THIRD-PARTY.md",
        "resources/fonts/source-serif-4/LICENSE.md",
        "resources/schema/LICENSE-W3C.md",
    }
    assert fields["License-Expression"] == "Apache-2.0 AND OFL-1.1-RFN AND W3C-20150513"
    assert fields["Version"] == reader.__version__
    assert not [n for n in names if n.startswith(("tests/", "packaging/")) or n.endswith(".pyc")]


def test_the_sdist_holds_all_that_git_knows_and_makes_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        (root,) = {name.partition("/")[0] for name in archive.getnames()}
        names = {name.partition("/")[2] for name in archive.getnames()} - {"PKG-INFO"}
        archive.extractall(tmp_path, filter="data")
    wanted = listed("reader", "resources", "tests", "packaging")
    wanted += [".gitignore", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"]
    assert sorted(set(wanted) - names) == []
    assert not [name for name in names if name.endswith(".pyc") or name.partition("/")[0] in ("build", "dist")]
    again = tmp_path / "again"
    again.mkdir()
    assert build("--wheel", tmp_path / root, again).read_bytes() == wheel.read_bytes()


def test_the_installed_one_is_what_is_tested(python: Path, tmp_path: Path) -> None:
    place = Path(run(python, "-c", "import reader; print(reader.__file__)", cwd=tmp_path).strip())
    assert place.is_relative_to(python.parents[1])


def test_it_tells_its_version(python: Path, tmp_path: Path) -> None:
    said = run(python.parent / "postil", "--version", cwd=tmp_path).splitlines()
    assert said[0] == f"postil {reader.__version__}"
    assert said[1].startswith("Qt 6.") and said[2].startswith("PySide6 6.")


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
