"""The bundle of macOS as far as it can be looked at elsewhere: what its recipe asks for, and its entitlements."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from reader import __version__
from reader.desktop.macos.info_plist import Bundle, info

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "packaging" / "pyinstaller" / "postil.spec"


class Asked:
    """What the recipe asked for, call by call."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def function(self, name: str):
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls.append((name, arguments, options))
            return types.SimpleNamespace(name=options.get("name", name), binaries=[], datas=[], pure=[], scripts=[])

        return call

    def of(self, name: str) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
        return [(arguments, options) for found, arguments, options in self.calls if found == name]


def asked_on(platform: str, monkeypatch) -> Asked:
    """Run the recipe with PyInstaller's words replaced by ones that note what they are asked."""
    asked = Asked()
    hooks = types.ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = lambda name: [name]
    hooks.copy_metadata = lambda name: []
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, hooks.__name__, hooks)
    monkeypatch.setattr(sys, "platform", platform)
    words = {name: asked.function(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    exec(compile(SPEC.read_text(), str(SPEC), "exec"), {"SPECPATH": str(SPEC.parent), **words})
    return asked


def test_macos_gets_a_bundle_that_says_what_postil_opens(monkeypatch):
    asked = asked_on("darwin", monkeypatch)
    ((collected,), options) = asked.of("BUNDLE")[0]
    assert collected.name == "postil" and options["name"] == "Postil.app"
    told = options["info_plist"]
    assert {**told, "LSBackgroundOnly": None} == {**info(Bundle("postil-gui", __version__)), "LSBackgroundOnly": None}
    assert told["LSBackgroundOnly"] is False and options["bundle_identifier"] == told["CFBundleIdentifier"]
    assert Path(options["icon"]).read_bytes()[:4] == b"icns"


@pytest.mark.parametrize(("platform", "icon"), [("darwin", ".icns"), ("win32", ".ico"), ("linux", "")])
def test_every_executable_has_the_systems_icon(monkeypatch, platform, icon):
    asked = asked_on(platform, monkeypatch)
    made = {options["name"]: options for _, options in asked.of("EXE")}
    assert (set(made) == {"postil"}) == (platform == "linux")
    for options in made.values():
        assert (options["icon"] is None) if not icon else options["icon"][0].endswith(icon)
        assert options["console"] is (options["name"] == "postil")
    assert bool(asked.of("BUNDLE")) == (platform == "darwin")
    first = asked.of("COLLECT")[0][0][0]
    assert first.name == ("postil" if platform == "linux" else "postil-gui"), "the first one is the bundle's own"


def test_entitlements_are_a_plist_and_touch_nothing_of_the_users():
    found = plistlib.loads((ROOT / "packaging" / "macos" / "entitlements.plist").read_bytes())
    assert found and all(key.startswith("com.apple.security.cs.") and value is True for key, value in found.items())


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_the_script_is_plain_shell():
    subprocess.run(["shellcheck", str(ROOT / "packaging" / "macos" / "make_dmg.sh")], check=True)


@pytest.mark.skipif(sys.platform == "darwin", reason="it would make one")
def test_elsewhere_it_says_that_macos_is_needed(tmp_path):
    script = str(ROOT / "packaging" / "macos" / "make_dmg.sh")
    done = subprocess.run(["sh", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "made on macOS" in done.stderr and not list(tmp_path.iterdir())
