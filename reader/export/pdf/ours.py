"""Tells a PDF that Postil made from any other, and whether somebody has marked things in it since.

So that nobody else's work is replaced.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def is_ours(path: Path) -> bool:
    """Whether the file is a PDF that names the place where an article's words begin, as each of ours does.

    It is read as far as that name. A file that is no PDF, or a broken one, is not ours. Raises OSError.
    """
    import pikepdf

    from reader.export.pdf.annotate import BODY

    with path.open("rb") as file:
        if file.read(5) != b"%PDF-":
            return False
        file.seek(0)
        try:
            with pikepdf.open(file) as pdf:
                names = pdf.Root.get("/Names")
                return names is not None and "/Dests" in names and BODY in pikepdf.NameTree(names.Dests)
        except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError, KeyError):
            return False


_NO_MARKS = {"/Link", "/Popup", "/Widget"}


def is_marked(path: Path) -> bool:
    """Whether a PDF of ours holds marks that are none of its article's annotations. Raises OSError.

    Takes some 10 microseconds an annotation.
    """
    import pikepdf

    try:
        with path.open("rb") as file, pikepdf.open(file) as pdf:
            own = b"".join(
                attached.get_file().read_bytes()
                for name, attached in pdf.attachments.items()
                if name.endswith(".annotations.json")
            )
            return any(
                str(each.get("/Subtype")) not in _NO_MARKS and not _is_own(each, own)
                for page in pdf.pages
                for each in page.obj.get("/Annots", [])
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError, KeyError):
        return True  # whatever it is, it is not as it was written


def _is_own(annotation: Any, attached: bytes) -> bool:
    """By its name: an id as Postil makes them, which may not have been saved yet, or one in the attached file."""
    name = str(annotation.get("/NM", "")).split("#")[0]
    return name.startswith("urn:uuid:") or (name != "" and json.dumps(name, ensure_ascii=False).encode() in attached)
