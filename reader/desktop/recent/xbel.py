"""The desktop's list of recent files, `recently-used.xbel`: pure functions from the bytes of the file to new ones.

What is not about Postil stays byte for byte: places in the file are found by expat, and only what is ours is cut out
or put in. The format is freedesktop.org's "Desktop bookmark" (XBEL with applications and MIME types in its metadata);
attributes and white space are as GLib writes them.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes
from xml.parsers import expat

MOST_BYTES = 8_000_000
_BOOKMARK = "http://www.freedesktop.org/standards/desktop-bookmarks"
_MIME = "http://www.freedesktop.org/standards/shared-mime-info"
_OWNER = "http://freedesktop.org"
_SAFE = "!$&'()*+,-./:=@_~"  # what GLib leaves as it is in the URI of a file
_START_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_NEW = f"""<?xml version="1.0" encoding="UTF-8"?>
<xbel version="1.0"
      xmlns:bookmark="{_BOOKMARK}"
      xmlns:mime="{_MIME}"
>
</xbel>
""".encode()


class NotUnderstoodError(ValueError):
    """The file is not such a list, or in a way that is not touched."""


class Application(NamedTuple):
    """Who opened a file: its name, and the command of it as arguments, the file itself left out."""

    name: str
    command: tuple[str, ...]


class Entry(NamedTuple):
    """A file in the list, as far as one application is concerned: where it is, and when that opened it last."""

    href: str
    modified: str
    is_shared: bool  # other applications have opened it too


class _Element(NamedTuple):
    """Where an element stands in the bytes: its start tag, and all of it; `inner_end` is where its end tag begins."""

    start: int
    tag_end: int
    inner_end: int
    end: int
    attributes: dict[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether it has no end tag."""
        return self.inner_end == self.end


class _Bookmark(NamedTuple):
    whole: _Element
    metadata: _Element | None
    applications: _Element | None
    each: tuple[_Element, ...]

    def of(self, name: str) -> _Element | None:
        return next((one for one in self.each if one.attributes.get("name") == name), None)


class _Found(NamedTuple):
    root: _Element
    prefixes: dict[str, str]
    bookmarks: tuple[_Bookmark, ...]


def href_of(path: Path) -> str:
    """The URI of a file, as GLib spells it."""
    return "file://" + quote(os.fsencode(path), safe=_SAFE)


def with_file(data: bytes, path: Path, mime: str, by: Application, now: datetime) -> bytes:
    """The list in which `by` has opened the file now; of nothing a new one. Raises NotUnderstoodError."""
    data = data or _NEW
    found = _scan(data)
    when = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
    known = next((each for each in found.bookmarks if _is_of(each, path)), None)
    if known is None:
        if found.root.is_empty:
            raise NotUnderstoodError("there is no place for another file in it")
        at = found.root.inner_end
        line = b"" if data[:at].endswith(b"\n") else b"\n"
        new = _new_bookmark(found.prefixes, href_of(path), mime, by, when)
        return data[:at] + line + new.encode() + data[at:]
    return _renewed(data, found, known, mime, by, when)


def without(data: bytes, name: str, hrefs: Sequence[str] | None = None) -> bytes:
    """The list without what the application `name` put there: those files, or all. Raises NotUnderstoodError.

    A file that other applications have opened as well stays, as theirs.
    """
    parts, at = [], 0
    for bookmark in _scan(data).bookmarks if data else ():
        ours = bookmark.of(name)
        if ours is None or (hrefs is not None and bookmark.whole.attributes["href"] not in hrefs):
            continue
        gone = bookmark.whole if len(bookmark.each) == 1 else ours
        start = len(data[: gone.start].rstrip(b" \t"))  # its own indentation and line end
        if start and data[start - 1 : start] == b"\n":
            start -= 1
        if start >= at:
            parts.append(data[at:start])
            at = gone.end
    return b"".join((*parts, data[at:]))


