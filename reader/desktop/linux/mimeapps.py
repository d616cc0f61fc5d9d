"""Reads and edits a `mimeapps.list`: one line of it, and every other byte stays as it is."""

from __future__ import annotations

DEFAULTS = "[Default Applications]"
ADDED = "[Added Associations]"
REMOVED = "[Removed Associations]"


def values_in(text: str, group: str, mime: str) -> tuple[str, ...]:
    """The desktop ids that stand for a type in a group; where it stands twice, the first line counts."""
    at = _find(text.splitlines(keepends=True), group, mime)
    return _ids(text.splitlines()[at]) if at is not None else ()


def line_in(text: str, group: str, mime: str) -> str | None:
    """The value for a type in a group as it is written, or None."""
    lines = text.splitlines(keepends=True)
    at = _find(lines, group, mime)
    return lines[at].partition("=")[2].strip() if at is not None else None


def with_line(text: str, group: str, mime: str, value: str | None) -> str:
    """The same file in which a type has this value in a group; None takes its line away.

    A group that is not there is put at the end, one that becomes empty goes only if nothing but it was in the file.
    """
    lines = text.splitlines(keepends=True)
    at = _find(lines, group, mime)
    if value is None:
        if at is None:
            return text
        del lines[at]
        rest = "".join(lines)
        return "" if rest.strip() == group else rest
    if at is not None:
        end = lines[at][len(lines[at].rstrip("\r\n")) :]
        lines[at] = f"{lines[at].partition('=')[0]}={value}{end}"
        return "".join(lines)
    line = f"{mime}={value}\n"
    start = next((n for n, each in enumerate(lines) if each.strip() == group), None)
    if start is None:
        before = text if not text or text.endswith("\n") else text + "\n"
        gap = "\n" if before.strip() else ""
        return f"{before}{gap}{group}\n{line}"
    last = start
    for n in range(start + 1, len(lines)):
        if lines[n].lstrip().startswith("["):
            break
        if lines[n].strip():
            last = n
    if not lines[last].endswith("\n"):
        lines[last] += "\n"
    lines.insert(last + 1, line)
    return "".join(lines)


def with_first(value: str | None, desktop_id: str) -> str:
    """A list of programs with this one first; the others stay behind it, so that they are still there without it."""
    others = [each for each in _ids(f"={value}") if each != desktop_id] if value else []
    return "".join(f"{each};" for each in (desktop_id, *others))


def without(value: str, desktop_id: str) -> str | None:
    """A list of programs without this one; None when none is left."""
    others = [each for each in _ids(f"={value}") if each != desktop_id]
    return "".join(f"{each};" for each in others) or None


def _find(lines: list[str], group: str, mime: str) -> int | None:
    inside = False
    for n, line in enumerate(lines):
        stripped = line.strip()
        if stripped.startswith("["):
            inside = stripped == group
        elif inside and not stripped.startswith("#") and stripped.partition("=")[0].strip() == mime and "=" in stripped:
            return n
    return None


def _ids(line: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in line.partition("=")[2].split(";") if each.strip())
