"""Annotations as the bytes they will be, on the way through the PDF library, which takes no part in what they say.

Ten thousand dictionaries, taken apart by the library, take 200 MB; what each says and the few objects it names take a
tenth of it. So each is an array until the file is written: pieces of text, and between them what they refer to.
`compact` writes the dictionary that they make together, with keys in the order in which they were put there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

Part = Any  # text in ASCII, or an indirect object: pikepdf gives every object the same type
_SIGN = "postil:<<"  # no other array begins so
BEGIN = f"[ ({_SIGN}".encode()  # as the library writes it
_PART = re.compile(rb"\(((?:[^\\()]|\\.)*)\)|(\d+ \d+ R)")
_ESCAPED = re.compile(rb"\\(.)")


def written(pdf: pikepdf.Pdf, *parts: Part) -> pikepdf.Object:
    """A new annotation that says `parts`: keys and values, as PDF writes them."""
    import pikepdf

    made = pikepdf.Array()
    put(made, _SIGN + parts[0], *parts[1:])
    return pdf.make_indirect(made)


def put(made: Any, *parts: Part) -> None:
    """Add keys and values to what `written` made."""
    import pikepdf

    made.extend(pikepdf.String(part) if isinstance(part, str) else part for part in parts)


def dictionary(array: bytes) -> bytes:
    """What `written` made, of the array that the library wrote; it begins with BEGIN."""
    said = b"".join([text or reference for text, reference in _PART.findall(array)])
    if b"\\\\" in said:
        said = _ESCAPED.sub(lambda found: found[1], said)
    elif b"\\" in said:
        said = said.replace(b"\\(", b"(").replace(b"\\)", b")")
    return said[len(_SIGN) - 2 :] + b">>"
