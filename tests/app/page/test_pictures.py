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


def test_a_folder_that_is_a_link_counts_by_where_it_leads(folder: Path) -> None:
    (folder / "more").symlink_to(folder.parent)
    assert picture_path(folder, "more/outside.png") is None
    (folder / "again").symlink_to(folder)
    assert picture_path(folder, "again/a b.png") == folder / "a b.png"


def test_a_name_that_looks_like_an_escape_is_found_as_well(folder: Path) -> None:
    (folder / "a b.png").rename(folder / "50%25 of?it.png")
    assert picture_path(folder, "50%25 of?it.png") == folder / "50%25 of?it.png"
    assert picture_path(folder, "50%2525%20of%3Fit.png") == folder / "50%25 of?it.png"


def test_a_very_high_one_and_one_that_is_too_large(folder: Path) -> None:
    tower = QImage(100, 9000, QImage.Format.Format_Mono)
    tower.fill(0)
    assert tower.save(str(folder / "tower.png"))
    size = picture_size(folder, "tower.png", 580, 1.0)
    assert size is not None
    assert size[1] == pytest.approx(1.6 * 580) and size[0] == pytest.approx(size[1] / 90)
    plain = QImage(8000, 6000, QImage.Format.Format_Mono)
    plain.fill(0)
    assert plain.save(str(folder / "plain.png"))
    assert picture_size(folder, "plain.png", 580, 1.0) is None
    assert load_picture(folder, "plain.png", 580) is None


def test_a_photograph_taken_upright_stands_upright(folder: Path) -> None:
    wide = QImage(80, 40, QImage.Format.Format_RGB32)
    wide.fill(0x336699)
    assert wide.save(str(folder / "wide.jpg"))
    data = (folder / "wide.jpg").read_bytes()
    turned = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
    exif = b"Exif\x00\x00" + turned
    (folder / "up.jpg").write_bytes(data[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + data[2:])
    assert picture_size(folder, "up.jpg", 580, 1.0) == (40, 80)
    small = load_picture(folder, "up.jpg", 20)
    assert small is not None
    assert (small.width(), small.height()) == (20, 40)


def test_of_one_that_moves_the_first_picture_is_shown(folder: Path) -> None:
    frame = b"!\xf9\x04\x00\x0a\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00"
    head = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\xff"
    (folder / "moves.gif").write_bytes(head + frame + frame + b";")
    shown = load_picture(folder, "moves.gif", 10)
    assert shown is not None
    assert (shown.width(), shown.height()) == (1, 1)
