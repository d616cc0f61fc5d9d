"""What an annotating process did and was told, and whether what is on disk afterwards is true to it: the oracle.

A process tells each act before it begins ("try") and once it is shown as saved ("done"). An act that is done holds
whatever happens; one that was only tried may have happened or not, but whole.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Highlight
from reader.folders import Folders
from reader.session import SaveState, Session, read_article
from reader.sidecar.disk import temporary
from reader.sidecar.places.places import SUFFIX, beside
from reader.text.spans import Span

ABSENT = ""
FIRST, SECOND = " v1", " v2"

TEXT = "".join(
    f"In the year {year} the harbour of Ulsan took {year * 7} ships, wrote Park Ji-won of the port office.\n"
    for year in range(1900, 1960)
)


def make_article(folder: Path, name: str = "article.txt") -> Path:
    """A new article of some 60 sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(TEXT, encoding="utf-8")
    return path


class Story:
    """The acts of all processes on one article. A token is the note of one highlight, in its first or second form."""

    def __init__(self) -> None:
        self._states: dict[str, list[str]] = {}
        self._sure: dict[str, int] = {}
        self.done = 0  # acts that were shown as saved
        self.tried = 0
        self.not_saved = 0  # how often "Not saved" was shown
        self._shown: list[tuple[float, str]] = []

    def tell(self, line: str) -> None:
        """Take in a line of a process: `try add TOKEN`, `done add TOKEN` (add, edit, remove), `not TOKEN why`."""
        word, act, token = line.split(" ", 2)
        if word == "try":
            self.tried += 1
            states = self._states.setdefault(token, [ABSENT])
            states.append({"add": token + FIRST, "edit": token + SECOND, "remove": ABSENT}[act])
            self._shown.append((time.monotonic(), token))
        elif word == "done":
            self.done += 1
            self._sure[token] = len(self._states[token]) - 1
        elif word == "not":
            self.not_saved += 1

    def sure_before(self, moment: float) -> int:
        """What was begun before this moment of the clock counts as done; how many acts that are."""
        first: dict[str, int] = {}
        for at, token in reversed(self._shown):
            if at >= moment:
                first[token] = first.get(token, 0) + 1
        sure = [token for at, token in self._shown if at < moment]
        for token in set(sure):
            self._sure[token] = len(self._states[token]) - 1 - first.get(token, 0)
        return len(sure)

    def allowed(self) -> dict[str, set[str]]:
        """For each token the notes (or ABSENT) that may be found now."""
        return {token: set(states[self._sure.get(token, 0) :]) for token, states in self._states.items()}

    def settle(self, found: dict[str, str]) -> None:
        """What was found is what holds from now on."""
        self._shown.clear()
        for token in self._states:
            self._states[token], self._sure[token] = [found.get(token, ABSENT)], 0


class Verdict(NamedTuple):
    """What is wrong; empty when all is well."""

    problems: tuple[str, ...]
    lost: int = 0

    def __bool__(self) -> bool:
        return bool(self.problems)


def notes_of(annotations: AnnotationSet) -> Counter[str]:
    """The notes of all highlights, with how many carry each."""
    return Counter(a.note for a in annotations if isinstance(a, Highlight))


def judge(article: Path, root: Path, story: Story, *, folders: Iterable[Path] = (), save: bool = True) -> Verdict:
    """Start again after a fault, when the disk is well, and hold what comes to the story; then settle it.

    With `save` something is changed and saved as well, and no stray file may be left. `folders` may lie beside.
    """
    problems: list[str] = []
    if article.read_text(encoding="utf-8") != TEXT:
        problems.append("the article was changed")
    for path in (beside(article), *sorted((root / "data" / "sidecars").glob("*/annotations.json"))):
        if path.exists():
            problems += wrong_json(path)
    temporary.as_if_new()
    session = Session(read_article(article, Folders.under(root)), rest_s=0.01)
    try:
        if session.read_only is not None:
            return Verdict((*problems, f"cannot be changed: {session.read_only}"), lost=story.done)
        found = notes_of(session.annotations)
        lost = 0
        state: dict[str, str] = {}
        for token, allowed in story.allowed().items():
            here = [note for note in (token + FIRST, token + SECOND) if found.pop(note, 0) == 1 or note in found]
            if len(here) > 1 or (here or [ABSENT])[0] not in allowed:
                problems.append(f"{token}: {here or 'absent'} where one of {sorted(allowed)} holds")
                lost += 1
            state[token] = here[0] if here else ABSENT
        problems += [f"nobody made {note!r}, or not {count} times" for note, count in found.items() if note != "mark"]
        if save:
            problems += _save_and_look(session, article, root, folders)
        story.settle(state)
    finally:
        session.close()
    return Verdict(tuple(problems), lost)


def wrong_json(path: Path) -> list[str]:
    """Why a sidecar is no valid JSON, or says less than it should."""
    try:
        document = json.loads(path.read_bytes())
        items = document["first"]["items"]
        if document.get("total", len(items)) != len(items):
            return [f"{path.name} counts {document['total']} of {len(items)}"]
    except (ValueError, KeyError, TypeError) as error:
        return [f"{path.name} is no sidecar: {error!r}, {path.stat().st_size} bytes"]
    return []


def _save_and_look(session: Session, article: Path, root: Path, folders: Iterable[Path]) -> list[str]:
    marks = [a.id for a in session.annotations if isinstance(a, Highlight) and a.note == "mark"]
    if marks:
        session.apply(acts.remove(session.annotations, marks))
    else:
        session.apply(acts.highlight(session.annotations, [Span(0, 2)], session.stamp, note="mark"))
    status = session.save()
    problems = [] if status.state is SaveState.SAVED and not status.message else [f"the next save: {status}"]
    return problems + [f"stray: {path}" for path in strays(article, root, folders)]


def strays(article: Path, root: Path, folders: Iterable[Path] = ()) -> list[Path]:
    """Files that have no business where they are: anything but the two beside the article, temporaries anywhere."""
    allowed = {article.name, article.name + SUFFIX, *(p.name for p in folders)}
    found = [p for p in sorted(article.parent.iterdir()) if p.name not in allowed]
    for place in Folders.under(root)[:4]:
        found += [p for p in sorted(place.rglob("*")) if p.suffix == ".tmp" or p.name.startswith(".")]
    return found
