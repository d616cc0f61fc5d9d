"""`ImportJob`: all that an importer may look at, and `Imported`: what it makes of a file. Knows no format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.model import Annotation
from reader.folders import Folders
from reader.frozen import dataclass, field
from reader.text.article import Article


class Cancelled(Exception):  # noqa: N818 - it is no error: somebody asked for it
    """The user stopped the import; nothing was changed."""


def never() -> bool:
    """Nobody cancels."""
    return False


def _nothing() -> Iterable[tuple[bytes, bool]]:
    return ()


@dataclass(frozen=True)
class ImportJob:
    """All that an importer may look at. It changes nothing: what is to be changed is what it returns.

    `earlier` gives the earlier versions of the sidecar that are kept, newest first, and whether each was exported.
    `says` is all that an export may have written under an annotation. `data` is what is imported where it comes from no
    file; `path` has its name then. `progress` is told what is done (0 to 1) and a word for it;
    `cancelled` is asked now and then. All are called on the thread that imports.
    """

    article: Article
    annotations: AnnotationSet
    folders: Folders
    path: Path
    earlier: Callable[[], Iterable[tuple[bytes, bool]]] = _nothing
    says: Callable[[Annotation, AnnotationSet, str], Iterable[str]] | None = None
    progress: Callable[[float, str], None] | None = None
    cancelled: Callable[[], bool] = never
    data: bytes | None = field(default=None, repr=False)

    def report(self, done: float, word: str) -> None:
        """Tell whoever wants to know how far it is; raise Cancelled when the user no longer wants it."""
        if self.cancelled():
            raise Cancelled
        if self.progress:
            self.progress(done, word)


@dataclass(frozen=True)
class Imported:
    """What a file makes of the annotations: one change, and what is to be said of it.

    `orphans` are the quotes of what could not be placed, and `elsewhere` of what stands on words that are none of the
    article's (title block, margin, appendix): both are kept, as orphans. `uncertain` are
    those whose words were changed since, `left_out` those that have neither words nor a note, such as drawings.
    """

    change: Change
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    conflicts: int = 0
    uncertain: int = 0
    left_out: int = 0
