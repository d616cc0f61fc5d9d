"""Icons of Windows and macOS hold every size, and say what the drawing says."""

from __future__ import annotations

import importlib.util
import shutil
import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
ICONS = ROOT / "resources" / "icons"
STEMS = ("postil", "postil-document")


def _script():
    spec = importlib.util.spec_from_file_location("make_icon_files", ROOT / "packaging" / "make_icon_files.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


make_icon_files = _script()


def ico_images(data: bytes) -> dict[int, QImage]:
    """By Windows' rules: a directory, and in it PNGs or bitmaps of twice their height."""
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    found = {}
    for n in range(count):
        width, _, _, _, planes, depth, size, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * n)
        assert (planes, depth) == (1, 32)
        part = data[offset : offset + size]
        if part.startswith(b"\x89PNG"):
            found[width or 256] = QImage.fromData(part)
            continue
        head, across, down, _, bits, packing, length = struct.unpack_from("<IiiHHII", part)
        assert (head, across, down, bits, packing) == (40, width, 2 * width, 32, 0) and len(part) == 40 + length
        row = 4 * width
        rows = b"".join(part[40 + y * row : 40 + (y + 1) * row] for y in reversed(range(width)))
        found[width] = QImage(rows, width, width, QImage.Format.Format_ARGB32).copy()
    return found


def icns_parts(data: bytes) -> dict[str, bytes]:
    assert data[:4] == b"icns" and struct.unpack(">I", data[4:8])[0] == len(data)
    found, at = {}, 8
    while at < len(data):
        size = struct.unpack(">I", data[at + 4 : at + 8])[0]
        found[data[at : at + 4].decode()] = data[at + 8 : at + size]
        at += size
    return found


def unpacked(data: bytes) -> bytes:
    out, at = b"", 0
    while at < len(data):
        if data[at] < 128:
            out += data[at + 1 : at + 2 + data[at]]
            at += 2 + data[at]
        else:
            out += data[at + 1 : at + 2] * (data[at] - 125)
            at += 2
    return out


@pytest.mark.parametrize("stem", STEMS)
def test_windows_finds_every_size_and_something_in_it(stem):
    images = ico_images((ICONS / f"{stem}.ico").read_bytes())
    assert list(images) == [16, 20, 24, 32, 40, 48, 64, 128, 256]
    for size, image in images.items():
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 2).alpha() == 255 and image.pixelColor(0, 0).alpha() == 0


@pytest.mark.parametrize("stem", STEMS)
def test_macos_finds_every_size_and_something_in_it(stem):
    parts = icns_parts((ICONS / f"{stem}.icns").read_bytes())
    for kind, size in make_icon_files.ICNS_PNG.items():
        image = QImage.fromData(parts.pop(kind))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 2).alpha() == 255
    for kind, size in make_icon_files.ICNS_ARGB.items():
        part = parts.pop(kind)
        alpha, red, green, blue = (unpacked(part[4:])[n * size * size : (n + 1) * size * size] for n in range(4))
        assert part[:4] == b"ARGB" and len(blue) == size * size
        middle = size * size // 2 + size // 2
        assert alpha[middle] == 255 and alpha[0] == 0 and len({red[middle], green[middle], blue[middle]}) > 1
    assert not parts


@given(st.binary(max_size=600) | st.lists(st.tuples(st.integers(0, 255), st.integers(1, 300))).map(
    lambda runs: b"".join(bytes([value]) * count for value, count in runs)))  # fmt: skip
def test_what_is_packed_comes_out_again(data):
    assert unpacked(make_icon_files.packed(data)) == data


@pytest.mark.skipif(shutil.which("rsvg-convert") is None, reason="rsvg-convert draws the icons (librsvg2-bin)")
def test_the_icons_are_those_of_the_drawings(tmp_path):
    make_icon_files.make(tmp_path)
    for stem in STEMS:
        fresh, shipped = (ico_images((folder / f"{stem}.ico").read_bytes()) for folder in (tmp_path, ICONS))
        for size in (16, 32, 64):
            assert _difference(fresh[size], shipped[size]) < 4, f"{stem}: run packaging/make_icon_files.py"


def _difference(one: QImage, other: QImage) -> float:
    """The mean difference of a channel, in 256ths: another version of rsvg may smooth edges otherwise."""
    form = QImage.Format.Format_ARGB32_Premultiplied
    first, second = (bytes(image.convertToFormat(form).constBits()) for image in (one, other))
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first)
