"""Takes the joiners back out of the PDF's text that made Arabic letters join across a cut.

Each run is shaped alone, so a run that begins or ends inside an Arabic word is given a zero width joiner there
(`document`). The typesetter counts it to the neighbouring letter: its glyph then stands for two characters, and where
the same glyph stands for the letter alone, that one is wrapped into an ActualText, which pdfium cannot place.
Here such glyphs stand for their letter again, and wrappings that say no more than that are undone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_ZWJ = "200D"
_ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})> <((?:[0-9A-Fa-f]{4})+)>")


def remove_joiners(pdf: pikepdf.Pdf) -> None:
    """Change the glyph tables of all fonts, and the pages' wrappings; to be called only when joiners were put in."""
    tables: dict[Any, dict[str, str]] = {}  # by object number
    for page in pdf.pages:
        fonts = _fonts(page)
        for font in fonts.values():
            if font.objgen not in tables:
                tables[font.objgen] = _cleaned(font)
        here = {name: tables[font.objgen] for name, font in fonts.items()}
        page.contents_coalesce()
        if b"/ActualText" in page.obj.Contents.read_bytes():
            page.obj.Contents = _unwrapped(pdf, page, here)


def _fonts(page: pikepdf.Page) -> dict[str, Any]:
    resources: Any = page.obj.get("/Resources", {})
    return dict(resources.get("/Font", {}).items())


def _cleaned(font: Any) -> dict[str, str]:
    """Glyph code -> text, both in hexadecimal, after the font's table was cleaned."""
    table: dict[str, str] = {}
    if "/ToUnicode" not in font:
        return table

    def clean(found: re.Match[bytes]) -> bytes:
        code, text = found.group(1).decode().upper(), found.group(2).decode().upper()
        table[code] = without_joiners(text)
        return f"<{code}> <{table[code]}>".encode()

    before = font.ToUnicode.read_bytes()
    after = _ENTRY.sub(clean, before)
    if after != before:
        font.ToUnicode.write(after)
    return table


def without_joiners(text: str) -> str:
    """Text in UTF-16 hexadecimal; joiners go where everything else is Arabic, others (emoji) stay."""
    units = [text[i : i + 4] for i in range(0, len(text), 4)]
    letters = [unit for unit in units if unit != _ZWJ]
    arabic = letters and all("0600" <= unit <= "06FF" for unit in letters)
    return "".join(letters) if arabic else text


def _unwrapped(pdf: pikepdf.Pdf, page: pikepdf.Page, tables: dict[str, dict[str, str]]) -> Any:
    import pikepdf

    kept: list[Any] = []
    opened: list[tuple[int, str, str]] = []  # where a marked stretch begins, what it says, what its glyphs say
    font: dict[str, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands, name = step.operands, str(step.operator)
        if name == "Tf":
            font = tables.get(str(operands[0]), {})
        if name in ("BDC", "BMC"):
            opened.append((len(kept), _actual_text(operands), ""))
        elif name in ("Tj", "TJ"):
            shown = "".join(font.get(code, "?") for code in _codes(operands[0]))
            opened = [(start, says, glyphs + shown) for start, says, glyphs in opened]
        elif name == "EMC" and opened:
            start, says, glyphs = opened.pop()
            if says and without_joiners(says) == glyphs:
                kept[start] = None
                continue
        kept.append(step)
    return pdf.make_stream(pikepdf.unparse_content_stream([k for k in kept if k is not None]))


def _actual_text(operands: Any) -> str:
    if len(operands) < 2 or "/ActualText" not in operands[1]:
        return ""
    raw = bytes(operands[1].ActualText)
    return (
        raw[2:].hex().upper()
        if raw.startswith(b"\xfe\xff")
        else raw.decode("latin-1").encode("utf-16-be").hex().upper()
    )


def _codes(shown: Any) -> list[str]:
    import pikepdf

    parts = [shown] if isinstance(shown, pikepdf.String) else [s for s in shown if isinstance(s, pikepdf.String)]
    data = b"".join(bytes(part) for part in parts)
    return [data[i : i + 2].hex().upper() for i in range(0, len(data) - 1, 2)]
