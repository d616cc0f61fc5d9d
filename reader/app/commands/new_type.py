"""A new entity type, made in the window: name, id, key and look are asked for one after the other."""

from __future__ import annotations

from reader.annotations.tagset import EntityType
from reader.annotations.tagset_file import default_tagset
from reader.annotations.tagset_new import FreeLook, free_id, free_key, free_looks, id_problem, key_problem
from reader.app.asking.choice import Choice, Question
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import tr, trn


@command("type.new", "New entity type ...", menu="Tag")
def _new(desk: Desk) -> None:
    _ask_label(desk, "")


def _taken_keys() -> dict[str, str]:
    """Keys that mean something on the page or everywhere; the tag set's own are asked for apart."""
    from reader.app.commands import reserved_keys  # which imports this module

    return reserved_keys()


def _ask_label(desk: Desk, problem: str) -> None:
    def put(typed: str) -> None:
        label = " ".join(typed.split())
        known = {t.label.casefold() for t in desk.session.tagset.types}
        if label.casefold() in known:
            _ask_label(desk, tr("There is a type called {label} already.", label=label))
        elif label:
            _ask_id(desk, label, free_id(desk.session.tagset, label), "")

    desk.ui.ask_note(_title(tr("New entity type: its name"), problem), "", put)


def _ask_id(desk: Desk, label: str, offered: str, problem: str) -> None:
    def put(typed: str) -> None:
        wrong = id_problem(desk.session.tagset, typed)
        if wrong:
            _ask_id(desk, label, typed, wrong)
        else:
            _ask_key(desk, label, typed, free_key(desk.session.tagset, label, _taken_keys()), "")

    desk.ui.ask_note(_title(tr("{label}: the id that stands in the file", label=label), problem), offered, put)


def _ask_key(desk: Desk, label: str, type_id: str, offered: str, problem: str) -> None:
    def put(key: str) -> None:
        wrong = key_problem(desk.session.tagset, key, _taken_keys())
        if wrong:
            _ask_key(desk, label, type_id, key, wrong)
        else:
            _ask_look(desk, label, type_id, key)

    desk.ui.ask_note(_title(tr("{label}: the key that tags it, or none", label=label), problem), offered, put)


def _ask_look(desk: Desk, label: str, type_id: str, key: str) -> None:
    looks = free_looks(desk.session.tagset, default_tagset())
    choices = [Choice(str(n), look.words, _used(look)) for n, look in enumerate(looks)]

    def put(number: str, _typed: str) -> None:
        look = looks[int(number)]
        new = EntityType(type_id, key, label, look.fill, look.line, look.line_dark, look.underline)
        desk.ui.keep_type(new)

    desk.ui.pick(Question(tr("How is {label} drawn?", label=label), choices, put))


def _used(look: FreeLook) -> str:
    if not look.used:
        return tr("a colour of its own")
    return trn("colour of {count} other type", "colour of {count} other types", look.used)


def _title(title: str, problem: str) -> str:
    return f"{problem} {title}" if problem else title
