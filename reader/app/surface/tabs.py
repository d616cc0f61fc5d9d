"""Several articles at once: asks the frames."""

from __future__ import annotations

from reader.app.asking.choice import Choice, Question
from reader.app.surface.part import Part
from reader.app.wording.recent import folder_words
from reader.app.wording.tr import tr


class TabsPart(Part):
    """The tabs of this window, and other windows. A window that is in no frame is alone."""

    def tab_count(self) -> int:
        """How many are in this window."""
        group = self._bench.hooks.frames.group_of(self._bench)
        return len(group.tabs) if group is not None else 1

    def frame_count(self) -> int:
        """How many windows there are."""
        return len(self._bench.hooks.frames.groups)

    def step_tab(self, by: int) -> None:
        """Round the end."""
        self._bench.hooks.frames.acts.step(self._bench, by)

    def show_tab(self, nth: int) -> None:
        """From 1."""
        acts = self._bench.hooks.frames.acts
        group = acts.group_of(self._bench)
        acts.show(group, group.tabs[nth - 1])

    def list_tabs(self) -> None:
        """Those of this window first, told apart by window where there are several."""
        frames = self._bench.hooks.frames
        tabs, own = frames.acts.in_all(), frames.acts.group_of(self._bench)
        tabs.sort(key=lambda each: each[0] is not own)
        choices = []
        for at, (group, tab, name) in enumerate(tabs):
            folder = folder_words(tab.path, self._bench.folders.home) if tab.path is not None else ""
            where = tr("in another window") if group is not own else tr("shown now") if tab is own.shown else ""
            choices.append(Choice(str(at), name, " · ".join(part for part in (where, folder) if part)))

        def then(choice_id: str, _typed: str) -> None:
            group, tab, _ = tabs[int(choice_id)]
            if tab in group.tabs:
                frames.bring_forward(group, tab)

        self._bench.surface.pick(Question(tr("Which article?"), choices, then))

    def move_tab(self, by: int) -> None:
        """As far as there are others."""
        self._bench.hooks.frames.acts.move_by(self._bench, by)

    def move_tab_out(self) -> None:
        """A window as large as this one."""
        acts = self._bench.hooks.frames.acts
        group = acts.group_of(self._bench)
        if group.shown is not None:
            acts.move_out(group, group.shown)

    def merge_windows(self) -> None:
        """All into this one."""
        self._bench.hooks.frames.acts.merge_all(self._bench)

    def close_other_tabs(self) -> None:
        """What cannot be saved stays."""
        acts = self._bench.hooks.frames.acts
        group = acts.group_of(self._bench)
        if group.shown is not None:
            acts.close_others(group, group.shown)

    def close_all_tabs(self) -> None:
        """The window with all its tabs."""
        acts = self._bench.hooks.frames.acts
        acts.close_all(acts.group_of(self._bench))

    def has_closed(self) -> bool:
        """Since Postil was started."""
        return bool(self._bench.hooks.frames.acts.closed_words())

    def reopen_closed(self) -> None:
        """Where it was, if that window is still there."""
        self._bench.hooks.frames.acts.reopen()

    def new_window(self) -> None:
        """Without an article."""
        self._bench.hooks.frames.open_empty()

    def show_article_folder(self) -> None:
        """Its folder, in the system's file manager."""
        from reader.app.surface.configuring import open_folder

        folder = self._bench.session.article.path.parent
        if not open_folder(folder):
            self._bench.say(tr("No program shows folders here; the article is in {folder}.", folder=folder))
