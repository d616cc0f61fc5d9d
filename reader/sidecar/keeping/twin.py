"""Reads the annotations of another article with the same content, as annotations of this one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from reader.annotations.collection import AnnotationSet
from reader.errors import UserError, worded
from reader.sidecar.disk.durable import read_with_signature
from reader.sidecar.format.document import read_name
from reader.sidecar.format.json_text import BrokenJsonError, encoded, parse_object, write_value
from reader.sidecar.format.w3c_shape import as_list, items_of
from reader.sidecar.format.w3c_write import source_iri
from reader.sidecar.keeping.store import SidecarStore
from reader.sidecar.places.moved import left_alone, lent_before
from reader.text.article import Article


def annotations_of_twin(sidecar: Path, article: Article, store: SidecarStore) -> AnnotationSet:
    """All of them; targets that name the other article by its file name name this one. Raises UserError."""
    try:
        found = read_with_signature(sidecar)
        document = parse_object(found[0]) if found is not None else {}
    except (OSError, BrokenJsonError) as error:
        why = (error.strerror or "").lower() if isinstance(error, OSError) else "it is not valid JSON"
        raise UserError(worded("{name} cannot be read", name=sidecar.name), why) from None
    old, new = source_iri(read_name(document).encode("utf-8", "replace")), source_iri(os.fsencode(article.name))
    for record in items_of(document):
        for target in as_list(record.get("target")) if isinstance(record, dict) else []:
            _rename(target, old, new)
    return store.reader.read_version(encoded(write_value(document)), sidecar.name)


def left_by_edited(article: Article, store: SidecarStore) -> Path | None:
    """The sidecar of an article that is gone from the folder, at least half of which stands on words of this one.

    Where a document portal lends one file alone, one that was kept for a file of this name.
    """
    for sidecar in (*left_alone(article), *lent_before(article, store.folders.data)):
        try:
            found = annotations_of_twin(sidecar, article, store)
        except (UserError, OSError):
            continue
        placed = sum(1 for annotation in found if annotation.spans)
        if placed and placed * 2 >= len(found):
            return sidecar
    return None


def _rename(target: Any, old: str, new: str) -> None:
    if isinstance(target, dict) and target.get("source") == old:
        target["source"] = new
