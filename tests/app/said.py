"""Reads what the sources say to a user: words that no `tr` is around, and the words that a catalogue may hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from reader.annotations.tagset_file import default_tagset
from reader.app.commands import commands_for
from reader.app.commands.registry import fixed_commands
from reader.app.wording import tr as words
from reader.export.pdf.options import CHOICES
from reader.session import SaveState
from reader.settings import OPTIONS

APP = Path(words.__file__).parents[1]
FLOORS_BELOW = APP.parent
TRANSLATED = {"tr", "trn", "later"}
NOT_SHOWN = {"command", "setObjectName", "setStyleSheet", "setProperty", "NewType", "TypeVar", "compile"}
FAULTS = {"ValueError", "KeyError", "AssertionError", "TypeError", "RuntimeError", "LookupError"}
# What says its arguments to the user, and which of them, so that a single small letter word is found there too.
SPEAKING = {
    "tell": 0, "say": 0, "setText": 0, "setAccessibleName": 0, "setAccessibleDescription": 0, "setToolTip": 0,
    "setPlaceholderText": 0, "ask_note": 0, "Question": 0, "explain": 0, "announce": 0, "addMenu": 0, "addAction": 0,
    "Group": 1, "Hint": 1, "Answer": 1, "Choice": 1, "_hint": 1, "QLabel": 0, "QPushButton": 0, "Toggle": 0,
    "edit_fact": 1,
}  # fmt: skip
KEYS = {
    "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Esc", "Enter", "Tab", "Space", "Delete",
    "Backspace", "Insert", "Menu", "Alt", "Ctrl", "Shift", "Meta",
}  # fmt: skip


def are_words(text: str) -> bool:
    """Whether these look like words for a user and not like a name, a key or a style sheet."""
    text = text.strip()
    if not any(map(str.isalpha, text)) or text in KEYS or re.search(r"\{.*:.*;|\dpx|\{\}px|<svg", text, re.S):
        return False
    if re.fullmatch(r"((Shift|Ctrl|Alt|Meta)\+)+\S*|(\S*\{\}\S* ?)+|[a-z_]+(\.\S+)+|[A-Z][a-z]+/", text):
        return bool(re.search(r"[a-z]{2,} |[A-Za-z]{2,}: ", text))
    return bool(re.search(r"\w.* .*\w|\} ?[a-z]{2,}|[a-z]{2,}[:.]? \{", text) or re.fullmatch(r"[A-Z][a-z]+\W*", text))


def missed(source: str) -> list[str]:
    """Words for a user in this source that no `tr`, `trn` or `later` is around."""
    return [text for text in _missed(ast.parse(source), spoken=False) if text]


def _missed(node: ast.AST, *, spoken: bool) -> Iterator[str]:
    if _is_docstring(node) or _is_fault(node) or isinstance(node, (ast.Compare, ast.Subscript)):
        return
    if isinstance(node, ast.Call):
        name = _name(node.func)
        if name in TRANSLATED | NOT_SHOWN:
            return
        yield from _missed(node.func, spoken=False)
        for place, argument in enumerate(node.args):
            yield from _missed(argument, spoken=SPEAKING.get(name) == place)
        for keyword in node.keywords:
            if keyword.arg not in ("menu", "context"):
                yield from _missed(keyword.value, spoken=False)
    elif isinstance(node, ast.JoinedStr):
        text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield text if are_words(text) or (spoken and re.search("[a-z]{2}", text)) else ""
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _missed(part.value, spoken=spoken)
    elif isinstance(node, ast.Constant):
        text = node.value if isinstance(node.value, str) else ""
        yield text if are_words(text) or (spoken and any(map(str.isalpha, text)) and text not in KEYS) else ""
    elif isinstance(node, ast.AnnAssign):
        yield from _missed(node.value, spoken=False) if node.value else ()
    elif isinstance(node, ast.arguments):
        for default in (*node.defaults, *node.kw_defaults):
            yield from _missed(default, spoken=False) if default else ()
    elif isinstance(node, ast.FunctionDef):
        for part in (node.args, *node.body):
            yield from _missed(part, spoken=False)
    elif not (isinstance(node, ast.Assign) and _name(node.targets[0]) == "__all__"):
        parts = node.values if isinstance(node, ast.Dict) else ast.iter_child_nodes(node)
        for part in parts:
            yield from _missed(part, spoken=spoken and not isinstance(node, ast.stmt))


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_fault(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc.func) in FAULTS


def sources() -> list[Path]:
    """All files of the window."""
    return sorted(APP.rglob("*.py"))


def said_through(name: str, place: int = 0) -> set[str]:
    """The literals that the window gives to `tr` or the like."""
    calls = (node for path in sources() for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {
        part.value
        for node in calls
        if isinstance(node, ast.Call) and _name(node.func) == name and len(node.args) > place
        for part in ast.walk(node.args[place])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def known_words() -> set[str]:
    """All that is looked up in `[words]`: what the sources say, and the short words of lower floors."""
    found = said_through("tr") | (said_through("later") - _held_counted())
    found |= {each.title for each in fixed_commands()}
    found |= {part for each in commands_for(default_tagset()) for part in each.menu.split("/") if part}
    found |= {state.value for state in SaveState}
    found |= {words for each in OPTIONS for words in (each.title, each.says, *dict(each.choices).values())}
    found |= {words for each in CHOICES for words in (each.title, each.says, *dict(each.values).values())}
    found |= {"on", "off", "memory", "memory of this folder", "relay", "author", "unnamed", "speaker"}
    return found | labels_below() | progress_below() | problems_below() | documents_below()


def known_counted() -> set[str]:
    """All that is looked up in `[counted]`, by the English plural."""
    return said_through("trn", 1) | (_held_counted() - _singulars()) | documents_below("counted", 1)


def _held_counted() -> set[str]:
    return {text for text in said_through("later") if "{count" in text}


def _singulars() -> set[str]:
    """The first of two forms that stand side by side: `one, other = later("..."), later("...")`."""
    pairs = (node for path in sources() for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {
        text
        for node in pairs
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and all(map(_is_held, node.elts))
        for text in _texts(node.elts[0]) - _texts(node.elts[1])
    }


def _is_held(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name(node.func) == "later"


def labels_below() -> set[str]:
    """What changes are called that lower floors make: "Undone: Rename." """
    found = set()
    for path in (FLOORS_BELOW / "annotations").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "Change" and node.args:
                found |= _texts(node.args[0])
            elif isinstance(node, ast.Assign) and any("label" in ast.unparse(t).casefold() for t in node.targets):
                found |= _texts(node.value)
            elif isinstance(node, ast.arguments):
                named = [*node.args[len(node.args) - len(node.defaults) :], *node.kwonlyargs]
                for argument, default in zip(named, (*node.defaults, *node.kw_defaults), strict=True):
                    found |= _texts(default) if argument.arg == "label" and default else set()
    return {text for text in found if text[:1].isupper()}


def progress_below() -> set[str]:
    """What an export says that it does."""
    found = set()
    for path in (FLOORS_BELOW / "export").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "report" and len(node.args) == 2:
                found |= _texts(node.args[1])
    return found


def documents_below(name: str = "say", place: int = 0) -> set[str]:
    """What exports say in the documents that they make, and what the tag set that ships calls its things there."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (FLOORS_BELOW / "export").rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    said = [call.args[place] for call in calls if _name(call.func) == name and len(call.args) > place]
    found = {text for words in said if isinstance(words, ast.Constant) for text in _texts(words)}
    if name != "say":
        return {text for text in found if "{count" in text}
    tags = default_tagset()
    values = (value for vocabulary in tags.vocabularies.values() for value in vocabulary)
    return found | {each.label for each in (*tags.types, *values)} | set(tags.checks)


