"""Which picture an article may show: local, in the article's own folder, of a known kind and a size that can be held.

Fetches nothing.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from urllib.parse import unquote

MAX_BYTES = 32 * 1024 * 1024
MAX_PIXELS = 100_000_000  # 400 MB when unpacked; a file of some kilobytes can claim to be any size
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|[\\/]{2}")


def picture_kind(data: bytes) -> str:
    """The suffix that fits the first bytes, empty when it is no picture that can be set."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png"
    if data.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return ".gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return ".svg" if head.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in data[:4096] else ""


def pixels(data: bytes) -> int:
    """How many pixels a picture says it has; 0 for a drawing, or when it does not say."""
    try:
        width, height = _size(data)
    except (struct.error, IndexError):
        return 0
    return width * height


def _size(data: bytes) -> tuple[int, int]:
    kind = picture_kind(data)
    width = height = 0
    if kind == ".png":
        width, height = struct.unpack(">II", data[16:24])
    elif kind == ".gif":
        width, height = struct.unpack("<HH", data[6:10])
    elif kind == ".webp" and data[12:16] == b"VP8X" and len(data) >= 30:
        width, height = (1 + int.from_bytes(data[n : n + 3], "little") for n in (24, 27))
    elif kind == ".jpg":
        place = 2
        while data[place] == 0xFF:
            mark, (length,) = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])
            if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):  # the frame; the others hold tables
                height, width = struct.unpack(">HH", data[place + 5 : place + 9])
                break
            place += 2 + length
    return width, height


def local_picture(href: str, folder: Path) -> bytes | None:
    """The bytes of the picture that `href` means in an article of `folder`, or None when it is not to be shown.

    Addresses with a scheme, absolute paths and whatever leads out of the folder (links followed) are refused.
    """
    if not href or _SCHEME.match(href):
        return None
    name = unquote(href.split("#")[0].split("?")[0])
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root) or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        data = path.read_bytes()
    except (OSError, ValueError, RuntimeError):
        return None
    return data if picture_kind(data) and pixels(data) <= MAX_PIXELS else None
