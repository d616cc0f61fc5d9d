"""Reads the marks inside a stretch of Markdown (stars, brackets, ticks), unless it is nothing but marks."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# What the rules in use begin with; "]" ends the label of a link. The parser by itself stops at eleven more characters.
MARKS = "\\`~*_[]!<&^"
# A stretch with so many marks, and that share of marks, is no writing: all of it is words. Each mark takes 4 to 8
# microseconds, so that 1.1 MB of nested emphasis took 5 s.
MANY_MARKS = 5_000
DENSE = 1 / 3


class InlineParser(ParserInline):
    """Takes the place of the parser that `md` has, with the rules which that one has by now."""

    def __init__(self, md: MarkdownIt) -> None:
        super().__init__()
        self.ruler, self.ruler2 = md.inline.ruler, md.inline.ruler2
        self.terminator_re = re.compile(f"[\n{re.escape(MARKS)}]")  # markdown-it-py 4.1 and later look at it
        self._newline = next(rule.fn for rule in self.ruler.__rules__ if rule.name == "newline")

    def parse(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> list[Token]:
        """Put the tokens of a stretch into `tokens`."""
        if len(src) <= MANY_MARKS or not _is_no_writing(src):
            return super().parse(src, md, env, tokens)
        state = StateInline(src, md, env, tokens)
        while state.pos < len(src):
            at = src.find("\n", state.pos)
            state.pending = src[state.pos : at if at >= 0 else len(src)]
            state.pos += len(state.pending)
            if at >= 0:
                self._newline(state, False)
        if state.pending:
            state.pushPending()
        return tokens


def _is_no_writing(source: str) -> bool:
    marks = sum(map(source.count, MARKS))
    return marks > MANY_MARKS and marks > DENSE * len(source)
