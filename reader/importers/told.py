"""What is said after an import: one line, nothing that was found left out."""

from __future__ import annotations

from reader.errors import worded
from reader.importers.job import Imported
from reader.visible import in_a_line

_MOST_QUOTES, _MOST_CP = 3, 40


def parts_of(imported: Imported, name: str) -> list[str]:
    """What came from the file called `name`, part by part, each to be told in the user's language by `told`."""
    parts: list[str] = []
    if not imported.change:
        parts.append(worded("{name} has nothing that is not here already", name=name))
    if imported.added:
        parts.append(_counted(imported.added, "1 annotation added", "{count:,} annotations added"))
    if imported.changed:
        parts.append(_counted(imported.changed, "1 changed", "{count:,} changed"))
    if imported.conflicts:
        parts.append(worded("{count:,} in conflict, ours stand", count=imported.conflicts))
    if imported.uncertain:
        parts.append(worded("{count:,} on changed words, uncertain", count=imported.uncertain))
    if imported.orphans:
        parts.append(
            worded("{count:,} without a place, kept as orphans ({quotes})", count=len(imported.orphans),
                   quotes=_quotes(imported.orphans))
        )  # fmt: skip
    if imported.elsewhere:
        parts.append(
            worded("{count:,} on words outside the article, kept as orphans ({quotes})", count=len(imported.elsewhere),
                   quotes=_quotes(imported.elsewhere))
        )  # fmt: skip
    if imported.left_out:
        parts.append(worded("{count:,} without words or a note left out", count=imported.left_out))
    return parts


def _counted(ids: tuple[str, ...], one: str, several: str) -> str:
    return worded(one) if len(ids) == 1 else worded(several, count=len(ids))


def _quotes(quotes: tuple[str, ...]) -> str:
    shown = [in_a_line(q if len(q) <= _MOST_CP else q[: _MOST_CP - 1] + "…") for q in quotes[:_MOST_QUOTES]]
    return ", ".join(f"“{quote}”" for quote in shown) + (", …" if len(quotes) > _MOST_QUOTES else "")
