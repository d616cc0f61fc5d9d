"""What a user is told about a PDF that could be made, but not in all as it should be: a sentence a matter. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.counted import counted
from reader.export.pdf.child import Remarks
from reader.export.pdf.document import PRIVATE, Body
from reader.export.pdf.options import ARCHIVE
from reader.visible import in_a_line

_ADDRESS_CP = 80
_NAMED = 12  # of one kind; the others are counted


def sentences(remarks: Remarks, text: str, body: Body, standard: str) -> Iterator[str]:
    """The sentences. `text` is the article's reading text."""
    if absent := list(dict.fromkeys(body.absent)):
        verb, names = ("A picture is", "this name") if len(absent) == 1 else ("Pictures are", "these names")
        listed = _listed([_short(address) or "one without a name" for address in absent])
        yield f"{verb} missing in the PDF, as the article's folder has no usable file of {names}: {listed}"
    if broken := list(dict.fromkeys(body.addresses.get(name, name) for name in remarks.bad)):
        verb = "A picture that cannot be read is" if len(broken) == 1 else "Pictures that cannot be read are"
        yield f"{verb} missing in the PDF: {_listed([_short(address) for address in broken])}"
    if remarks.missing:
        named = [f"{in_a_line(c)} ({_counted(c, text)})" for c in remarks.missing]
        yield f"No font here has these characters, so boxes with their codes are in their place: {_listed(named)}"
    if standard == ARCHIVE and (private := sorted(set(PRIVATE.findall(text)))):
        named = [_counted(c, text) for c in private]
        yield f"PDF/A has no characters of private use, so a replacement is in their place: {_listed(named)}"
    yield from remarks.said


def _short(address: str) -> str:
    """An address that may be a whole picture in letters."""
    words = in_a_line(address[: _ADDRESS_CP + 1])
    return words if len(words) <= _ADDRESS_CP else words[:_ADDRESS_CP] + "…"


def _counted(character: str, text: str) -> str:
    count = text.count(character)
    return f"U+{ord(character):04X}, {counted(count, 'time') if count else 'in annotations'}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join([*names[:_NAMED], *([f"{more:,} more"] if more > 0 else [])])
