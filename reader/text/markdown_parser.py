"""The Markdown parser as we set it up, and where its inline tokens end. Blocks are made of its tokens elsewhere.

CommonMark with tables, strikethrough and footnotes. Raw HTML is text, bare addresses are no links, and
quotes and lists nest at most `MAX_NESTING` deep: what is deeper stays as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from reader.text.markdown_marks import InlineParser

MAX_NESTING = 100
# How far all searches for the `]` of one stretch of inline text may go together, for each of its characters. The
# parser starts such a search at every `[`, so that unpaired ones cost the square of their number.
LABEL_STEPS_A_CHARACTER = 4

_RULE = re.compile(r"[-*_][-*_ \t]*+$")

InlineRule = Callable[[StateInline, bool], bool]
BlockRule = Callable[[StateBlock, int, int, bool], bool]
Environment = MutableMapping[str, Any]

# Rules whose tokens do not say how much of the source they stand for.
_LOCATED_RULES = ("newline", "escape", "backticks", "link", "image", "autolink", "footnote_inline", "footnote_ref")


class _Helpers:
    """The parser's helper functions, with a limit on the one that looks far ahead."""

    parseLinkDestination = staticmethod(helpers.parseLinkDestination)  # noqa: N815
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N802, N803
        spent = vars(state).get("label_steps", 0)
        if spent > 20_000 + LABEL_STEPS_A_CHARACTER * len(state.src):
            return -1
        end = helpers.parseLinkLabel(state, start, disableNested)
        vars(state)["label_steps"] = spent + (end if end >= 0 else state.posMax) - start
        return end


class _Parser(MarkdownIt):
    """Addresses stay as written and every link is parsed; which may be followed is decided with the pieces."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def parse(source: str) -> tuple[list[Token], Environment]:
    """Tokens of `source` (`\\n` line ends) and the parser's environment, which holds the footnotes.

    In an inline token's children, `meta["start"]` and `meta["end"]` are offsets into its `content` for links,
    images, code, breaks and footnote marks (a `link_open` ends behind its bracket). Escapes and entities
    are tokens of their own (`text_special`, `markup` is how they are written).
    """
    environment: Environment = {}
    return _parser().parse(source, environment), environment


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "linkify": False, "typographer": False, "maxNesting": MAX_NESTING})
    setattr(parser, "helpers", _Helpers)  # noqa: B010 (declared as a module)
    parser.enable(["table", "strikethrough"])
    footnote_plugin(parser, move_to_end=False)
    parser.disable(["text_join", "html_block", "html_inline"])
    inline = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    inline["footnote_inline"] = _closed(inline["footnote_inline"])
    for name in _LOCATED_RULES:
        parser.inline.ruler.at(name, _located(inline[name]))
    block = {rule.name: rule for rule in parser.block.ruler.__rules__}
    for name in ("blockquote", "list", "footnote_def"):
        parser.block.ruler.at(name, _shallow(block[name].fn), {"alt": block[name].alt})
    parser.block.ruler.at("hr", _ruled(block["hr"].fn), {"alt": block["hr"].alt})
    parser.inline = InlineParser(parser)
    return parser


def _located(rule: InlineRule) -> InlineRule:
    """The rule, noting on the tokens it pushes which stretch of the content they stand for."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            own_width = ("text", "text_special")  # an entity in a link's label is as wide as it is written
            inside = (token for token in state.tokens[before:] if token.type not in own_width)
            pushed = [token for token in inside if "end" not in token.meta]
            for token in pushed:
                token.meta = {**token.meta, "start": start, "end": state.pos}
            if len(pushed) > 1 and pushed[0].type == "link_open":
                pushed[0].meta["end"] = start + 1
        return True

    return wrapped


def _closed(rule: InlineRule) -> InlineRule:
    """The rule for `^[...]`, which looks for its end by itself, behind the search that has a limit."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        opens = state.src.startswith("^[", state.pos)
        return opens and _Helpers.parseLinkLabel(state, state.pos + 1) >= 0 and rule(state, silent)

    return wrapped


def _shallow(rule: BlockRule) -> BlockRule:
    """The rule, not applied where its content would be too deep for the parser, which drops it there."""

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < MAX_NESTING - 3 and rule(state, start, end, silent)

    return wrapped


def _ruled(rule: BlockRule) -> BlockRule:
    """The rule for `- - -`, which looks through the whole line at each of a hundred bullets that stand in it."""

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[start] + state.tShift[start]
        is_rule = _RULE.match(state.src, begin, state.eMarks[start]) is not None
        return is_rule and rule(state, start, end, silent)

    return wrapped
