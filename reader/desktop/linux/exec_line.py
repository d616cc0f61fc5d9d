"""The `Exec` line of a desktop entry, for every program path there is, as desktops really read it.

The specification has words quoted, and `%` doubled. On Debian 12 that is not what programs do: GLib refuses an entry
whose first word holds `%%`, `xdg-mime query default` and xdg-open's own parser part words at white space and keep the
quotes, and backslashes are read once or twice. So the first word is always plain. An odd path goes into a launcher, a
script of ours in a plain place; where the user's own folder is odd too, `sh "launcher"` is what all but xdg-open's own
parser can run, which is used only where no desktop is known.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

# "=" stays plain as long as no `env` stands before it; letters of every script do
_PLAIN = re.compile(r"[\w./+@,:=-]+")
_WORD = re.compile(r'[ \t\n]*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=[ \t\n]|$)', re.DOTALL)
_ESCAPED = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def is_plain(word: str) -> bool:
    """Whether a word can stand in an `Exec` line as it is, for all who read one."""
    return _PLAIN.fullmatch(word) is not None


def exec_words(command: Sequence[str], launcher: str) -> tuple[str, ...]:
    """What an entry runs: the command itself when it is plain, else the launcher at this path."""
    if all(map(is_plain, command)):
        return tuple(command)
    return (launcher,) if is_plain(launcher) else ("sh", launcher)


def exec_value(words: Sequence[str], *field_codes: str) -> str:
    """The value of an `Exec` key: each word quoted if it must be, and field codes (`%F`) behind them."""
    return " ".join((*(word if is_plain(word) else _quoted(word) for word in words), *field_codes))


def string_value(text: str) -> str:
    """A text as the value of a key that holds a string (`TryExec`, `Comment`)."""
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return "\\s" + text[1:] if text.startswith(" ") else text


def launcher_text(command: Sequence[str]) -> str:
    """The script that an entry runs in the place of a command that it cannot name."""
    why = "Starts Postil for the desktop, which cannot name its path. `postil desktop uninstall` takes it away."
    return f'#!/bin/sh\n# {why}\nexec {shlex.join(command)} "$@"\n'


def words_of_launcher(text: str) -> tuple[str, ...]:
    """The command in a launcher; empty when it is not one of ours."""
    last = text.rstrip("\n").rpartition("\nexec ")[2]
    if not text.startswith("#!/bin/sh\n") or not last.endswith(' "$@"'):
        return ()
    try:
        return tuple(shlex.split(last.removesuffix(' "$@"')))
    except ValueError:
        return ()


def words_of(value: str) -> tuple[str, ...]:
    """The words of an `Exec` value without its field codes; empty when it cannot be read."""
    unescaped = re.sub(r"\\(.)", lambda found: _ESCAPED.get(found[1], found[0]), value)
    words = []
    at = 0
    while found := _WORD.match(unescaped, at):
        at = found.end()
        quoted, plain = found.groups()
        word = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)
        if quoted is not None or not re.fullmatch(r"%[a-zA-Z]", word):
            words.append(word.replace("%%", "%"))
    return tuple(words) if not unescaped[at:].strip() else ()


def _quoted(word: str) -> str:
    quoted = re.sub(r'([\\"`$])', r"\\\1", word).replace("%", "%%")
    return string_value(f'"{quoted}"')
