"""Keeps a word that is cut into several runs on one line, in data for the template. Pure.

In a tagged document the typesetter counts what follows a hyphen to the run before it when a line ends just where one
run follows another (0.15, measured: `Dein|stitution` with marks on both parts): its link, hence its highlight, would
lie on the wrong words. A word that is not cut may be hyphenated as ever.
"""

from __future__ import annotations

import re
from typing import Any

WHOLE = "y"  # letter of a run's style: no hyphens in it
_NUMBER = "n"  # a raised footnote number, which is no part of a word
_FIRST = re.compile(r"[^\W_]+(?:\w|[\u200c\u200d'\u2019\u00ad])*")
_LAST = re.compile(r"(?:\w|[\u200c\u200d'\u2019\u00ad])*[^\W_]$")


def keep_cut_words(blocks: list[dict[str, Any]]) -> None:
    """Change the runs of all blocks in place."""
    for block in blocks:
        keep_cut_words(block.get("b", []))
        keep_cut_words(block.get("c", []))
        if len(block.get("t", ())) > 1:
            block["t"] = kept(block["t"])


def kept(runs: list[Any]) -> list[Any]:
    """The runs, cut words as runs of their own that say so."""
    words = [_words(run) for run in runs]
    starts, ends = set(), set()  # runs that begin, or end, inside a word; empty ones stand in nobody's way
    last = -1
    for n, each in enumerate(words):
        if each and last >= 0 and words[last][-1].isalpha() and each[0].isalpha():
            starts.add(n)
            ends.add(last)
        last = n if each else last
    if not starts:
        return runs
    found: list[Any] = []
    for n, run in enumerate(runs):
        before, after = n in starts, n in ends
        if not before and not after:
            found.append(run)
            continue
        whole: list[Any] = [run, 0, ""] if isinstance(run, str) else run
        text, mark, style = whole
        head = _FIRST.match(text) if before else None
        tail = _LAST.search(text) if after else None
        first, last = head.end() if head else 0, tail.start() if tail else len(text)
        if first >= last:
            found.append([text, mark, style + WHOLE])
            continue
        parts = [(text[:first], WHOLE), (text[first:last], ""), (text[last:], WHOLE)]
        found += [[part, mark, style + letter] for part, letter in parts if part]
    return found


def _words(run: Any) -> str:
    """What of a run may belong to a cut word: nothing of raised numbers and of what `breaks` has seen to already."""
    words = run if isinstance(run, str) else "." if isinstance(run, dict) or run[2] == _NUMBER else run[0]
    return words if isinstance(words, str) else "."
