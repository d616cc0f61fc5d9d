"""From what the changes of two sides are counted: what the files were seen to hold, and what the caller knows of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet
from reader.sidecar.keeping.reading import EMPTY
from reader.sidecar.keeping.results import Saved
from reader.sidecar.keeping.taken_in import TakenIn
from reader.sidecar.merging.difference import difference, with_fresh_origins
from reader.text.article import Article

if TYPE_CHECKING:
    from reader.sidecar.disk.durable import Signature
    from reader.sidecar.keeping.standing import Standing
    from reader.sidecar.merging.sets import Merger

FROM_OTHERS = "Changes from another program"  # the label of a change that brings in what others wrote


class CommonGround:
    """What we and others have in common, and the merging that stands on it."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._stands = EMPTY  # what the files hold, as far as we have seen
        self._known = EMPTY  # what the caller sent of it: the same, without what came in from others
        self._known_with: AnnotationSet | None = None  # what it had taken in then
        self._taken_in = TakenIn(self.merge)
        self.seen: tuple[Signature | None, Signature | None] | None = None  # the files that hold it

    def begin(self, annotations: AnnotationSet, standing: Standing) -> None:
        """The files were loaded, and both sides know it."""
        self._stands = self._known = annotations
        self._taken_in.clear()
        self.seen = standing.signatures

    def forget(self) -> None:
        """It is not known what both sides have in common."""
        self._taken_in.clear()
        self._stands = self._known = EMPTY

    def is_seen(self, standing: Standing) -> bool:
        """Whether the files are as they were seen last, or there are none."""
        return standing.is_nothing or self.seen == standing.signatures

    def merged(self, ours: AnnotationSet, adopted: AnnotationSet | None, standing: Standing) -> AnnotationSet:
        """What `ours`, of a caller who had taken in `adopted`, and what stands there now make together."""
        is_newest = adopted is self._stands
        base = self._stands if is_newest else self._taken_in.caught_up(self._known, self._known_with, adopted)
        theirs = self._stands if self.is_seen(standing) else self.together(standing)
        return self.merge(base, ours, theirs)

    def together(self, standing: Standing) -> AnnotationSet:
        """Both places as one."""
        return standing.together(lambda: self._merger)

    def agreed(self, saved: Saved) -> Saved:
        """From now on this is what the files hold. Returns it with what the caller does not know of it yet."""
        saved = saved._replace(from_others=difference(saved.sent, saved.annotations, FROM_OTHERS))
        self._stands, self._known_with = saved.annotations, saved.adopted
        self._known = saved.sent if saved.from_others else saved.annotations
        self._taken_in.add(saved)
        return saved

    def merge(self, base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet) -> AnnotationSet:
        """What two sides made of `base`, all standing on the article as it is now; see `Merger.merge`."""
        if ours is base:
            return theirs
        return with_fresh_origins(base, ours) if theirs is base else self._merger.merge(base, ours, theirs)

    @cached_property
    def _merger(self) -> Merger:
        from reader.sidecar.merging.sets import Merger

        return Merger(self._article)
