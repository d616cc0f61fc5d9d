"""What is locked and what is said of it: all that Postil needs, the same in all three files, and no registry."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import reader

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "packaging"
if not (HERE / "requirements.txt").is_file():
    pytest.skip("this needs a checkout", allow_module_level=True)
TEXT = (HERE / "requirements.txt").read_text("utf-8")
LOCKED = {canonicalize_name(n): v for n, v in re.findall(r"^([\w.-]+)==([^\s;]+)", TEXT, re.MULTILINE)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SBOM = json.loads((HERE / "sbom.cdx.json").read_text("utf-8"))
AGAIN = "is not what packaging/make_locks.sh would write: run it again"


def test_what_the_project_asks_for_is_locked_within_its_bounds() -> None:
    asked = [Requirement(line) for line in PROJECT["dependencies"]]
    assert len(asked) > 10
    for wish in asked:
        name = canonicalize_name(wish.name)
        assert name in LOCKED and (wish.specifier.contains(LOCKED[name])), f"{wish} {AGAIN}"


def test_what_that_needs_in_its_turn_is_locked_too() -> None:
    environment = {**default_environment(), "extra": ""}
    for name in LOCKED:
        for line in distribution(name).requires or ():
            wish = Requirement(line)
            if wish.marker is None or wish.marker.evaluate(environment):
                assert canonicalize_name(wish.name) in LOCKED, f"{name} needs {wish}: {AGAIN}"


def test_every_package_has_its_hashes_and_no_registry_is_named() -> None:
    entries = re.split(r"\n(?=[a-z])", TEXT.partition("\n#")[2])
    assert sum("==" in entry for entry in entries) == len(LOCKED)
    assert [e.splitlines()[0] for e in entries if "==" in e and "--hash=sha256:" not in e] == []
    for name in ("requirements.txt", "sbom.cdx.json", "THIRD-PARTY.md"):
        text = (HERE / name).read_text("utf-8")
        assert not re.search(r"index-url|find-links|//pypi|//files\.|/simple|file:|/(work|tmp|home|root)/", text)


def test_the_bill_of_materials_has_just_these() -> None:
    packages = {c["name"]: c["version"] for c in SBOM["components"] if "purl" in c}
    assert {canonicalize_name(name): version for name, version in packages.items()} == LOCKED
    assert SBOM["metadata"]["component"]["version"] == reader.__version__, AGAIN
    refs = {c["bom-ref"] for c in SBOM["components"]} | {SBOM["metadata"]["component"]["bom-ref"]}
    assert {entry["ref"] for entry in SBOM["dependencies"]} == refs
    assert {needed for entry in SBOM["dependencies"] for needed in entry.get("dependsOn", ())} <= refs
    direct = next(e for e in SBOM["dependencies"] if e["ref"] == SBOM["metadata"]["component"]["bom-ref"])
    assert len(direct["dependsOn"]) == len({Requirement(line).name for line in PROJECT["dependencies"]}) + 2
    assert [c["name"] for c in SBOM["components"] if not c["licenses"]] == []


def test_the_bill_of_materials_is_valid() -> None:
    validation = pytest.importorskip("cyclonedx.validation.json")
    from cyclonedx.schema import SchemaVersion

    text = (HERE / "sbom.cdx.json").read_text("utf-8")
    check = validation.JsonStrictValidator(SchemaVersion.V1_6).validate_str
    assert check(text) is None
    assert check(text.replace('"type": "application"', '"type": "aplication"')) is not None


def test_the_table_of_licences_has_just_these() -> None:
    table = (HERE / "THIRD-PARTY.md").read_text("utf-8").split("\n\n| needed by it")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]
    assert {canonicalize_name(row[0]): row[1] for row in rows} == LOCKED, AGAIN
    assert [row[0] for row in rows if not row[2] or not row[3].startswith("https://")] == []


@pytest.mark.slow
def test_pip_takes_them_by_their_hashes(tmp_path: Path) -> None:
    """Needs the network. Nothing is installed."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--require-hashes"]
    done = subprocess.run([*pip, "-r", HERE / "requirements.txt"], cwd=tmp_path, capture_output=True, text=True,
                          timeout=300, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
