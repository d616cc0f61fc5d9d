"""Only pictures inside the article's folder are shown."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from reader.export.pdf.pictures import local_picture, picture_kind

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article" / "img").mkdir(parents=True)
    (tmp_path / "article" / "img" / "a map.png").write_bytes(PNG)
    (tmp_path / "outside.png").write_bytes(PNG)
    (tmp_path / "article" / "link.png").symlink_to(tmp_path / "outside.png")
    (tmp_path / "article" / "text.png").write_text("no picture", encoding="utf-8")
    return tmp_path / "article"


@pytest.mark.parametrize("href", ["img/a%20map.png", "img/a map.png", "./img/../img/a%20map.png"])
def test_a_picture_in_the_folder(folder: Path, href: str) -> None:
    assert local_picture(href, folder) == PNG


@pytest.mark.parametrize(
    "href",
    [
        *("", "../outside.png", "..%2Foutside.png", "link.png", "text.png", "img", "gone.png", "a\x00b.png"),
        *("http://example.org/a.png", "file:img/a%20map.png", "data:image/png;base64,AA"),
        *("//host/a.png", "\\\\host\\a.png"),
    ],
)
def test_everything_else_is_refused(folder: Path, href: str) -> None:
    assert local_picture(href, folder) is None


def test_an_absolute_path_is_refused_unless_it_lies_inside(folder: Path) -> None:
    assert local_picture(str(folder.parent / "outside.png"), folder) is None


def test_kinds() -> None:
    assert picture_kind(PNG) == ".png"
    assert picture_kind(b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>') == ".svg"
    assert picture_kind(b"<?xml version='1.0'?><html/>") == ""
