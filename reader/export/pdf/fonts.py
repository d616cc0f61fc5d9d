"""Chooses the faces that a document is set in, so that each of its characters has a glyph. Runs in the child process.

The typesetter would look through the system's fonts by itself, but says neither which it took nor that it found none.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.export.pdf.code_boxes import FAMILY, code_font
from reader.export.pdf.coverage import covered

if TYPE_CHECKING:
    import typst

_LAST = "Libertinus Serif"  # comes with the typesetter
_UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")  # need no glyph
_JOINED = {0x34F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}  # marks that only change what stands before


class Chosen(NamedTuple):
    """Each language's families in their order, as the template wants them; the fonts; characters without a glyph."""

    families: dict[str, list[dict[str, str]]]
    fonts: typst.Fonts
    missing: str


def choose(faces: Mapping[str, Sequence[Sequence[str]]], folders: Sequence[str], data: Any, room: Path) -> Chosen:
    """The faces for all words of `data`. `faces` are pairs of a family and what it covers, by preference,
    for each language; all know the same families.

    What none of them has is looked for in all other fonts, by name, so that it is always the same one. What no font
    has gets one that is made for it, in the folder `room`.
    """
    import typst

    fonts = typst.Fonts(font_paths=list(folders))
    files = _files(fonts.fonts())
    families = {
        language: [{"name": name, "covers": covers} for name, covers in pairs if name in files]
        for language, pairs in faces.items()
    }
    known = list(dict.fromkeys(family["name"] for each in families.values() for family in each))
    more: list[str] = []
    left = {ord(character) for character in set(json.dumps(data, ensure_ascii=False)) if _is_seen(character)}
    for name in known:
        left -= _in_any(files[name], left)
    for name in sorted(files.keys() - set(known), key=_rank) if left else ():
        if found := _in_any(files[name], left):
            more.append(name)
            left -= found
    if left:
        (room / "codes").mkdir()
        (room / "codes" / "codes.ttf").write_bytes(code_font(left))
        fonts = typst.Fonts(font_paths=[*folders, str(room / "codes")])
        more.append(FAMILY)
    for each in families.values():
        each += [{"name": name, "covers": ""} for name in more or ([] if each else [_LAST])]
    return Chosen(families, fonts, "".join(map(chr, sorted(left))))


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and ord(character) not in _JOINED


def _rank(name: str) -> tuple[int, str]:
    """Serifs suit the reading face; what draws boxes for everything comes last."""
    if "lastresort" in name.casefold().replace(" ", "") or "Fallback" in name:
        return 9, name
    return 0 if "Serif" in name else 1 if name.startswith("Noto Sans") else 2, name


def _files(infos: Sequence[typst.FontInfo]) -> dict[str, list[tuple[Path, int]]]:
    """The files of each family, the most upright and regular one alone: it stands for its sisters."""
    best: dict[str, tuple[tuple[Any, ...], tuple[Path, int] | None]] = {}
    for info in infos:
        oddness = (info.style != "normal", abs(info.weight - 400), info.stretch != 1.0, info.path or "", info.index)
        file = (Path(info.path), info.index) if info.path else None
        if info.family not in best or oddness < best[info.family][0]:
            best[info.family] = (oddness, file)
    return {name: [file] if file else [] for name, (_, file) in best.items()}


def _in_any(files: Sequence[tuple[Path, int]], wanted: set[int]) -> set[int]:
    found: set[int] = set()
    for path, index in files:
        found |= covered(path, index, wanted)
    return found
