"""Make the icons of Windows (.ico) and macOS (.icns) from the drawings in resources/icons. Needs `rsvg-convert`.

    python packaging/make_icon_files.py

Each size is drawn anew, from the drawings that `make_icons.py` takes for it.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

import make_icons  # noqa: E402

ICONS = make_icons.ICONS
DRAWINGS = dict(zip(("postil", "postil-document"), make_icons.DRAWINGS.values(), strict=True))
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ICO_PNG_FROM = 64  # smaller ones as bitmaps, which every reader of icons knows
# What macOS 10.13 and later read: PNG under these names, the smallest two as ARGB.
ICNS_PNG = {"ic11": 32, "ic12": 64, "ic07": 128, "ic13": 256, "ic08": 256, "ic14": 512, "ic09": 512, "ic10": 1024}
ICNS_ARGB = {"ic04": 16, "ic05": 32}


def draw(stem: str, size: int) -> bytes:
    """The icon as a PNG of that size."""
    with TemporaryDirectory() as folder:
        made = Path(folder, "icon.png")
        make_icons.render(*DRAWINGS[stem], size=size, to=made)
        return made.read_bytes()


def ico(pngs: Mapping[int, bytes]) -> bytes:
    """An icon of Windows with all these sizes."""
    images = [png if size >= ICO_PNG_FROM else bitmap(png) for size, png in pngs.items()]
    offset = 6 + 16 * len(images)
    head, body = struct.pack("<HHH", 0, 1, len(images)), b""
    for size, image in zip(pngs, images, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), offset + len(body))
        body += image
    return head + body


def bitmap(png: bytes) -> bytes:
    """A picture as an icon's bitmap: BGRA from the bottom up, and a mask that the alpha channel makes needless."""
    image = pixels(png)
    width, height = image.width(), image.height()
    rows = [bytes(image.constScanLine(y))[: 4 * width] for y in reversed(range(height))]
    mask = bytes((width + 31) // 32 * 4) * height
    size = sum(map(len, rows)) + len(mask)
    return struct.pack("<IiiHHIIiiII", 40, width, 2 * height, 1, 32, 0, size, 0, 0, 0, 0) + b"".join(rows) + mask


def pixels(png: bytes) -> QImage:
    """32 bits a pixel, in memory B, G, R, A."""
    return QImage.fromData(png).convertToFormat(QImage.Format.Format_ARGB32)


def icns(pngs: Mapping[int, bytes]) -> bytes:
    """An icon of macOS with the sizes it knows."""
    parts = [(kind, argb(pngs[size])) for kind, size in ICNS_ARGB.items()]
    parts += [(kind, pngs[size]) for kind, size in ICNS_PNG.items()]
    body = b"".join(kind.encode() + struct.pack(">I", 8 + len(data)) + data for kind, data in parts)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def argb(png: bytes) -> bytes:
    """A picture as macOS packs small ones: a channel after the other, runs shortened."""
    image = pixels(png)
    width = 4 * image.width()
    data = b"".join(bytes(image.constScanLine(y))[:width] for y in range(image.height()))
    return b"ARGB" + b"".join(packed(data[channel::4]) for channel in (3, 2, 1, 0))


def packed(data: bytes) -> bytes:
    """Runs of 3 to 130 alike as two bytes, up to 128 others with their number before them."""
    out, at, plain = bytearray(), 0, bytearray()

    def flush() -> None:
        if plain:
            out.append(len(plain) - 1)
            out.extend(plain)
            plain.clear()

    while at < len(data):
        run = 1
        while run < 130 and at + run < len(data) and data[at + run] == data[at]:
            run += 1
        if run >= 3:
            flush()
            out += bytes((run + 125, data[at]))
            at += run
            continue
        plain.append(data[at])
        at += 1
        if len(plain) == 128:
            flush()
    flush()
    return bytes(out)


def make(folder: Path) -> None:
    """Write all icon files into that folder."""
    for stem in DRAWINGS:
        sizes = sorted({*ICO_SIZES, *ICNS_PNG.values(), *ICNS_ARGB.values()})
        pngs = {size: draw(stem, size) for size in sizes}
        (folder / f"{stem}.ico").write_bytes(ico({size: pngs[size] for size in ICO_SIZES}))
        (folder / f"{stem}.icns").write_bytes(icns(pngs))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else ICONS)
