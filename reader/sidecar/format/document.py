"""The whole sidecar document: its head, its page of records, and its bytes. Knows no folders and no files."""

from __future__ import annotations

import os
import time
from operator import attrgetter
from typing import Any

from reader.annotations.collection import AnnotationSet
from reader.annotations.ids import new_id
from reader.annotations.model import Annotation, Other
from reader.annotations.tagset import TagSet
from reader.errors import UserError, worded
from reader.sidecar.format.choices import Choices, put_choices, read_choices
from reader.sidecar.format.json_text import (
    BrokenJsonError,
    JsonObject,
    encoded,
    parse_object,
    write_lines,
    write_record,
    write_value,
)
from reader.sidecar.format.rows import Row
from reader.sidecar.format.w3c_entities import read_entities
from reader.sidecar.format.w3c_shape import as_list, has_bare_position
from reader.sidecar.format.w3c_write import RecordWriter, entity_record, in_file_order, is_as_read, source_iri
from reader.text.article import Article

_CONFLICT = attrgetter("conflict")
FORMAT_VERSION = "1.0"
MAJOR = 1
ROWS_AT_ONCE = 50  # about 1.5 ms; between them a window that wants to paint gets the interpreter
GIVE_WAY_S = 0.0002  # with 0 this thread would nearly always be the one that gets it back
NAMESPACE = "https://postil.github.io/ns#"
W3C_CONTEXT = "http://www.w3.org/ns/anno.jsonld"

_OWN_TERMS = ("Entity", "Mention", "Claim", "Highlight", "Relation", "formatVersion", "part", "mentionKind", "metonym",
              "tagset", "tagsetVersion")  # fmt: skip
_INSIDE: JsonObject = {"@vocab": NAMESPACE}
_INSIDE_CLAIM = _INSIDE | {
    "entity": {"@type": "@id"},
    "about": {"@type": "@id"},
    "attribution": {"@container": "@list"},
    "evidence": {"@container": "@list"},
}


def context() -> list[Any]:
    """W3C's context and our own, inline: the file stands alone, and a stranger's unknown keys never become ours."""
    own: JsonObject = {"@version": 1.1, "postil": NAMESPACE, **{term: f"postil:{term}" for term in _OWN_TERMS}}
    for name, inside in (("article", _INSIDE), ("entities", _INSIDE), ("claim", _INSIDE_CLAIM)):
        own[name] = {"@id": f"postil:{name}", "@context": dict(inside)}
    return [W3C_CONTEXT, own]


def with_conflict_term(contexts: object) -> object:
    """The contexts of a document, ours with the term `conflict`, which stands only where there is one."""
    term = {"@id": "postil:conflict", "@context": dict(_INSIDE_CLAIM)}
    return [
        {**one, "conflict": term} if isinstance(one, dict) and "postil" in one and "conflict" not in one else one
        for one in as_list(contexts)
    ]


def new_document(article: Article, tagset: TagSet) -> JsonObject:
    """The head of a sidecar that holds nothing yet."""
    return {
        "@context": context(),
        "id": new_id(),
        "type": "AnnotationCollection",
        "label": _label(_printable(article.name)),
        "formatVersion": FORMAT_VERSION,
        "tagset": tagset.id,
        "tagsetVersion": tagset.version,
        "article": {},
        "entities": [],
        "total": 0,
        "first": {"id": new_id(), "type": "AnnotationPage", "startIndex": 0, "items": []},
    }


def _label(name: str) -> str:
    return f"Annotations of {name}"


def parse_ours(data: bytes, name: str) -> JsonObject:
    """The document in a file called `name`, left alone when UserError is raised: broken, or not ours to write."""
    try:
        document = parse_object(data)
    except BrokenJsonError as error:
        raise UserError(
            worded("{name} is not valid JSON ({error})", name=name, error=error.args[0]), remedy="It is left alone"
        ) from None
    if (why := why_read_only(document, name)) is not None:
        raise why
    return document


def why_read_only(document: JsonObject, name: str) -> UserError | None:
    """Why a document must not be written by us: not our version, or no place in it for what we would write."""
    why = why_not_our_version(document, name)
    if why is not None:
        return why
    page = document.get("first", {})
    shapes = [("first", page, dict), ("article", document.get("article", {}), dict),
              ("entities", document.get("entities", []), list)]  # fmt: skip
    if isinstance(page, dict):
        shapes.append(("first.items", page.get("items", []), list))
    for place, value, shape in shapes:
        if not isinstance(value, shape):
            is_object = shape is dict
            reason = worded("its {place} is not an object" if is_object else "its {place} is not a list", place=place)
            return UserError(worded("{name} cannot be changed", name=name), reason, "It is left alone")
    return None


