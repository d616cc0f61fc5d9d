"""What an `Exec` line says is read back as the same words, by the rules that the specification gives."""

from __future__ import annotations

import re
import subprocess

from hypothesis import example, given
from hypothesis import strategies as st

from reader.desktop.linux.exec_line import (
    exec_value,
    exec_words,
    is_plain,
    launcher_text,
    string_value,
    words_of,
    words_of_launcher,
)

# what a path can hold; a file name is no place for a line break in an entry, but a string value has a way to write it
WORDS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), min_size=1, max_size=4)


def as_specified(value: str) -> list[str]:
    """The words of an `Exec` value, read with nothing but the specification (and KIO's parser) in mind."""
    unescaped = re.sub(r"\\([sntr\\])", lambda m: {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}[m[1]], value)
    words, at = [], 0
    while at < len(unescaped):
        if unescaped[at] == " ":
            at += 1
        elif unescaped[at] == '"':
            found = re.compile(r'"((?:[^"\\`$]|\\["\\`$])*)"').match(unescaped, at)
            assert found, f"a badly quoted word in {value!r}"
            words.append(re.sub(r"\\(.)", r"\1", found[1], flags=re.S))
            at = found.end()
        else:
            found = re.compile(r"[^ ]+").match(unescaped, at)
            assert found
            assert not set(found[0]) & set("\"'\\><~|&;$*?#()`\t\n"), f"reserved characters in {found[0]!r}"
            words.append(found[0])
            at = found.end()
    return [word.replace("%%", "%") for word in words if not re.fullmatch("%[a-zA-Z]", word)]


@given(WORDS)
@example(['/a b/100%/it\'s/"x"/$HOME/`id`/\\n/josé/postil'])
def test_every_path_comes_back(words: list[str]) -> None:
    value = exec_value(words, "%F")
    assert as_specified(value) == words
    assert "\n" not in value


@given(WORDS)
def test_we_read_what_we_write(words: list[str]) -> None:
    assert words_of(exec_value(words, "%F")) == tuple(words)
    assert words_of_launcher(launcher_text(words)) == tuple(words)


@given(WORDS)
def test_the_first_word_is_always_plain(words: list[str]) -> None:
    """Else GLib or xdg-mime would not find the program."""
    assert is_plain(exec_words(words, "/home/ada/.local/share/postil/start")[0])
    assert is_plain(exec_words(words, "/home/a b/.local/share/postil/start")[0])


def test_a_plain_path_stays_as_it_is() -> None:
    assert exec_value(exec_words(["/home/josé/.local/bin/postil"], "/x"), "%F") == "/home/josé/.local/bin/postil %F"


def test_a_launcher_hands_every_word_on(tmp_path) -> None:
    words = ["/usr/bin/printf", "%s|", "a  b", "$HOME", "`id`", "it's"]
    launcher = tmp_path / "start"
    launcher.write_text(launcher_text(words))
    done = subprocess.run(["sh", launcher, "x  y"], capture_output=True, text=True)
    assert done.stdout == "a  b|$HOME|`id`|it's|x  y|"


def test_what_is_no_launcher_has_no_words() -> None:
    assert words_of_launcher("#!/bin/sh\nrm -rf x\n") == ()
    assert words_of_launcher("exec x") == ()


def test_a_string_keeps_a_leading_space_and_line_breaks() -> None:
    assert string_value(" a\nb\\") == "\\sa\\nb\\\\"
