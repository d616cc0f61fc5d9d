"""Puts article and sidecar into the PDF as associated files (PDF/A-3; ISO 19005-3, 6.8 and annex E).

The article is the `Source` that the document was made from, the sidecar the `Data` that highlights, legend and tables
show. Both stand there byte for byte, so that nothing is lost and all of it can be taken out again; an article whose
file is gone or was changed meanwhile stands there as its text was read, in UTF-8.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from reader.errors import UserError
from reader.export.job import ExportJob
from reader.text.article import Article
from reader.text.source import read_bytes

if TYPE_CHECKING:
    import pikepdf

_TYPES = {"markdown": "text/markdown", "text": "text/plain"}


def attach(pdf: pikepdf.Pdf, job: ExportJob, date: str) -> None:
    """Attach both, as far as the job has them; `date` is the PDF date they get, so that no clock is read."""
    import pikepdf

    # a name in PDF is text, and that of a file may be any bytes
    name = os.fsencode(job.article.name).decode("utf-8", "replace")
    files = [(name, _as_read(job.article), _TYPES[job.article.format], pikepdf.Name.Source, "The article")]
    if job.sidecar_bytes is not None:
        more = (job.sidecar_bytes, "application/json", pikepdf.Name.Data, "Its annotations")
        files.append((name + ".annotations.json", *more))
    associated = pikepdf.Array()
    for file_name, data, kind, relationship, description in files:
        spec = pikepdf.AttachedFileSpec(
            pdf, data, description=description, filename=file_name, mime_type=kind, relationship=relationship,
            creation_date=date, mod_date=date,
        )  # fmt: skip
        pdf.attachments[file_name] = spec
        associated.append(spec.obj)
    pdf.Root.AF = associated


def _as_read(article: Article) -> bytes:
    try:
        data = read_bytes(article.path)
    except UserError:
        data = b""
    same = hashlib.sha256(data).hexdigest() == article.sha256
    return data if same else article.source.encode("utf-8", "replace")
