"""Copying words with the source they come from; the words alone are copied by the page itself."""

from __future__ import annotations

from collections.abc import Callable

from reader.annotations.model import Claim
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.quoting import markdown_quote, plain_quote
from reader.app.wording.tr import tr


def _copy(desk: Desk, quote: Callable[..., str], words_said: str, claim_said: str) -> None:
    """The selection, else the annotation that is current; a claim with its speaker and verdict."""
    selected = desk.target() if desk.selected() is not None else None
    annotation = desk.current_annotation()
    spans = (selected,) if selected is not None else annotation.spans if annotation is not None else ()
    if not spans:
        desk.ui.tell(tr("Nothing is selected, and no annotation is here to copy."))
        return
    is_claim = isinstance(annotation, Claim) and (selected is None or selected in annotation.spans)
    claim = annotation if is_claim else None
    desk.ui.copy(quote(desk.session.article, spans, claim, desk.session.tagset))
    desk.ui.tell(claim_said if is_claim else words_said)


@command("copy.source", "Copy with the source", "Ctrl+Shift+C", menu="Edit")
def _plain(desk: Desk) -> None:
    _copy(desk, plain_quote, tr("The words copied with the source."), tr("The claim copied with the source."))


@command("copy.markdown", "Copy with the source as Markdown", "Ctrl+Alt+C", menu="Edit")
def _markdown(desk: Desk) -> None:
    words = tr("The words copied with the source as Markdown.")
    _copy(desk, markdown_quote, words, tr("The claim copied with the source as Markdown."))
