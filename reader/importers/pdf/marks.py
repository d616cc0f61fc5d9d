"""What people marked on the pages of a PDF, as their viewers wrote it. Knows neither the words nor the article.

Corners of quads come in every order (Acrobat and Preview: top before bottom; older Acrobat: bottom before top; the
standard: counter-clockwise; see pdf-issues 68 and pdf.js 12675), so that a quad is taken as the box around them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pikepdf

_MARKUP = frozenset({"/Highlight", "/Underline", "/Squiggly", "/StrikeOut"})
_DRAWN = frozenset({"/Ink", "/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Stamp"})
_WRITTEN = frozenset({"/Text", "/FreeText", "/Caret", "/Redact"})
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:([Zz+-])(?:(\d\d)'?(\d\d)?'?)?)?")
MOST_MARKS = 200_000
_MOST_NOTE = 1_000_000  # characters


class Area(NamedTuple):
    """A box on a page in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float


class PageMark(NamedTuple):
    """One annotation of a page. `name` is its NM, `parent` the number of the mark it answers, -1 for none.

    `grouped`: it is one with its parent, whose words go on here. Without `areas` it stands at `rect`.
    """

    page: int
    kind: str
    name: str
    areas: tuple[Area, ...]
    rect: Area
    note: str
    creator: str
    created: str
    modified: str
    parent: int = -1
    grouped: bool = False


def marks_of(pdf: pikepdf.Pdf) -> list[PageMark]:
    """All of them in the order of pages and of the lists there; what is no remark of anybody's (links) is left out."""
    found: list[PageMark] = []
    numbers: dict[tuple[int, int], int] = {}
    parents: list[tuple[int, tuple[int, int], bool]] = []
    for page, entry in _entries(pdf):
        if len(found) >= MOST_MARKS:
            break
        kind = str(entry.get("/Subtype", ""))
        if kind not in _MARKUP | _DRAWN | _WRITTEN or "/StateModel" in entry:
            continue
        if entry.is_indirect:
            numbers[entry.objgen] = len(found)
        answered = entry.get("/IRT")
        if _is_dictionary(answered) and answered.is_indirect:
            parents.append((len(found), answered.objgen, str(entry.get("/RT", "")) == "/Group"))
        found.append(_mark(page, kind, entry))
    for number, parent, grouped in parents:
        if parent in numbers and numbers[parent] != number:
            found[number] = found[number]._replace(parent=numbers[parent], grouped=grouped)
    return found


def _entries(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    for number, page in enumerate(pdf.pages):
        entries: Any = page.obj.get("/Annots")
        for entry in entries if _is_array(entries) else ():
            if _is_dictionary(entry):
                yield number, entry


def _mark(page: int, kind: str, entry: Any) -> PageMark:
    rect = _area(_numbers(entry.get("/Rect"))) or Area(0, 0, 0, 0)
    quads = _numbers(entry.get("/QuadPoints")) if kind in _MARKUP else []
    areas = tuple(a for i in range(0, len(quads) - 7, 8) if (a := _area(quads[i : i + 8])) is not None)
    if kind in _MARKUP and not areas:
        areas = (rect,)
    popup = entry.get("/Popup")
    modified = iso_date(_text(entry.get("/M")))
    return PageMark(
        page=page,
        kind=kind[1:],
        name=_text(entry.get("/NM")),
        areas=areas,
        rect=rect,
        note=_note(entry) or (_note(popup) if _is_dictionary(popup) else ""),
        creator=" ".join(_text(entry.get("/T")).split()),
        created=iso_date(_text(entry.get("/CreationDate"))) or modified,
        modified=modified,
    )


def _note(entry: Any) -> str:
    plain = _text(entry.get("/Contents"))
    if not plain:
        rich = re.sub(r"</(?:p|div)>|<br\s*/?>", "\n", _text(entry.get("/RC")))
        plain = html.unescape(re.sub(r"<[^>]*>", "", rich))
    return plain.replace("\r\n", "\n").replace("\r", "\n").strip()[:_MOST_NOTE]


def iso_date(written: str) -> str:
    """A date of a PDF (ISO 32000-2, 7.9.4) as the sidecar has it, in UTC; empty when it is none."""
    match = _DATE.match(written.strip())
    if match is None:
        return ""
    numbers = [int(part or default) for part, default in zip(match.groups()[:6], (0, 1, 1, 0, 0, 0), strict=True)]
    sign, hours, minutes = match.groups()[6:]
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        when = datetime(*numbers, tzinfo=timezone(offset)).astimezone(UTC)  # type: ignore[misc, arg-type]
    except (ValueError, OverflowError):
        return ""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when.year >= 1000 else ""


def _area(numbers: list[float]) -> Area | None:
    xs, ys = numbers[::2], numbers[1::2]
    return Area(min(xs), min(ys), max(xs), max(ys)) if len(numbers) >= 4 else None


def _numbers(value: Any) -> list[float]:
    try:
        return [float(each) for each in value] if _is_array(value) else []
    except (TypeError, ValueError):
        return []


def _text(value: Any) -> str:
    """A string of a PDF; some programs write one where a stream or a name could stand, too."""
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        raw = value.read_raw_bytes()
        return raw.decode("utf-8", "replace") if "/Filter" not in value else ""
    try:
        return str(value).replace("\0", "") if isinstance(value, (pikepdf.String, str)) else ""
    except (ValueError, UnicodeDecodeError):
        return ""


def _is_dictionary(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary)


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)
