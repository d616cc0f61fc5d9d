"""What the user chose about an article as a whole, kept in the sidecar's `article` record. Chooses nothing itself."""

from __future__ import annotations

from typing import NamedTuple

from reader.sidecar.format.json_text import JsonObject

ENCODING, LANGUAGE = "chosenEncoding", "chosenLanguage"


class Choices(NamedTuple):
    """The encoding (Python's name) and the language (BCP 47); an empty one was not chosen.

    `known_language` is what stood there as the article's language, whoever said so; `of_file` the SHA-256 of the
    file's bytes when that was last written down.
    """

    encoding: str = ""
    language: str = ""
    known_language: str = ""
    of_file: str = ""


def read_choices(document: JsonObject | None) -> Choices:
    """The choices in a document; what is not a text there was not chosen."""
    record = document.get("article") if document is not None else None
    facts = record if isinstance(record, dict) else {}
    values = (facts.get(key) for key in (ENCODING, LANGUAGE, "language", "sha256"))
    return Choices(*(value if isinstance(value, str) else "" for value in values))


def put_choices(record: JsonObject, choices: Choices) -> None:
    """Write them into an `article` record; what is chosen no longer is taken out."""
    for key, value in ((ENCODING, choices.encoding), (LANGUAGE, choices.language)):
        if value:
            record[key] = value
        else:
            record.pop(key, None)
    if not choices.language:
        record.pop("language", None)
