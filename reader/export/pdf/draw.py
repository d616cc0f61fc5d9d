"""The child process that draws the page of a PDF.

Run by its path in a folder that holds the PDF as `page.pdf` and nothing else. stdin has the dots an inch, stdout gets
the PNG. The typesetter draws it: Qt's own viewer of PDFs is not in PySide6-Essentials.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Answer the request on stdin."""
    import typst

    compiler = typst.Compiler(root=".", ignore_system_fonts=True)
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image("page.pdf")'
    picture = compiler.compile(page.encode(), format="png", ppi=float(sys.stdin.read()))
    assert isinstance(picture, bytes)
    sys.stdout.buffer.write(picture)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
