"""Annotations made of what people marked in viewers: their ids, and what becomes of those that are here already.

The id is made of the name that the viewer gave the mark, else of where it lies and who made it: a second import finds
it again. `via` in its record says which note it was imported with; so a note changed in the PDF is told from one that
was changed here.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from urllib.parse import quote

from reader.annotations.model import Fragment, Highlight, Origin
from reader.importers.pdf.marks import PageMark

_VIA = "via"  # W3C's word for the annotation that one was obtained from


def names_of(marks: list[PageMark]) -> list[str]:
    """A name for each mark that no other one has, and that stays when its note is changed."""
    seen: dict[str, int] = {}
    names = []
    for mark in marks:
        name = mark.name or _made_up(mark)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return names


def _made_up(mark: PageMark) -> str:
    numbers = [round(x, 1) for area in (*mark.areas, mark.rect) for x in area]
    return "at " + _digest(f"{mark.kind} {mark.page} {numbers} {mark.creator} {mark.created}")[:32]


def id_of(name: str) -> str:
    """The id of the annotation made of the mark with this name: a UUID of version 8 (RFC 9562, 5.8)."""
    digits = _digest("Postil, a mark in a PDF: " + name)
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"


def made(name: str, mark: PageMark, note: str, fragments: tuple[Fragment, ...]) -> Highlight:
    """The annotation of a mark that is not here yet."""
    key = id_of(name)
    record = {"id": key, "type": ["Annotation", "Highlight"], "motivation": "highlighting", _VIA: _via(name, note)}
    return Highlight(
        id=key,
        fragments=fragments,
        created=mark.created,
        modified=mark.modified or mark.created,
        creator=mark.creator,
        note=note,
        origin=Origin(record, own=True),
    )


def renewed(own: Highlight, name: str, mark: PageMark, note: str) -> Highlight:
    """The annotation that is here, after its mark was perhaps changed in the PDF; itself when it was not.

    What was changed here stands; changed in both places, theirs is kept as a conflict.
    """
    record = own.origin.record if own.origin is not None else None
    via = record.get(_VIA) if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(via, str) or via == _via(name, note) or own.note == note:
        return own
    origin = Origin(record | {_VIA: _via(name, note)}, own=True)
    later = max(own.modified, mark.modified)
    if via == _via(name, own.note):
        return replace(own, note=note, modified=later, origin=origin)
    conflict = (*((k, v) for k, v in own.conflict if k != "note"), ("note", note))
    return replace(own, conflict=conflict, modified=later, origin=origin)


def _via(name: str, note: str) -> str:
    return f"urn:x-pdf-annotation:{quote(name, safe='')}#{_digest(note)[:16]}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
