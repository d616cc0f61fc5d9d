"""`ExportJob`: all that an exporter may look at, and how one is stopped. Of formats it knows what can be chosen."""

from __future__ import annotations

from collections.abc import Callable

from reader.annotations.collection import AnnotationSet
from reader.annotations.tagset import TagSet
from reader.export.pdf.options import PdfOptions
from reader.export.speech import ENGLISH, Speech
from reader.frozen import dataclass
from reader.text.article import Article


def never() -> bool:
    """Nobody cancels."""
    return False


class Cancelled(Exception):  # noqa: N818 - it is no error: somebody asked for it
    """The user stopped the export; nothing was written."""


@dataclass(frozen=True)
class ExportJob:
    """All that an exporter may look at. It reads no clock: the same job gives the same bytes (in one
    environment: a set SOURCE_DATE_EPOCH dates the document, and faces for other scripts are the system's).

    `sidecar_bytes` is the sidecar as it stands on disk, for formats that carry it along. `progress` is
    told what is done (0 to 1) and a word for it; `warn` gets one sentence a matter that the user should
    know; `cancelled` is asked now and then. All three are called on the thread that exports. `options` is what was
    chosen for a PDF, `speech` the language of what it says itself.
    """

    article: Article
    annotations: AnnotationSet
    tagset: TagSet
    sidecar_bytes: bytes | None = None
    progress: Callable[[float, str], None] | None = None
    cancelled: Callable[[], bool] = never
    warn: Callable[[str], None] | None = None
    options: PdfOptions = PdfOptions()
    speech: Speech = ENGLISH

    def report(self, done: float, word: str) -> None:
        """Tell whoever wants to know how far it is."""
        if self.progress:
            self.progress(done, word)

    def check(self) -> None:
        """Raise Cancelled when the user no longer wants it."""
        if self.cancelled():
            raise Cancelled
