"""Writes packaging/flatpak/python-packages.json: what Flatpak installs of Python packages, file by file, with hashes.

    python packaging/flatpak/make_sources.py ADDRESS

ADDRESS is where the registry has its files, such as https://example.org/packages: below it they are found by content.
The versions are those of packaging/requirements.txt, and pip takes no file whose hash is not in it. Packages that are
needed to build Postil and not to run it come in a module of their own, whose files are taken away again. Asks the
registry that pip is set up for.
To be run again whenever the locked versions or the runtime's Python change.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE.parent / "requirements.txt"
OUT = HERE / "python-packages.json"
PYTHON = "3.13"  # that of org.freedesktop.Platform 25.08
ARCHES = ("x86_64", "aarch64")
BUILDS = ("hatchling", "pathspec", "pluggy", "trove-classifiers")  # and packaging, which is needed to run as well
_GLIBC = range(17, 42)  # 2.17 to 2.41, all of which the runtime's can take the place of
_INSTALL = 'pip3 install --no-index --no-deps --prefix="${FLATPAK_DEST}" *.whl'


def download(folder: Path, arch: str, *what: str) -> list[Path]:
    """Wheels for the runtime. Raises CalledProcessError when one is missing or has another hash."""
    platforms = [f"manylinux_2_{minor}_{arch}" for minor in _GLIBC]
    platforms += [f"manylinux2014_{arch}", f"manylinux2010_{arch}", f"manylinux1_{arch}"]
    options = [word for each in platforms for word in ("--platform", each)]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet"]
    command += ["--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", PYTHON, *options]
    subprocess.run([*command, "--dest", folder, *what], check=True)
    return sorted(folder.iterdir())


def source(address: str, wheel: Path, arch: str | None) -> dict[str, object]:
    """A file of Flatpak's; `arch`: only there."""
    data = wheel.read_bytes()
    digest = hashlib.blake2b(data, digest_size=32).hexdigest()  # by which the registry has its files
    url = f"{address.rstrip('/')}/{digest[:2]}/{digest[2:4]}/{digest[4:]}/{quote(wheel.name)}"
    made: dict[str, object] = {"type": "file", "url": url, "sha256": hashlib.sha256(data).hexdigest()}
    return made | ({"only-arches": [arch]} if arch else {})


def sources(address: str, folders: dict[str, list[Path]]) -> list[dict[str, object]]:
    """What is for all processors once, the rest for its own."""
    made = {
        wheel.name: source(address, wheel, None if wheel.name.endswith("-any.whl") else arch)
        for arch, wheels in folders.items()
        for wheel in wheels
    }
    return [made[name] for name in sorted(made)]


def module(name: str, files: list[dict[str, object]], **more: object) -> dict[str, object]:
    return {"name": name, "buildsystem": "simple", "build-commands": [_INSTALL], **more, "sources": files}


def main(address: str) -> None:
    needed, building = {}, {}
    with TemporaryDirectory() as work:
        for arch in ARCHES:
            folder = Path(work, arch)
            needed[arch] = download(folder, arch, "--require-hashes", "-r", str(REQUIREMENTS))
        building["any"] = download(Path(work, "build"), ARCHES[0], *BUILDS)
        runs = module("python-packages", sources(address, needed))
        builds = module("python-build", sources(address, building), cleanup=["*"])
    made = {"name": "python", "buildsystem": "simple", "build-commands": [], "modules": [runs, builds]}
    OUT.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/flatpak/make_sources.py ADDRESS")
    main(sys.argv[1])