def files_of(data: bytes, name: str) -> list[Entry]:
    """The files that the application `name` has opened, the latest first. Raises NotUnderstoodError."""
    found = []
    for bookmark in _scan(data).bookmarks if data else ():
        ours = bookmark.of(name)
        if ours is not None:
            modified = ours.attributes.get("modified", "")
            found.append(Entry(bookmark.whole.attributes["href"], modified, len(bookmark.each) > 1))
    return sorted(found, key=lambda each: each.modified, reverse=True)


def _is_of(bookmark: _Bookmark, path: Path) -> bool:
    href = bookmark.whole.attributes.get("href", "")
    if not href.startswith("file:///"):
        return False
    return unquote_to_bytes(href[7:].encode("utf-8", "surrogatepass")) == os.fsencode(path)


# -- writing ---------------------------------------------------------------------------------------


def _new_bookmark(prefixes: dict[str, str], href: str, mime: str, by: Application, when: str) -> str:
    return (
        f'  <bookmark href="{_escaped(href)}" added="{when}" modified="{when}" visited="{when}">\n'
        f"    <info>\n"
        f"{_metadata(prefixes, mime, by, when)}"
        f"    </info>\n"
        f"  </bookmark>\n"
    )


def _metadata(prefixes: dict[str, str], mime: str, by: Application, when: str) -> str:
    name, names = _named(prefixes, _MIME, "mime")
    return (
        f'      <metadata owner="{_OWNER}">\n'
        f'        <{name}:mime-type{names} type="{_escaped(mime)}"/>\n'
        f"{_applications(prefixes, by, when)}"
        f"      </metadata>\n"
    )


def _applications(prefixes: dict[str, str], by: Application, when: str) -> str:
    name, names = _named(prefixes, _BOOKMARK, "bookmark")
    inner = _application(prefixes, by, when, 1)
    return f"        <{name}:applications{names}>\n          {inner}\n        </{name}:applications>\n"


def _application(prefixes: dict[str, str], by: Application, when: str, count: int) -> str:
    name, names = _named(prefixes, _BOOKMARK, "bookmark")
    # the whole command is quoted once more, as GLib does
    command = shlex.quote(" ".join((*map(shlex.quote, by.command), "%u")))
    return (
        f'<{name}:application{names} name="{_escaped(by.name)}" exec="{_escaped(command)}" '
        f'modified="{when}" count="{count}"/>'
    )


def _named(prefixes: dict[str, str], uri: str, usual: str) -> tuple[str, str]:
    """The prefix that the file has for a vocabulary, and what declares one where it has none."""
    known = prefixes.get(uri)
    return (known, "") if known else (usual, f' xmlns:{usual}="{uri}"')


def _renewed(data: bytes, found: _Found, known: _Bookmark, mime: str, by: Application, when: str) -> bytes:
    """Another time for a file that is in the list, and this application among those that opened it."""
    tag = data[known.whole.start : known.whole.tag_end]
    tag = _set(_set(tag, "modified", when), "visited", when)
    ours = known.of(by.name)
    if ours is not None:
        count = ours.attributes.get("count", "")
        number = min(int(count), 999_999) + 1 if count.isascii() and count.isdecimal() and len(count) < 9 else 1
        at, to, new = ours.start, ours.end, _application(found.prefixes, by, when, number)
    elif known.applications is not None and not known.applications.is_empty:
        at = to = len(data[: known.applications.inner_end].rstrip())
        new = "\n          " + _application(found.prefixes, by, when, 1)
    elif known.applications is None and known.metadata is not None and not known.metadata.is_empty:
        at = to = len(data[: known.metadata.inner_end].rstrip())
        new = "\n" + _applications(found.prefixes, by, when).rstrip("\n")
    elif known.metadata is None and not known.whole.is_empty and b"<info" not in data[slice(*_inside(known.whole))]:
        at = to = len(data[: known.whole.inner_end].rstrip())
        new = f"\n    <info>\n{_metadata(found.prefixes, mime, by, when)}    </info>"
    else:
        raise NotUnderstoodError("an entry for this file is not as others are")
    return data[: known.whole.start] + tag + data[known.whole.tag_end : at] + new.encode() + data[to:]


