"""Makes every glyph of a PDF stand for its own letters, so that its words can be read out of it in any script.

The typesetter draws a syllable of Devanagari, a pointed letter or a family of emoji with several glyphs. It wraps them
into an ActualText, which pdfium and Poppler place wrongly, and says it twice where a mark is moved up or down. Here
such glyphs become one glyph of the font, made of them, that stands for the whole syllable.

Arabic runs that were cut inside a word carry joiners (`document`), which leave the text again too.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.export.pdf.colour_glyphs import tell_size
from reader.export.pdf.glyph_font import GlyphFont, without_joiners

if TYPE_CHECKING:
    import pikepdf

_ASKED = frozenset(("q", "Q", "cm", "BT", "Tf", "Tm", "BDC", "BMC", "EMC", "Tj", "TJ"))
# A hyphen of the text and a space that keeps words together are right in pdfium and Poppler as they are, cut or not.
# Pages with no more than these are most there are, and mending one takes 15 ms (two thirds of the second step).
_WRAPPED = re.compile(rb"/ActualText ?(?!\(-\)|<FEFF00A0>)")
_SAME_LINE_EM = 0.9  # marks are moved up or down by less than that
_NEAR_EM = 1.5  # and stand no farther from what they belong to


def mend_letters(pdf: pikepdf.Pdf, joined: bool, check: Callable[[], None]) -> None:
    """Change fonts and pages in place. `joined`: joiners were put in and have to go. `check` may raise, to stop it.

    It takes 0.1 s for a full page of Devanagari, and next to nothing for one whose glyphs are all letters.
    """
    fonts: dict[Any, GlyphFont] = {}  # by object number
    for page in pdf.pages:
        here = {}
        for name, made in _fonts_of(page):
            if made.objgen not in fonts:
                tell_size(pdf, made)
                fonts[made.objgen] = GlyphFont(made, joined)
            here[name] = fonts[made.objgen]
        page.contents_coalesce()
        if _WRAPPED.search(page.obj.Contents.read_bytes()):
            check()
            page.obj.Contents = pdf.make_stream(_Page(page, here, joined).mended())
    for font in fonts.values():
        font.save(pdf)


def _fonts_of(page: pikepdf.Page) -> Iterator[tuple[str, Any]]:
    resources: Any = page.obj.get("/Resources", {})
    yield from resources.get("/Font", {}).items()


@dataclass(slots=True)
class _Glyph:
    """A glyph on the page: where it stands in the stream, and where on the paper (points, in the page's own frame)."""

    step: int
    place: int  # among the items of its show
    font: GlyphFont
    code: int
    x: float
    y: float
    size: float
    group: int
    span: int  # the wrapping it is in, 0 for none


@dataclass(slots=True)
class _Cluster:
    """Glyphs that stand for one text together."""

    text: str
    glyphs: list[_Glyph] = field(default_factory=list)


class _Page:
    """Reads one page's stream, finds the glyphs that belong together and writes it anew."""

    def __init__(self, page: pikepdf.Page, fonts: dict[str, GlyphFont], joined: bool) -> None:
        import pikepdf

        self.steps: list[Any] = list(pikepdf.parse_content_stream(page))
        self.names = [str(step.operator) for step in self.steps]  # asking twice for all would take a third of the time
        self.fonts = fonts
        self.joined = joined
        self.items: dict[int, list[Any]] = {}  # of each show: codes as whole numbers, movements as floats
        self.spans: dict[int, tuple[str, list[int]]] = {}  # of each wrapping: its text and its two steps

    def mended(self) -> bytes:
        """The stream's bytes."""
        import pikepdf

        kept: list[Any] = list(self.steps)
        changed: set[int] = set()
        for cluster in _clusters(self._glyphs(), self.spans):
            if self._stands(cluster) or self._replace(cluster, changed):
                for span in {glyph.span for glyph in cluster.glyphs} - {0}:
                    self._unwrap(self.spans[span][1], kept)
        changed |= self._run_together(kept)
        for step in changed:
            if kept[step] is not None:
                kept[step] = pikepdf.ContentStreamInstruction([_shown(self.items[step])], pikepdf.Operator("TJ"))
        return pikepdf.unparse_content_stream([step for step in kept if step is not None])

    def _run_together(self, kept: list[Any]) -> set[int]:
        """Make shows that follow each other on one line one; those that grew. pdfium loses a space shown alone."""
        grown: set[int] = set()
        pen = x = y = line = 0.0
        state: dict[str, list[str]] = {}  # what holds: the kind of drawing, and the font
        shown: dict[str, list[str]] = {}  # what held for the last show
        waiting: list[int] = []
        show = -1
        for n, step in enumerate(kept):
            if step is None:
                continue
            name = self.names[n]
            if name in ("Tr", "Tf", "Tm"):
                waiting.append(n)
                if name == "Tm":
                    x, y = float(step.operands[4]), float(step.operands[5])
                else:
                    state[name] = [str(operand) for operand in step.operands]
            elif n in self.items:
                size = float(state["Tf"][1]) if "Tf" in state else 0.0
                font = self.fonts.get(state["Tf"][0]) if "Tf" in state else None
                if font is None or not size:
                    show = -1
                    continue
                if show >= 0 and state == shown and y == line:
                    self.items[show] += [(pen - x) * 1000 / size, *self.items[n]]
                    grown.add(show)
                    for each in (*waiting, n):
                        kept[each] = None
                else:
                    show, line = n, y
                shown = dict(state)
                pen = x + sum(font.moved(item) for item in _flat(self.items[n])) * size / 1000
                x = pen
                waiting = []
            else:
                show, waiting = -1, []
        return grown

    def _unwrap(self, steps: list[int], kept: list[Any]) -> None:
        """Take a wrapping away, or only its text when it says something else too (a place in the structure)."""
        import pikepdf

        kind, says = self.steps[steps[0]].operands
        if set(says.keys()) == {"/ActualText"}:
            for step in steps:
                kept[step] = None
        else:
            rest = pikepdf.Dictionary({key: value for key, value in says.items() if key != "/ActualText"})
            kept[steps[0]] = pikepdf.ContentStreamInstruction([kind, rest], pikepdf.Operator("BDC"))

    def _glyphs(self) -> Iterator[_Glyph]:
        font: GlyphFont | None = None
        size = x = y = left = base = 0.0
        group = span = 0
        opened: list[int] = []
        saved: list[tuple[float, float]] = []
        for n, (step, name) in enumerate(zip(self.steps, self.names, strict=True)):
            if name not in _ASKED:
                continue
            operands = step.operands
            if name == "q":
                saved.append((left, base))
            elif name == "Q" and saved:
                left, base = saved.pop()
            elif name == "cm":
                left, base = float(operands[4]), float(operands[5])
            elif name == "BT":
                group += 1
            elif name == "Tf":
                font, size = self.fonts.get(str(operands[0])), float(operands[1])
            elif name == "Tm":
                x, y = float(operands[4]), float(operands[5])
            elif name in ("BDC", "BMC"):
                text = _actual_text(operands)
                if text is not None:
                    span = n + 1
                    self.spans[span] = (without_joiners(text) if self.joined else text, [n])
                opened.append(span if text is not None else 0)
            elif name == "EMC" and opened:
                last = opened.pop()
                if last:
                    self.spans[last][1].append(n)
                    span = next((each for each in reversed(opened) if each), 0)
            elif name in ("Tj", "TJ") and font is not None:
                items = _items(operands[0], 1 if font.drawn else 2)
                if not font.drawn:  # what is drawn is never written anew
                    self.items[n] = items
                for place, item in enumerate(items):
                    if isinstance(item, float):
                        x -= item * size / 1000
                    else:
                        yield _Glyph(n, place, font, item, left + x, base - y, size, group, span)
                        x += font.width(item) * size / 1000

    def _stands(self, cluster: _Cluster) -> bool:
        """Whether the glyphs say by themselves what the wrapping says."""
        return "".join(g.font.table.get(g.code, "\0") for g in cluster.glyphs) == cluster.text

    def _replace(self, cluster: _Cluster, changed: set[int]) -> bool:
        font, size = cluster.glyphs[0].font, cluster.glyphs[0].size
        if any(g.font is not font or g.size != size for g in cluster.glyphs):
            return False
        steps: dict[int, list[_Glyph]] = {}
        for glyph in cluster.glyphs:
            steps.setdefault(glyph.step, []).append(glyph)
        # the new glyph stands where the widest show of the cluster stood and takes all its room: no reader sees a gap
        main = max(steps.values(), key=lambda glyphs: sum(font.width(g.code) for g in glyphs))
        first, last = main[0], main[-1]
        em = size / 1000
        left = min((g.x for g in main if font.width(g.code) > 0), default=first.x)
        pieces = [(g.code, (g.x - left) / em, (g.y - first.y) / em) for g in cluster.glyphs]
        width = max(0.0, max((g.x - left) / em + font.width(g.code) for g in main))
        end = (last.x - left) / em + font.width(last.code)  # where the pen was; marks may have none of their own
        made = font.composed(pieces, width, cluster.text)
        if made is None:
            return False
        for glyph in cluster.glyphs:  # what follows in the same show stays where it is
            self.items[glyph.step][glyph.place] = -font.width(glyph.code)
            changed.add(glyph.step)
        row = self.items[first.step]
        row[first.place : last.place + 1] = [None] * (last.place + 1 - first.place)
        row[first.place] = (-(left - first.x) / em, made, width - end)
        return True


def _clusters(glyphs: Iterable[_Glyph], spans: dict[int, tuple[str, list[int]]]) -> Iterator[_Cluster]:
    """Glyphs of one wrapping, and those that follow it moved up or down and say the same again."""
    now: _Cluster | None = None
    for glyph in glyphs:
        text = spans[glyph.span][0] if glyph.span else glyph.font.table.get(glyph.code, "\0")
        if now is not None and now.text == text:
            before = now.glyphs[-1]
            moved = 0 < abs(glyph.y - before.y) < _SAME_LINE_EM * glyph.size and glyph.group != before.group
            first = now.glyphs[0]
            near = abs(glyph.x - before.x) < _NEAR_EM * glyph.size == _NEAR_EM * before.size
            again = moved and near and glyph.font is first.font and glyph.code != first.code
            if again or (glyph.span and glyph.span == before.span):
                now.glyphs.append(glyph)
                continue
        if now is not None and (now.glyphs[0].span or len(now.glyphs) > 1):
            yield now
        now = _Cluster(text, [glyph])
    if now is not None and (now.glyphs[0].span or len(now.glyphs) > 1):
        yield now


def _actual_text(operands: Any) -> str | None:
    if len(operands) < 2 or not hasattr(operands[1], "keys") or "/ActualText" not in operands[1]:
        return None
    return str(operands[1].ActualText)


def _items(shown: Any, size: int) -> list[Any]:
    """Codes of `size` bytes as whole numbers, movements as floats."""
    import pikepdf

    parts = [shown] if isinstance(shown, pikepdf.String) else shown
    found: list[Any] = []
    for part in parts:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            found += struct.unpack(f">{len(data) // 2}H", data[: len(data) & ~1]) if size == 2 else data
        else:
            found.append(float(part))
    return found


def _shown(items: list[Any]) -> Any:
    """The operand of a TJ: neighbouring codes in one string, neighbouring movements added up."""
    import pikepdf

    parts: list[str] = []
    move = 0.0
    for item in _flat(items):
        if isinstance(item, float):
            move += item
            continue
        if abs(move) >= 0.005:
            parts.append(f"{move:.2f}".rstrip("0").rstrip("."))
        move = 0.0
        code = f"{item:04X}"
        if parts and parts[-1].startswith("<"):
            parts[-1] = parts[-1][:-1] + code + ">"
        else:
            parts.append(f"<{code}>")
    return pikepdf.Object.parse(f"[{' '.join(parts)}]".encode())


def _flat(items: list[Any]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, tuple):
            yield from item
        elif item is not None:
            yield item
