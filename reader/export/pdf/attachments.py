"""Puts article and sidecar into the PDF as associated files (PDF/A-3; ISO 19005-3, 6.8 and annex E).

The article is the `Source` that the document was made from, the sidecar the `Data` that highlights, legend and tables
show. Both stand there byte for byte, so that nothing is lost and all of it can be taken out again.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.export.job import ExportJob

if TYPE_CHECKING:
    import pikepdf

_TYPES = {"markdown": "text/markdown", "text": "text/plain"}


def attach(pdf: pikepdf.Pdf, job: ExportJob, date: str) -> None:
    """Attach both, as far as the job has them; `date` is the PDF date they get, so that no clock is read."""
    import pikepdf

    # a name in PDF is text, and that of a file may be any bytes
    name = os.fsencode(job.article.name).decode("utf-8", "replace")
    written = job.article_bytes
    if written is None:
        written = job.article.source.encode("utf-8", "replace")
    files = [(name, written, _TYPES[job.article.format], pikepdf.Name.Source, "The article")]
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
