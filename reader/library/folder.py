"""The entities that the sidecars of one folder know. Reads and never writes; files it cannot read are passed over."""

from __future__ import annotations

from pathlib import Path

from reader.annotations.model import Entity
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.disk.durable import read_with_signature
from reader.sidecar.format.json_text import BrokenJsonError, parse_object
from reader.sidecar.format.w3c_read import read_document
from reader.sidecar.places.places import SUFFIX

MOST_FILES = 200
MOST_BYTES = 4 << 20


def entities_beside(article: Path) -> tuple[Entity, ...]:
    """Entities of the sidecars in the article's folder, its own left out; at most MOST_FILES of MOST_BYTES each."""
    own = article.name + SUFFIX
    found: list[Entity] = []
    try:
        paths = sorted(p for p in article.parent.iterdir() if p.name.endswith(SUFFIX) and p.name != own)
    except OSError:
        return ()
    for path in paths[:MOST_FILES]:
        try:
            if path.stat().st_size > MOST_BYTES:
                continue
            read = read_with_signature(path)
            document = parse_object(read[0]) if read else {}
        except (OSError, BrokenJsonError):
            continue
        decoded = read_document({"entities": document.get("entities", [])}, Anchorer("", unchanged=False), "")
        found += decoded.annotations.entities.values()
    return tuple(found)