def problems_below() -> set[str]:
    """What lower floors say went wrong: templates, and plain words of a `UserError`."""
    found = set()
    for path in FLOORS_BELOW.rglob("*.py"):
        if path.is_relative_to(APP):
            continue
        for call in _problems(ast.parse(path.read_text(encoding="utf-8"))):
            for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                found |= _texts(argument) if isinstance(argument, ast.Constant) else set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "worded":
                found |= _texts(node.args[0])
    return found - {""}


def composed_below() -> dict[str, int]:
    """How many parts of a `UserError` each file makes as f-strings, which no catalogue can hold."""
    found = {}
    for path in FLOORS_BELOW.rglob("*.py"):
        if path.is_relative_to(APP):
            continue
        if count := composed(path.read_text(encoding="utf-8")):
            found[path.relative_to(FLOORS_BELOW).as_posix()] = count
    return found


def composed(source: str) -> int:
    """The same of one source; f-strings count that come there by a variable of the function, too."""
    found = set[ast.JoinedStr]()
    for scope in (node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.Module, ast.FunctionDef))):
        parts = [part for call in _problems(scope) for part in (*call.args, *(k.value for k in call.keywords))]
        names = {_name(part) for part in parts} - {""}
        parts += [
            node.value
            for node in ast.walk(scope)
            if isinstance(scope, ast.FunctionDef)
            and isinstance(node, (ast.Assign, ast.AugAssign))
            and names & {_name(t) for t in (node.targets if isinstance(node, ast.Assign) else [node.target])}
        ]
        found.update(text for part in parts for text in _composed_in(part))
    return len(found)


def _composed_in(node: ast.AST) -> Iterator[ast.JoinedStr]:
    """The f-strings that a value may be; not those that are an argument of a call in it."""
    if isinstance(node, ast.JoinedStr):
        yield node
    elif not isinstance(node, ast.Call):
        for part in ast.iter_child_nodes(node):
            yield from _composed_in(part)


def _problems(tree: ast.AST) -> list[ast.Call]:
    names = ("UserError", "UsageError", "UndecodableError", "BrokenSidecarError")
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in names]


def _texts(node: ast.AST) -> set[str]:
    if isinstance(node, ast.JoinedStr):
        return set()
    parts = (node,) if isinstance(node, ast.Constant) else (*ast.iter_child_nodes(node),)
    return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
