"""Articles that were opened before: a list to choose from."""

from __future__ import annotations

from pathlib import Path

from reader.app.article.recents import RecentRow
from reader.app.asking.choice import Choice, Question
from reader.app.surface.part import Part
from reader.app.wording.recent import folder_words, when_words
from reader.app.wording.tr import tr
from reader.visible import shown


class RecentsPart(Part):
    """Articles that were opened before."""

    def open_recent(self) -> None:
        """In the picker, once it is known which of them are gone."""
        recents = self._bench.hooks.recents
        if not recents.are_kept:
            self._bench.say(tr("No list of recent articles is kept: the settings say so."))
            return
        recents.look(lambda rows: self._bench.quietly(lambda: self._choose_recent(rows)))

    def _choose_recent(self, rows: tuple[RecentRow, ...]) -> None:
        bench = self._bench
        here = bench.session.article.path if bench.has_article else None
        rows = tuple(row for row in rows if row.path != here)
        if not rows:
            bench.say(tr("No other article was opened yet."))
            return
        self.ask_recent(rows)

    def ask_recent(self, rows: tuple[RecentRow, ...]) -> None:
        """Which of these? Delete takes one off the list, and the question stays."""
        bench, home = self._bench, self._bench.folders.home
        paths = {str(row.path): row.path for row in rows}

        def then(path: str, _typed: str) -> None:
            bench.hooks.open_paths([paths[path]])

        def take_off(path: str) -> None:
            bench.hooks.recents.take_off(paths[path])
            left = tuple(row for row in rows if str(row.path) != path)
            if left:
                self.ask_recent(left)
            else:
                bench.surface.back()
            bench.say(tr("{name} is off the list; the file is as it was.", name=paths[path].name))

        bench.surface.pick(
            Question(tr("Which recent article?"), [_choice(row, home) for row in rows], then, take_off=take_off)
        )

    def has_left_open(self) -> bool:
        """As far as this process knows."""
        restoring = self._bench.hooks.restoring()
        return restoring is not None and bool(restoring.offered)

    def open_left(self) -> None:
        """As they were."""
        restoring = self._bench.hooks.restoring()
        if restoring is not None:
            restoring.open_offered()

    def forget_recent(self) -> None:
        """What is shown of them goes as well."""
        self._bench.hooks.recents.forget()
        self._bench.say(tr("Recent articles are forgotten; the articles are as they were."))


def _choice(row: RecentRow, home: Path) -> Choice:
    when = tr("gone") if row.is_gone else when_words(row.opened_s)
    detail = " · ".join(part for part in (when, folder_words(row.path, home)) if part)
    return Choice(str(row.path), shown(row.path.name), detail, soft=row.is_gone)