def why_not_our_version(document: JsonObject, name: str) -> UserError | None:
    """Why the version of a document forbids us to write it: another program's, or a newer major version."""
    version = document.get("formatVersion")
    if version is None:
        return UserError(
            worded("{name} was written by another program", name=name), "it has no formatVersion", "It is left alone"
        )
    major = version.split(".")[0] if isinstance(version, str) else ""
    if not major.isdecimal():
        return UserError(
            worded("{name} cannot be changed", name=name),
            worded("its formatVersion is {version}", version=write_value(version)),
            "It is left alone",
        )
    if int(major) > MAJOR:
        what = worded(
            "{name} has the format version {version}, newer than this Postil knows", name=name, version=version
        )
        return UserError(what, remedy="It is shown, and not changed")
    return None


def text_hash(document: JsonObject) -> str:
    """The hash of the reading text that the positions in a document were written for; "" when it does not say."""
    head = document.get("article")
    value = head.get("textSha256") if isinstance(head, dict) else None
    return value if isinstance(value, str) else ""


def read_name(document: JsonObject) -> str:
    """The name of the article as a document says it, good for showing and comparing only; "" when it does not say."""
    head = document.get("article")
    value = head.get("name") if isinstance(head, dict) else None
    return value if isinstance(value, str) else ""


def text_length(document: JsonObject) -> int | None:
    """How many code points the reading text of that time had; None when it does not say."""
    head = document.get("article")
    value = head.get("length") if isinstance(head, dict) else None
    return value if type(value) is int else None


class DocumentWriter:
    """Turns annotations into the bytes of a document; what did not change is not encoded again."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._records = RecordWriter(article.text, source_iri(os.fsencode(article.name)))
        self._rows: dict[str, tuple[Annotation, bytes]] = {}
        self.choices: Choices | None = None  # None: what the document says stays

    def write(self, document: JsonObject, annotations: AnnotationSet) -> bytes:
        """The bytes of `document` with these annotations in it. What it holds besides stays as it is.

        Raises UserError when something in it is nested too deeply to be written.
        """
        try:
            return self._write(document, annotations)
        except RecursionError:
            raise UserError("The annotations cannot be saved", "something is nested too deeply in them") from None

    def _write(self, document: JsonObject, annotations: AnnotationSet) -> bytes:
        rows = []
        for number, annotation in enumerate(in_file_order(annotations)):
            if number % ROWS_AT_ONCE == ROWS_AT_ONCE - 1:
                time.sleep(GIVE_WAY_S)
            rows.append(self._row(annotation))
        entities = [encoded(write_value(entity_record(e))) for e in annotations.entities.values()]
        entities += [encoded(write_value(record)) for record in read_entities(document.get("entities", []))[1]]
        head = document | {"article": self._head(document, annotations), "entities": [], "total": len(rows)}
        if document.get("label") == _label(read_name(document)):  # not one that somebody else gave it
            head["label"] = _label(_printable(self._article.name))
        page = document.get("first")
        head["first"] = (page if isinstance(page, dict) else {"type": "AnnotationPage"}) | {"items": []}
        if any(map(_CONFLICT, annotations)) or any(map(_CONFLICT, annotations.entities.values())):
            head["@context"] = with_conflict_term(head.get("@context"))
        if len(self._rows) > 2 * len(annotations) + 100:
            self._rows = {key: row for key, row in self._rows.items() if key in annotations.annotations}
        return write_lines(head, "first", {"entities": entities, "first.items": rows})

    def _row(self, annotation: Annotation) -> bytes:
        origin = annotation.origin
        if origin is not None and isinstance(origin.kept, Row):
            is_others = isinstance(annotation, Other) and is_as_read(annotation)
            if is_others or (origin.settled and origin.as_read is annotation):
                return origin.kept.data
        known = self._rows.get(annotation.id)
        if known is not None and known[0] is annotation:
            return known[1]
        record = self._records.record(annotation)
        row = encoded(write_record(record) if isinstance(record, dict) else write_value(record))
        self._rows[annotation.id] = (annotation, row)
        return row

    def _head(self, document: JsonObject, annotations: AnnotationSet) -> JsonObject:
        article, old = self._article, document.get("article")
        head = dict(old) if isinstance(old, dict) else {}
        head["name"] = _printable(article.name)
        head["format"] = "text/markdown" if article.format == "markdown" else "text/plain"
        head["encoding"] = article.encoding
        if self.choices is not None:
            put_choices(head, self.choices)
        language = read_choices({"article": head}).language or article.language
        if language:
            head["language"] = language
        head["length"] = len(article.text)
        head["sha256"] = article.sha256
        # the hash says that bare numbers are to be trusted: not while some were written for another text
        if text_hash(document) == article.text_sha256 or not any(map(_stands_on_numbers_alone, annotations)):
            head["textSha256"] = article.text_sha256
        return head


def _stands_on_numbers_alone(annotation: Annotation) -> bool:
    return annotation.origin is not None and has_bare_position(annotation.origin.record)


def _printable(name: str) -> str:
    """A file name as JSON can hold it: bytes that are no UTF-8 are shown as U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
