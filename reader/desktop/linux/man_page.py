"""The man page in roff, written from the command line as it is and the keys as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader import __version__
from reader.desktop.file_types import FILE_TYPES, SUMMARY
from reader.desktop.manual import Choice, Manual, Verb

_FILES = (
    ("ARTICLE.annotations.json", "The annotations of an article, beside it: W3C Web Annotation in JSON."),
    ("~/.config/postil/settings.toml", "Settings; keymap.toml, tagset.toml and themes stand beside it."),
    ("~/.local/share/postil", "Annotations of articles in folders that cannot be written."),
    ("~/.local/state/postil", "The journal of changes, earlier versions of annotations, crash reports."),
)
_EXITS = (
    ("0", "Done."),
    ("1", "It could not be done; the reason is on standard error."),
    ("2", "Wrong usage."),
)


def man_page(manual: Manual) -> str:
    """`postil.1`. It bears no date, so that the same version gives the same bytes."""
    program = manual.program
    opens = ", ".join(pattern for kind in FILE_TYPES for pattern in kind.patterns)
    lines = [
        f'.TH POSTIL 1 "" "Postil {_text(__version__)}" "User Commands"',
        ".SH NAME",
        f"postil \\- {_text(SUMMARY[0].lower() + SUMMARY[1:])}",
        ".SH SYNOPSIS",
        ".B postil",
        "[\\-\\-new-window] [\\fIARTICLE\\fR ...]",
        *(line for verb in program.verbs for line in _synopsis(verb)),
        ".SH DESCRIPTION",
        *_paragraphs(program.text),
        ".PP",
        f"Files that it opens: {_text(opens)}, and every other file that is text.",
        ".SH OPTIONS",
        *_choices(program.choices),
        ".SH COMMANDS",
        *(line for verb in program.verbs for line in _verb(verb)),
        ".SH KEYS",
        "In the window, as they are without a keymap of one's own.",
        *_keys(manual),
        ".SH FILES",
        *(line for name, says in _FILES for line in (".TP", f".I {_text(name)}", *_lines(says))),
        ".SH EXIT STATUS",
        *(line for name, says in _EXITS for line in (".TP", f".B {name}", *_lines(says))),
    ]
    return "\n".join(lines) + "\n"


def _synopsis(verb: Verb) -> Iterator[str]:
    yield ".br"
    yield f".B postil {_text(verb.name)}"
    usage = " | ".join(each.name for each in verb.verbs) or verb.usage
    options = "[\\fIOPTION\\fR ...]" if any("--help" not in choice.names for choice in verb.choices) else ""
    rest = " ".join(part for part in (f"\\fI{_text(usage)}\\fR" if usage else "", options) if part)
    if rest:
        yield rest


def _verb(verb: Verb, before: str = "postil") -> Iterator[str]:
    name = f"{before} {verb.name}"
    yield f'.SS "{_text(f"{name} {verb.usage}".strip())}"'
    yield from _paragraphs(verb.text or verb.says)
    yield from _choices(tuple(choice for choice in verb.choices if "--help" not in choice.names))
    for inner in verb.verbs:
        yield from _verb(inner, name)


def _choices(choices: tuple[Choice, ...]) -> Iterator[str]:
    for choice in choices:
        yield ".TP"
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in choice.names)
        yield f"{names} \\fI{_text(choice.value)}\\fR" if choice.value else names
        yield from _lines(choice.says) or ["\\&"]
        if choice.choices:
            yield from _lines(f"One of: {', '.join(choice.choices)}.")


def _keys(manual: Manual) -> Iterator[str]:
    for heading, keys in manual.keys:
        yield f'.SS "{_text(heading)}"'
        for names, title in keys:
            yield ".TP"
            yield f"\\fB{_text(names)}\\fR"
            yield from _lines(title)


def _paragraphs(text: str) -> Iterator[str]:
    for n, paragraph in enumerate(re.split(r"\n\s*\n", text.strip("\n"))):
        if n:
            yield ".PP"
        yield from _lines(paragraph)


def _lines(text: str) -> list[str]:
    """A paragraph, a sentence a line, as roff likes it."""
    folded = " ".join(text.replace("\b", " ").split())
    return [_said(line) for line in re.split(r"(?<=[.!?]) (?=[A-Z`])", folded) if line]


def _said(line: str) -> str:
    """A line in which what stands in backticks is bold."""
    parts = [f"\\fB{_text(part)}\\fR" if n % 2 else _text(part) for n, part in enumerate(line.split("`"))]
    said = "".join(parts)
    return said if said[:1] not in (".", "'") else f"\\&{said}"


def _text(text: str) -> str:
    """Words that roff takes for nothing else."""
    text = (
        text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    )
    text = text.replace('"', "\\(dq").replace("'", "\\(aq")
    return f"\\&{text}" if text.startswith(".") else text