def _inside(element: _Element) -> tuple[int, int]:
    return element.tag_end, element.inner_end


def _set(tag: bytes, name: str, value: str) -> bytes:
    """A start tag with another value of an attribute, which is put last where it has none."""
    pattern = re.compile(rb"""(\s""" + name.encode() + rb"""\s*=\s*)("[^"]*"|'[^']*')""")
    new = f'"{value}"'.encode()
    if pattern.search(tag):
        return pattern.sub(lambda old: old[1] + new, tag, count=1)
    end = -2 if tag.endswith(b"/>") else -1
    return tag[:end].rstrip() + f" {name}=".encode() + new + tag[end:]


def _escaped(text: str) -> str:
    for char, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "apos")):
        text = text.replace(char, f"&{name};")
    return text


# -- reading ---------------------------------------------------------------------------------------


class _Scanner:
    """Finds the places of bookmarks and of what is ours in them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: list[tuple[str, int, int, bool, dict[str, str]]] = []
        self.prefixes: dict[str, str] = {}
        self.root: _Element | None = None
        self.bookmarks: list[_Bookmark] = []
        self._metadata: _Element | None = None
        self._applications: _Element | None = None
        self._each: list[_Element] = []
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.XmlDeclHandler = self._declared
        parser.EntityDeclHandler = self._entity
        parser.StartNamespaceDeclHandler = self._prefix
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def run(self) -> None:
        """Raises NotUnderstoodError."""
        try:
            self._parser.Parse(self._data, True)
        except (expat.ExpatError, ValueError) as error:
            raise NotUnderstoodError(str(error)) from None

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in ("utf-8", "us-ascii"):
            raise NotUnderstoodError(f"it is in {encoding}")

    def _entity(self, *_: object) -> None:
        raise NotUnderstoodError("it declares entities")

    def _prefix(self, prefix: str | None, uri: str | None) -> None:
        if not self._open and prefix and uri:
            self.prefixes.setdefault(uri, prefix)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        tag = _START_TAG.match(self._data, at)
        if tag is None or (not self._open and name != "xbel"):
            raise NotUnderstoodError("it is no such list")
        if name == "bookmark":
            self._metadata = self._applications = None
            self._each = []
        self._open.append((name, at, tag.end(), bool(tag[1]), attributes))

    def _end(self, name: str) -> None:
        _, start, tag_end, is_empty, attributes = self._open.pop()
        inner_end = tag_end if is_empty else self._parser.CurrentByteIndex
        end = tag_end if is_empty else self._data.index(b">", inner_end) + 1
        element = _Element(start, tag_end, inner_end if not is_empty else end, end, attributes)
        if not self._open:
            self.root = element
        elif name == "bookmark" and "href" in attributes:
            self.bookmarks.append(_Bookmark(element, self._metadata, self._applications, tuple(self._each)))
        elif name == "metadata" and attributes.get("owner") == _OWNER:
            self._metadata = element
        elif name == f"{_BOOKMARK} applications":
            self._applications = element
        elif name == f"{_BOOKMARK} application":
            self._each.append(element)


def _scan(data: bytes) -> _Found:
    if len(data) > MOST_BYTES:
        raise NotUnderstoodError("it is too large")
    scanner = _Scanner(data)
    scanner.run()
    assert scanner.root is not None  # else expat would have refused it
    return _Found(scanner.root, scanner.prefixes, tuple(scanner.bookmarks))


def hrefs_beyond(entries: Sequence[Entry], most: int) -> Iterator[str]:
    """Those of an application's files that are more than `most`, the oldest of them."""
    return (each.href for each in entries[most:])
