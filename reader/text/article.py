"""`Article`: a file that was opened, as the eye reads it. Making one from a file is `text.open`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reader.digests import sha256_hex
from reader.frozen import dataclass, field
from reader.text.blocks import Block

if TYPE_CHECKING:
    from reader.text.headings import Heading

ArticleFormat = Literal["text", "markdown"]


@dataclass(frozen=True)
class Article:
    """An opened article. Offsets are code points of `text`, the reading text.

    `path` is the file with all links resolved; `source` the decoded file with `\\n` line ends, `encoding`
    the Python name it was decoded with (`guessed` when no BOM and no UTF-8 said so), `sha256` of the
    file's bytes. `title` is the front matter's, else the first heading of level 1, else the file's name.
    `language` is a BCP 47 tag, said by the article or chosen by the user, or empty. `meta` is the front matter.
    """

    path: Path
    format: ArticleFormat
    source: str
    encoding: str
    guessed: bool
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: str
    language: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.path.name

    @cached_property
    def likely_language(self) -> str:
        """The language said or chosen, else a guess by the words; empty where they do not say. A few milliseconds."""
        from reader.text.language_guess import guess_language
        from reader.text.languages import is_tag

        said = self.language.replace("_", "-")
        return said if is_tag(said) else guess_language(self.text)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings, in order."""
        from reader.text.headings import headings_in

        return headings_in(self.text, self.blocks)

    @cached_property
    def text_sha256(self) -> str:
        """SHA-256 of the reading text in UTF-8: the key of what is remembered about these words."""
        return sha256_hex(self.text.encode("utf-8", "surrogatepass"))
