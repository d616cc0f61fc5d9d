"""One program with one article open, as tests of the sidecar have two of them side by side."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Self

import pytest

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.ids import Stamp
from reader.annotations.tagset_file import default_tagset
from reader.folders import Folders
from reader.sidecar.keeping.results import Loaded
from reader.sidecar.keeping.store import SidecarStore
from reader.text.open import open_article
from reader.text.quotes import find_quote

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang. Ann and Bob left Moscow for Ulan Bator with Eve and Dan.\n"
STAMP = Stamp("Ada")
POSIX = pytest.mark.skipif(os.name != "posix", reason="rights and links of another kind")


class Desk:
    """An article with its store. What is done is in `state`, and in the file once it is saved."""

    def __init__(self, path: Path, root: Path) -> None:
        self.article = open_article(path)
        self.folders = Folders.under(root)
        self.tagset = default_tagset()
        self.store = SidecarStore(self.article, self.folders, self.tagset)
        self.loaded: Loaded = self.store.load()
        self.state: AnnotationSet = self.loaded.annotations

    def tag(self, *quotes: str, type_id: str = "PER") -> Self:
        for quote in quotes:
            spans = find_quote(self.article.text, quote)[:1]
            self.state = self.state.apply(acts.tag(self.state, self.article.text, spans, type_id, STAMP)).after
        return self

    def remove(self, quote: str) -> Self:
        gone = [a.id for a in self.state if a.spans and a.spans[0].of(self.article.text) == quote]
        assert gone
        self.state = self.state.apply(acts.remove(self.state, gone)).after
        return self

    def save(self) -> Self:
        self.saved = self.store.save(self.state)
        self.state = self.saved.annotations
        return self

    @property
    def elsewhere(self) -> str:
        """Where the last save went, if not beside the article."""
        return self.saved.elsewhere

    @property
    def words(self) -> list[str]:
        return [span.of(self.article.text) for a in self.state.in_reading_order for span in a.spans]


class SavingDesk(Desk):
    """Each act is saved at once."""

    def tag(self, *quotes: str, type_id: str = "PER") -> Self:
        return super().tag(*quotes, type_id=type_id).save()

    def remove(self, quote: str) -> Self:
        return super().remove(quote).save()


def on_disk(path: Path) -> list[str]:
    """The words that a sidecar quotes."""
    items = json.loads(path.read_bytes())["first"]["items"]
    return [s["exact"] for item in items for t in item["target"] for s in t["selector"] if "exact" in s]


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def untouched(path: Path) -> tuple[bytes, int, int]:
    """Equal as long as nobody wrote the file."""
    return path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
