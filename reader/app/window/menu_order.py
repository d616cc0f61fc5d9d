"""The order of each menu: groups with a line between them. Knows no Qt.

The registry says which menu a command stands in; here stands where in it. What is named nowhere comes at `REST`.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.app.commands.registry import Command

REST = "*"
ORDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "Article": (
        ("article.open", "article.recent", "article.again", "window.new", "tabs.", "article.reload"),
        ("article.about", "article.copy-path", "article.folder", "article.language", "article.encoding"),
        ("article.export", "article.export.open", "article.export.folder", "article.print", "article.import"),
        ("article.version", "article.copies", "article.twin", "article.set-aside"),
        (REST, "settings."),
        ("article.close", "quit"),
    ),
    "Edit": (
        ("undo", "redo"),
        ("copy.",),
        ("select.", "jump"),
        ("find",),
        ("remove", "entity.remove", "entity.retag."),
        (REST,),
        ("anchor.",),
        ("conflict.",),
    ),
    "Tag": (
        ("tag.", "type.new"),
        ("highlight", "note"),
        ("mentions", "link", REST),
        ("suggestion.",),
    ),
    "Claim": (("claim.make", "claim.fragment", "claim.speaker"), (REST,), ("claim.verdict.",)),
    "View": (
        ("view.panel", "outline", "view.pane.", "view.suggestions", "view.hide."),
        ("annotation.", "menu", REST),
        ("view.zoom.", "view.full-screen"),
        ("view.text.", "view.lines.", "view.style.", "view.face", "view.theme."),
        ("palette",),
    ),
    "Help": (("keys", REST), ("about",)),
}


def grouped(menu: str, commands: Sequence[Command]) -> list[list[Command]]:
    """The commands of a menu in its groups; a name stands for all that it begins."""
    groups = ORDER.get(menu, ((REST,),))
    places = [(place, name) for place, names in enumerate(groups) for name in names]
    rest = next(at for at, (_, name) in enumerate(places) if name == REST)
    found: dict[int, list[Command]] = {}
    for each in commands:
        found.setdefault(next((at for at, (_, n) in enumerate(places) if _is(each.id, n)), rest), []).append(each)
    made: list[list[Command]] = [[] for _ in groups]
    for at, (place, _) in enumerate(places):
        made[place] += found.get(at, [])
    return [group for group in made if group]


def _is(command_id: str, name: str) -> bool:
    return command_id == name or (name != REST and command_id.startswith(name if name.endswith(".") else name + "."))
