"""Only pictures inside the article's folder are shown."""

from __future__ import annotations

import base64
import io
import struct
from pathlib import Path

import pytest

from reader.export.pdf.pictures import MAX_PIXELS, local_picture, picture_kind, pixels

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


@pytest.mark.parametrize("kind", ["PNG", "GIF", "JPEG", "WEBP"])
def test_a_picture_says_how_large_it_is(kind: str) -> None:
    image = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    made = image.new("RGBA" if kind == "WEBP" else "RGB", (321, 123), (9, 9, 9, 9)[: 4 if kind == "WEBP" else 3])
    made.save(out, kind, **({"exif": b"Exif\0\0"} if kind in ("WEBP", "JPEG") else {}))
    assert pixels(out.getvalue()) == 321 * 123
    for length in range(len(out.getvalue())):
        assert pixels(out.getvalue()[:length]) in (0, 321 * 123)


def test_a_picture_too_large_to_unpack_is_refused(folder: Path) -> None:
    bomb = PNG[:16] + struct.pack(">II", 60_000, 60_000) + PNG[24:]
    assert pixels(bomb) > MAX_PIXELS
    (folder / "bomb.png").write_bytes(bomb)
    assert local_picture("bomb.png", folder) is None
