"""What is wrong with a sidecar, read on its own: its JSON, its head and each of its records. Changes nothing."""

from __future__ import annotations

from pathlib import Path

from reader.errors import UserError, worded
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.disk.durable import read_with_signature
from reader.sidecar.format.check_records import record_problems
from reader.sidecar.format.document import W3C_CONTEXT, why_not_our_version
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject, parse_object
from reader.sidecar.format.limits import why_too_many, why_too_much
from reader.sidecar.format.w3c_read import read_document
from reader.sidecar.format.w3c_shape import Problem, as_list, items_of


def check_sidecar(path: Path) -> list[Problem]:
    """Every problem with its place. Words that are gone from the article are no fault of the file.

    Stricter than reading: what a reader passes over is a problem all the same. Raises UserError when the file cannot
    be read at all.
    """
    try:
        found = read_with_signature(path)
    except OSError as error:
        raise UserError(worded("{path} cannot be read", path=path), (error.strerror or "").lower()) from None
    if found is None:
        raise UserError(worded("{path} cannot be read", path=path), "there is no such file")
    if why := why_too_much(found[0]):
        return [Problem("file", why)]
    try:
        document = parse_object(found[0])
    except BrokenJsonError as error:
        return [Problem("file", f"it is not valid JSON ({error})")]
    if why := why_too_many(len(items_of(document)), len(as_list(document.get("entities")))):
        return [Problem("file", why)]
    problems = [*_head_problems(document, path.name)]
    problems += read_document(document, Anchorer("", unchanged=False), "").problems
    entities = document.get("entities")
    known = {e["id"] for e in as_list(entities) if isinstance(e, dict) and isinstance(e.get("id"), str)}
    for number, record in enumerate(items_of(document)):
        problems += record_problems(record, f"first.items[{number}]", known)
    return list(dict.fromkeys(problems))


def _head_problems(document: JsonObject, name: str) -> list[Problem]:
    problems = []
    contexts = as_list(document.get("@context"))
    if not contexts:
        problems.append(Problem("@context", "it is missing"))
    elif contexts[0] != W3C_CONTEXT:
        problems.append(Problem("@context", f"{W3C_CONTEXT} does not come first"))
    why = why_not_our_version(document, name)
    if why is not None:
        problems.append(Problem("formatVersion", why.why or why.what))
    head = document.get("article")
    if head is not None and not isinstance(head, dict):
        problems.append(Problem("article", "it is not an object"))
    total = document.get("total")
    items = items_of(document)
    if type(total) is int and total != len(items):
        problems.append(Problem("total", f"it says {total}, and there are {len(items)}"))
    return problems
