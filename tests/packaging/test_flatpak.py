"""The Flatpak: it may do no more than a window needs, and has every locked package with a hash of the lock."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from reader.desktop.file_types import APP_ID

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging/flatpak"
if not FOLDER.is_dir():
    pytest.skip("this needs a checkout", allow_module_level=True)


PACKAGES = FOLDER / "python-packages.json"
NEEDS = "needs python-packages.json, which packaging/flatpak/make_sources.py makes"


@pytest.fixture(scope="module")
def manifest() -> dict:
    """As flatpak-builder reads it, with the files that it names."""
    if shutil.which("flatpak-builder") is None:
        pytest.skip("needs flatpak-builder")
    if not PACKAGES.exists():
        pytest.skip(NEEDS)
    command = ["flatpak-builder", "--show-manifest", f"{APP_ID}.yml"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def modules() -> dict[str, dict]:
    if not PACKAGES.exists():
        pytest.skip(NEEDS)
    made = json.loads(PACKAGES.read_text("utf-8"))
    return {each["name"]: each for each in made["modules"]}


@pytest.fixture(scope="module")
def locked() -> dict[str, tuple[str, set[str]]]:
    """Packages: version and hashes."""
    text = (ROOT / "packaging/requirements.txt").read_text("utf-8")
    parts = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    found = {}
    for part in parts:
        if pin := re.match(r"([a-z0-9-]+)==(\S+)", part):
            found[pin[1]] = (pin[2], set(re.findall(r"sha256:([0-9a-f]{64})", part)))
    assert len(found) > 10
    return found


def named(source: dict) -> tuple[str, str]:
    name, version = unquote(source["url"].rpartition("/")[2]).split("-")[:2]
    return name.replace("_", "-").lower(), version


def test_it_may_do_what_a_window_needs_and_nothing_else(manifest: dict) -> None:
    """No network, no home, no files of the host, no bus."""
    assert manifest["finish-args"] == [
        "--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri", "--persist=.local/state",
    ]  # fmt: skip
    assert manifest["id"] == APP_ID
    assert [module["name"] for module in manifest["modules"]] == ["krb5", "python", "postil"]


def test_whatever_is_fetched_has_a_hash_and_an_address_of_the_public(manifest: dict) -> None:
    def all_of(module: dict):
        yield from module.get("sources", ())
        for each in module.get("modules", ()):
            yield from all_of(each)

    fetched = [each for module in manifest["modules"] for each in all_of(module) if each["type"] != "dir"]
    assert len(fetched) > 30
    for each in fetched:
        assert re.fullmatch(r"[0-9a-f]{64}", each["sha256"]), each
        assert each["url"].startswith("https://"), each


@pytest.mark.parametrize("arch", ["x86_64", "aarch64"])
def test_every_locked_package_is_there_once_with_a_hash_of_the_lock(modules: dict, locked: dict, arch: str) -> None:
    sources = modules["python-packages"]["sources"]
    here = [each for each in sources if arch in each.get("only-arches", [arch])]
    assert sorted(map(named, here)) == sorted((name, version) for name, (version, _) in locked.items())
    for each in here:
        assert each["sha256"] in locked[named(each)[0]][1], each["url"]


def test_what_only_builds_is_taken_away_and_takes_nothing_along(modules: dict, locked: dict) -> None:
    builds = modules["python-build"]
    assert builds["cleanup"] == ["*"]
    assert not {named(each)[0] for each in builds["sources"]} & set(locked)


def test_an_address_follows_from_the_content(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_sources", FOLDER / "make_sources.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    wheel = tmp_path / "a_b-1.0-cp313-cp313-manylinux_2_28_x86_64.whl"
    wheel.write_bytes(b"wheel")
    made = module.source("https://example.org/packages/", wheel, "x86_64")
    digest = hashlib.blake2b(b"wheel", digest_size=32).hexdigest()
    assert made["url"] == (f"https://example.org/packages/{digest[:2]}/{digest[2:4]}/{digest[4:]}/{wheel.name}")
    assert made["sha256"] == hashlib.sha256(b"wheel").hexdigest() and made["only-arches"] == ["x86_64"]
    pure = tmp_path / "c-2.0-py3-none-any.whl"
    pure.write_bytes(b"pure")
    assert [
        s.get("only-arches")
        for s in module.sources("https://example.org", {"x86_64": [pure, wheel], "aarch64": [pure]})
    ] == [
        ["x86_64"],
        None,
    ]


def test_paths_name_the_python_that_wheels_are_for(manifest: dict) -> None:
    version = re.search(r'^PYTHON = "(.+?)"', (FOLDER / "make_sources.py").read_text("utf-8"), re.MULTILINE)[1]
    assert manifest["runtime-version"] == "25.08", "look which Python it has, and make the sources anew"
    assert {p for each in manifest["cleanup"] for p in re.findall(r"python3\.\d+", each)} == {f"python{version}"}
