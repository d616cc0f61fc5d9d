"""Tells a PDF that Postil made from any other, so that nobody else's is replaced."""

from __future__ import annotations

from pathlib import Path


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
