"""Makes a long article of sentences as people write them, with its sidecar: names, claims that cross them, notes.

python marked.py FOLDER SIZE ANNOTATIONS     prints the path of the article

The same one for the same arguments. The words are those of the sample article; the names are made up of two hundred
pairs. Of a hundred annotations five are claims (each fifth of them in two parts, each third beginning or ending inside
a name), three are highlights with a note, the others are mentions.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Attribution, Claim, Entity, Evidence, Highlight, Mention, Placed
from reader.annotations.tagset_file import default_tagset
from reader.resources import resource
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.places.places import beside
from reader.text.open import open_article
from reader.text.spans import Span

TYPES = ("PER", "ORG", "GPE", "ROLE")
FIRST = ("Ilse", "Tobin", "Henrike", "Pavel", "Amadi", "North", "Great", "Marine", "Upper", "Port")
LAST = ("Marrowby", "Ashgrove", "Solvan", "Dorrin", "Trellow", "Ennerby", "Caldersund", "Averil", "Brackwater",
        "Tarrow", "Lisk", "Ommen", "Pellworm", "Quarrington", "Rastede", "Stavenger", "Thornbury", "Ulverston",
        "Vardal", "Westerwold")  # fmt: skip
NAMES = [f"{one} {two}" for one in FIRST for two in LAST]
PARAGRAPHS_A_HEADING = 20
WHEN = "2026-03-02T09:00:00Z"


def make_marked(folder: Path, size: int, annotations: int) -> Path:
    """A Markdown article of about `size` characters with so many annotations spread evenly over it."""
    path = folder / f"marked-{size}-{annotations}.md"
    path.write_text("\n\n".join(_paragraphs(size, annotations)) + "\n", encoding="utf-8")
    article = open_article(path)
    if annotations:
        entities = [Entity(_id(0, n), TYPES[n % len(TYPES)], name) for n, name in enumerate(NAMES)]
        made = AnnotationSet.of(_annotations(article.text, annotations), entities)
        assert len(made) == annotations
        beside(path).write_bytes(DocumentWriter(article).write(new_document(article, default_tagset()), made))
    return path


def _paragraphs(size: int, annotations: int) -> Iterator[str]:
    chance = random.Random(9)
    sample = resource("samples/harbour-ferry.md").read_text("utf-8")
    words = [w for w in re.findall(r"(?<![\w.@/])[a-z]{2,}(?![\w@/:])", sample) if w != "org"]
    names_a_character = annotations * 0.92 * 1.03 / size
    length, names, count = 0, 0, 0
    yield "# A long article"
    while length < size:
        sentences = []
        for _ in range(chance.randrange(3, 8)):
            these = [chance.choice(words) for _ in range(chance.randrange(9, 24))]
            this = sum(len(w) + 1 for w in these)
            wanted = (length + this) * names_a_character - names
            for _ in range(max(0, round(wanted))):
                names += 1
                these.insert(chance.randrange(1, len(these)), chance.choice(NAMES))
            sentence = " ".join(these)
            sentences.append(sentence[0].upper() + sentence[1:] + ".")
            length += len(sentence) + 2
        if count % PARAGRAPHS_A_HEADING == 0:
            yield f"## What {chance.choice(words)} and {chance.choice(words)} {chance.choice(words)}"
        count += 1
        yield " ".join(sentences)


def _annotations(text: str, count: int) -> Iterator[Annotation]:
    claims, highlights = count * 5 // 100, count * 3 // 100
    places = [m.span() for m in re.finditer(r"\b(?:" + "|".join(NAMES) + r")\b", text)]
    places = places[: count - claims - highlights]
    assert len(places) == count - claims - highlights, (len(places), count)
    number = {name: n for n, name in enumerate(NAMES)}
    for n, (start, end) in enumerate(places):
        entity = number[text[start:end]]
        yield Mention(id=_id(1, n), fragments=(Placed(Span(start, end)),), created=WHEN, modified=WHEN,
                      creator="A. Reader", type=TYPES[entity % len(TYPES)], entity=_id(0, entity))  # fmt: skip
    sentences = [m.span() for m in re.finditer(r"[A-Z][a-z][^.#\n]{30,}\.", text)]
    for n in range(claims):
        start, end = sentences[n * len(sentences) // claims]
        inside = list(re.finditer(r"[A-Z]\w+ [A-Z]\w+", text[start:end]))
        if inside and n % 3 == 0:  # from the second word of a name
            start = start + inside[0].group().index(" ") + 1 + inside[0].start()
        cut = (start + end) // 2
        first = Placed(Span(start, text.rindex(" ", start, cut) if " " in text[start:cut] else cut))
        rest = Placed(Span(text.index(" ", cut) + 1, end))
        parts = (first, rest) if n % 5 == 0 and rest.span.end > rest.span.start else (Placed(Span(start, end)),)
        evidence = (Evidence(url=f"https://example.org/{n}", stance="supports"),) if n % 4 == 0 else ()
        yield Claim(id=_id(2, n), fragments=parts, created=WHEN, modified=WHEN, creator="A. Reader",
                    attribution=(Attribution(NAMES[n % len(NAMES)], entity=_id(0, n % len(NAMES))),),
                    verdict=("supported", "refuted", "")[n % 3], evidence=evidence,
                    note="To be asked again." if n % 6 == 0 else "")  # fmt: skip
    for n in range(highlights):
        start, end = sentences[(2 * n + 1) * len(sentences) // (2 * highlights)]
        yield Highlight(id=_id(3, n), fragments=(Placed(Span(start, text.index(" ", start + 20))),), created=WHEN,
                        modified=WHEN, creator="A. Reader", note=f"Compare what is said in number {n}.")  # fmt: skip


def _id(kind: int, number: int) -> str:
    """A version 7 id as the window makes them: a time, and random digits, which no compression makes small."""
    bits = random.Random(kind << 32 | number).getrandbits(74)
    when = 0x019C_A5A3_0000 + 997 * number
    return "urn:uuid:" + str(UUID(int=when << 80 | 0x7 << 76 | (bits >> 62) << 64 | 0b10 << 62 | bits & (1 << 62) - 1))


if __name__ == "__main__":
    print(make_marked(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
