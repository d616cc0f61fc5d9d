"""What a package has below /usr/share is what the program itself would put there, and the drawings are the icons."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.cli.manual import read_manual
from reader.desktop.linux.wanted import shared_files

ROOT = Path(__file__).resolve().parents[2]
CHANGES = """# Changelog

## Unreleased

- Not out yet.

## 0.2.0 (2026-12-24)

### Added
- Tags & claims,
  in `one` file.
- More.

## 0.1.0 - 2026-11-30
"""


def script(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_releases_are_those_of_the_change_log() -> None:
    newer, older = script("make_desktop_files").releases(CHANGES)
    assert newer == ("0.2.0", "2026-12-24", ("Tags & claims, in one file.", "More."))
    assert older == ("0.1.0", "2026-11-30", ())


def test_a_package_has_the_same_files(tmp_path: Path) -> None:
    assert script("make_desktop_files").main([str(tmp_path), "--zsh", "vendor-completions"]) == 0
    for name, content in shared_files(read_manual()):
        found = (tmp_path / name.replace("site-functions", "vendor-completions")).read_bytes()
        assert found == content or name.startswith("metainfo/")
    entry = (tmp_path / "applications" / "io.github.postil.Postil.desktop").read_text()
    assert "\nExec=postil %F\n" in entry
    assert "\nTryExec=postil\n" in entry


def test_software_centres_take_the_releases(tmp_path: Path) -> None:
    if shutil.which("appstreamcli") is None:
        pytest.skip("appstreamcli is not installed")
    made = dict(script("make_desktop_files").files_of(CHANGES, "postil", "site-functions"))
    (tmp_path / "x.metainfo.xml").write_bytes(made["metainfo/io.github.postil.Postil.metainfo.xml"])
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", "--pedantic", tmp_path / "x.metainfo.xml"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "releases-info-missing" not in done.stdout


def test_the_icons_are_rendered_from_the_drawings(tmp_path: Path) -> None:
    """Pixel by pixel, within what one rsvg differs from another."""
    if shutil.which("rsvg-convert") is None:
        pytest.skip("rsvg-convert is not installed")
    from PySide6.QtGui import QImage

    icons = script("make_icons")
    for name, drawings in icons.DRAWINGS.items():
        for size in icons.SIZES:
            icons.render(*drawings, size=size, to=tmp_path / "made.png")
            made = QImage(str(tmp_path / "made.png"))
            kept = QImage(str(icons.ICONS / "hicolor" / f"{size}x{size}" / f"{name}.png"))
            assert made.size() == kept.size()
            for at in range(0, size, max(1, size // 16)):
                for x in range(0, size, max(1, size // 16)):
                    one, other = made.pixelColor(x, at).getRgb(), kept.pixelColor(x, at).getRgb()
                    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 8
        assert (icons.ICONS / drawings[0]).read_bytes() == (
            icons.ICONS / "hicolor/scalable" / f"{name}.svg"
        ).read_bytes()
