"""Gets out of a PDF what Postil attached to it, byte for byte. What would grow beyond what Postil reads is refused."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import UserError, worded
from reader.sidecar.format.limits import MOST_BYTES, too_large
from reader.sidecar.places.places import SUFFIX
from reader.text.article import Article
from reader.text.open import article_from_source, format_of
from reader.text.source import MAX_BYTES, decode_source

if TYPE_CHECKING:
    import pikepdf


class Attached(NamedTuple):
    """The annotations file and its name, and the article it was made for, as far as they are there."""

    name: str = ""
    sidecar: bytes | None = None
    article: Article | None = None


def attached_to(pdf: pikepdf.Pdf, path_name: str) -> Attached:
    """What is attached; a sidecar by its name. Raises UserError when it is too large, or packed as nobody packs it."""
    files = _files(pdf)
    name = next((name for name in sorted(files) if name.endswith(SUFFIX)), "")
    if not name:
        return Attached()
    sidecar = _unpacked(files[name], MOST_BYTES, path_name)
    article_name = name.removesuffix(SUFFIX)
    article = None
    if article_name in files:
        try:
            article = _article(_unpacked(files[article_name], MAX_BYTES, path_name), article_name)
        except (UserError, ValueError):
            article = None  # only a help in finding places
    return Attached(name, sidecar, article)


def _files(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Stream]:
    """The attached files' streams by their names: those of the document, and those only the catalogue's list has."""
    import pikepdf

    found: dict[str, pikepdf.Stream] = {}
    for name, spec in pdf.attachments.items():
        if (stream := _stream(spec.obj)) is not None:
            found[spec.filename or name] = stream
    listed: Any = pdf.Root.get("/AF")
    for each in listed if isinstance(listed, pikepdf.Array) else ():
        if (stream := _stream(each)) is not None:
            found.setdefault(str(each.get("/UF", each.get("/F", ""))), stream)
    return found


def _stream(spec: Any) -> pikepdf.Stream | None:
    import pikepdf

    embedded = spec.get("/EF") if isinstance(spec, pikepdf.Dictionary) else None
    stream = embedded.get("/F") if isinstance(embedded, pikepdf.Dictionary) else None
    return stream if isinstance(stream, pikepdf.Stream) else None


def _unpacked(stream: pikepdf.Stream, most: int, path_name: str) -> bytes:
    """The bytes of a stream, never more than `most` of them unpacked. Raises UserError."""
    what = worded("What is attached to {name} is not read", name=path_name)
    filters: Any = stream.get("/Filter")
    names = [str(each) for each in (filters if _is_list(filters) else [] if filters is None else [filters])]
    raw = stream.read_raw_bytes()
    if not names:
        data = raw
    elif names == ["/FlateDecode"] and not stream.get("/DecodeParms"):
        unpacking = zlib.decompressobj()
        try:
            data = unpacking.decompress(raw, most + 1)
        except zlib.error as error:
            raise UserError(what, str(error), "Nothing was changed") from None
    else:
        raise UserError(what, worded("it is packed in a way that Postil does not know"), "Nothing was changed")
    if len(data) > most:
        raise UserError(what, too_large(len(data)), "Nothing was changed")
    return data


def _is_list(value: object) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _article(data: bytes, name: str) -> Article:
    """The article as it was when the PDF was made: for its words alone."""
    path = Path(name)
    return article_from_source(decode_source(data, name), path, format_of(path))
