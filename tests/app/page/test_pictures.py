"""Which pictures may be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reader.app.page.pictures import load_picture, picture_path, picture_size


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "article"
    inside.mkdir()
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(0)
    for place in (inside / "a b.png", tmp_path / "outside.png"):
        assert picture.save(str(place))
    return inside


@pytest.mark.parametrize("href", ["a%20b.png", "./a%20b.png", "a b.png", "a%20b.png#part"])
def test_local_ones_inside_the_folder(folder: Path, href: str) -> None:
    assert picture_path(folder, href) == folder / "a b.png"


@pytest.mark.parametrize(
    "href",
    ["", "../outside.png", "%2e%2e/outside.png", "https://example.org/a.png", "//example.org/a.png", "\\\\host\\a.png",
     "file:a%20b.png", "data:image/png;base64,AAAA", "missing.png", ".", "a\0.png"],
)  # fmt: skip
def test_no_others(folder: Path, href: str) -> None:
    assert picture_path(folder, href) is None


def test_a_link_that_leads_out_of_the_folder(folder: Path) -> None:
    (folder / "link.png").symlink_to(folder.parent / "outside.png")
    assert picture_path(folder, "link.png") is None


def test_sizes(folder: Path) -> None:
    assert picture_size(folder, "a b.png", 580, 1.0) == (200, 100)
    assert picture_size(folder, "a b.png", 580, 2.0) == (400, 200)
    assert picture_size(folder, "a b.png", 100, 2.0) == (100, 50)
    small = load_picture(folder, "a b.png", 50)
    assert small is not None
    assert (small.width(), small.height()) == (50, 25)


def test_a_drawing_that_could_name_other_files_is_not_shown(folder: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>'
    (folder / "a.svg").write_text(svg)
    (folder / "b.png").write_text(svg)
    assert picture_size(folder, "a.svg", 580, 1.0) is None
    assert picture_size(folder, "b.png", 580, 1.0) is None
