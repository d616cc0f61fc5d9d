"""Makes an article and its sidecar of any size, the same ones for the same arguments.

python pair.py FOLDER SIZE ANNOTATIONS [md | txt | paragraph]     prints the path of the article
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Attribution, Claim, Entity, Highlight, Mention, Placed
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.places.places import beside
from reader.text.article import Article
from reader.text.open import open_article
from reader.text.spans import Span

WORDS = ("the", "of", "harbour", "Tarrow", "said", "ferry", "Marrowby", "inspector", "crack", "found", "was", "April")
TYPES = ("PER", "ORG", "GPE", "DATE")
NAMES_A_TYPE = 100
WHEN = "2026-03-02T09:00:00Z"


def make_pair(folder: Path, size: int, annotations: int, kind: str = "txt") -> Path:
    """An article of `size` characters with so many annotations spread evenly over it.

    `kind` is "txt", "md", or "paragraph" for a text that is one paragraph. Of a hundred annotations two are claims
    and one is a highlight, the others are mentions.
    """
    path = folder / f"article-{size}-{annotations}-{kind}.{'md' if kind == 'md' else 'txt'}"
    words = _words(size, kind)
    path.write_text(words, encoding="utf-8")
    if annotations and kind != "md":
        path.write_text(_with_names(words, annotations), encoding="utf-8")
    if annotations:
        article, names = open_article(path), min(NAMES_A_TYPE, max(annotations // 20, 1))
        made = AnnotationSet.of(_annotations(article.text, annotations, names), _entities(names))
        data = DocumentWriter(article).write(new_document(article, default_tagset()), made)
        _sidecar(article).write_bytes(data)
    return path


def _sidecar(article: Article) -> Path:
    return beside(article.path)


def _words(size: int, kind: str) -> str:
    chance = random.Random(7)
    parts: list[str] = []
    length = 0
    while length < size:
        words = [chance.choice(WORDS) for _ in range(90)]
        if kind == "md":
            words[20], words[50] = f"*{words[20]}*", f"[{words[50]}](https://example.org/{len(parts)})"
            if len(parts) % 20 == 0:
                parts.append(f"## The {words[0]} of {words[3]}")
        parts.append(" ".join(words) + ".")
        length += len(parts[-1]) + 1
    return {"md": "\n\n", "txt": "\n", "paragraph": " "}[kind].join(parts)


def _with_names(words: str, count: int) -> str:
    """A name in the place of each word that will be a mention, as long as the word: no other place suggests itself."""
    parts, at = [], 0
    for n, (start, end) in enumerate(_places(words, count)):
        name = "".join(chr(97 + (n % 997 // 26**k) % 26) for k in range(end - start)).title()
        parts += [words[at:start], name]
        at = end
    return "".join((*parts, words[at:]))


def _places(text: str, count: int) -> list[tuple[int, int]]:
    found, step = [], len(text) // count
    for n in range(count):
        start = text.find(" ", n * step) + 1
        end = text.find(" ", start)
        found.append((start, end if end > 0 else len(text)))
    return found


def _entities(names: int) -> list[Entity]:
    return [Entity(_id(0, t * NAMES_A_TYPE + n), type_id, f"{type_id.title()} {n}")
            for t, type_id in enumerate(TYPES) for n in range(names)]  # fmt: skip


def _annotations(text: str, count: int, names: int) -> list[Annotation]:
    found: list[Annotation] = []
    for n, (start, end) in enumerate(_places(text, count)):
        key, place = _id(1, n), Placed(Span(start, end))
        if n % 100 == 99:
            found.append(Highlight(id=key, fragments=(place,), created=WHEN, modified=WHEN))
        elif n % 50 == 24:
            end = min(start + 60, len(text))
            speaker = Attribution(f"Per {n % names}", entity=_id(0, n % names))
            found.append(
                Claim(id=key, fragments=(Placed(Span(start, end)),), created=WHEN, modified=WHEN,
                      attribution=(speaker,), verdict="supported")
            )  # fmt: skip
        else:
            t, name = n % len(TYPES), n // len(TYPES) % names
            found.append(
                Mention(id=key, fragments=(place,), created=WHEN, modified=WHEN, type=TYPES[t],
                        entity=_id(0, t * NAMES_A_TYPE + name))
            )  # fmt: skip
    return found


def _id(kind: int, number: int) -> str:
    return f"urn:uuid:0195a000-000{kind}-7000-8000-{number:012x}"


if __name__ == "__main__":
    print(make_pair(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:5]))
