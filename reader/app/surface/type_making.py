"""Writes a new entity type on a thread of its own, then has the window use it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.annotations.tagset import EntityType, TagSet
from reader.app.surface.part import Part
from reader.app.wording.tr import later, told, tr
from reader.errors import UserError

if TYPE_CHECKING:
    from reader.app.keyboard.keymap_file import LiveKeys


class TypeMakingPart(Part):
    """Makes an entity type."""

    def keep_type(self, new: EntityType) -> None:
        """What came of it is said in the status line."""
        bench, article = self._bench, self._bench.session.article

        def run() -> None:
            from reader.app.article.opening import keys_for
            from reader.app.preferences.type_keeper import keep_type

            try:
                kept = keep_type(article.path, bench.folders, new)
            except UserError as problem:
                sentence = told(problem)
                bench.post(lambda: bench.say(sentence))
                return
            keys = keys_for(kept.tagset, bench.folders.config, bench.hooks.settings.now.arrows)

            def done() -> None:
                if bench.session.article is article:
                    self._take_tagset(kept.tagset, keys)
                told = later("{label} is a type now: {key} tags it. It stands in {path}.")
                if not new.key:
                    told = later("{label} is a type now: it has no key. It stands in {path}.")
                bench.say(tr(told, label=new.label, key=new.key, path=kept.path))

            bench.post(done)

        threading.Thread(target=run, name="postil-tagset").start()

    def _take_tagset(self, tagset: TagSet, keys: LiveKeys) -> None:
        """Keys, menus, page and panel follow; caret, selection and history stay."""
        bench = self._bench
        bench.session.tagset = tagset
        bench.tools.take_keys(keys)
        bench.finishing.renew_menus()
        bench.window.page.set_tagset(tagset)
        bench.window.panel.show_said(bench.follow.said())
        bench.current_changed()
