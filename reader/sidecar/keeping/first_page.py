"""What the first frame needs of a sidecar that is not small: what stands on the first page, or the head alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.choices import read_choices
from reader.sidecar.format.document import text_hash
from reader.sidecar.format.rows import head_of, rows_around
from reader.sidecar.format.w3c_entities import read_entities
from reader.sidecar.format.w3c_read import read_rows
from reader.sidecar.keeping.reading import EMPTY
from reader.sidecar.keeping.results import Loaded
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.sidecar.keeping.store import SidecarStore

NOT_SMALL_BYTES = 250_000  # 300 annotations, 6 ms: more of them are loaded when the first frame is there already,
LARGE_BYTES = 4_000_000  # and of over 5,000 even those of the first page
FIRST_PAGE_CP = 6_000
HEAD_BYTES = 65_536


def load_first(store: SidecarStore) -> Loaded | None:
    """What the first frame needs of a sidecar that is not small: its choices, and what stands on the first page.

    Of a large one not even that. None when it is small, or has to be read as a whole.
    """
    try:
        size = store.path.stat().st_size
        if size < NOT_SMALL_BYTES:
            return None
        if size < LARGE_BYTES:
            return _first_page(store)
        with store.path.open("rb") as file:
            document = head_of(file.read(HEAD_BYTES))
    except OSError:
        return None
    return None if document is None else Loaded(EMPTY, choices=read_choices(document), late=True)


def _first_page(store: SidecarStore) -> Loaded | None:
    found = glimpse(store, Span(0, FIRST_PAGE_CP))
    parted = store.reader.parted(store.path)
    if parted is None or not len(found):
        return None
    return Loaded(found, choices=read_choices(parted.document), late=True)


def glimpse(store: SidecarStore, span: Span) -> AnnotationSet:
    """What stands around `span`, as far as it is found fast: good for showing it until `store.load` is done."""
    article = store.article
    parted = store.reader.parted(store.path)
    if parted is None or text_hash(parted.document) != article.text_sha256:
        return EMPTY
    anchorer = Anchorer(article.text, unchanged=True)
    near = read_rows(rows_around(parted.rows, span.start, span.end), anchorer, article.name)
    return AnnotationSet.of(near, read_entities(parted.document.get("entities", []))[0])
