"""Text given on the command line: what is not UTF-8 there would not be text in the sidecar either."""

from __future__ import annotations

import click


class TextType(click.ParamType[str]):
    """A text; bytes that are no UTF-8 are wrong usage."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value itself."""
        if any("\ud800" <= c <= "\udfff" for c in value):
            self.fail("it is not UTF-8", param, ctx)
        return value


TEXT = TextType()
