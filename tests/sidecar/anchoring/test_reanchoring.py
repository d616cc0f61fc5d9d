"""A changed article, opened: what its annotations stand on, what is kept in the file, and what comes back later."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.annotations.anchor_acts import accept, reject
from reader.annotations.ids import Stamp
from reader.annotations.model import Anchor, Claim
from reader.folders import Folders
from reader.session import Session, read_article
from reader.sidecar.places.places import beside
from reader.text.quotes import find_quote

BRIDGE = """The county opened the Greyfriars swing bridge for the first time in nine years on Thursday.

Rosalind Okafor of the bridge trust said the "hinge bearings" had been greased with the wrong oil, a mistake that the \
trust's board had warned about twice in writing. Repairs will cost about 140,000 pounds... she said.

Team Alder reported that the new pump cut the filling time by twelve percent at the north dock.

Team Birch reported that the new pump cut the filling time by twelve percent at the south dock.

Rosalind Okafor will speak to the council on Monday. The café owners of Señor Street wait for well-known reasons.
"""


class Article:
    """An article on disk, edited from outside, with what is said about it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "article.txt"
        self.folders = Folders.under(folder / "user")
        self.changed: list[str] = []
        self.write(BRIDGE)

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")
        self.text = text

    def open(self) -> Session:
        return Session(read_article(self.path, self.folders))

    def tag(self, words: str, number: int = 0) -> str:
        session = self.open()
        span = find_quote(self.text, words)[number]
        applied = session.apply(acts.tag(session.annotations, self.text, [span], "PER", Stamp()))
        assert applied is not None
        session.close()
        return next(a.id for a in applied.after if a.id not in applied.before.annotations)

    def highlight(self, words: str) -> None:
        session = self.open()
        assert session.apply(acts.highlight(session.annotations, find_quote(self.text, words)[:1], Stamp()))
        session.close()
        self.changed.append(words)

    def claim(self, *words: str) -> str:
        session = self.open()
        spans = [find_quote(self.text, quote)[0] for quote in words]
        applied = session.apply(acts.claim(session.annotations, spans, Stamp()))
        assert applied is not None
        session.close()
        return next(a.id for a in applied.after if a.id not in applied.before.annotations)

    def stands(self, key: str) -> tuple[list[str], str]:
        """The words it stands on, and how sure that is."""
        annotation = self.open().annotations.annotations[key]
        return [span.of(self.text) for span in annotation.spans], str(annotation.anchor)

    def quotes(self, key: str) -> list[Any]:
        document = json.loads(beside(self.path).read_bytes())
        (record,) = (item for item in document["first"]["items"] if item["id"] == key)
        return [target["selector"][0]["exact"] for target in record["target"]]

    def forget(self) -> None:
        """As on another computer."""
        shutil.rmtree(self.folders.cache, ignore_errors=True)

    def change_something_else(self) -> None:
        self.highlight("nine years" if "nine years" not in self.changed else "council")


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return Article(tmp_path)


@pytest.fixture(params=["with the old text", "from quote and context"])
def known(request: pytest.FixtureRequest, article: Article) -> Callable[[], None]:
    """Call it when the article has changed."""
    return article.forget if request.param == "from quote and context" else lambda: None


def wrapped(text: str) -> str:
    words, lines, line = text.split(" "), [], ""
    for word in words:
        if len(line) + len(word) > 40:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip(" ")
    return "\n".join([*lines, line])


CURLED = BRIDGE.replace(' "h', " “h").replace('gs" ', "gs” ").replace("'", "’").replace("...", "…")
TYPOGRAPHY = {
    "curly": CURLED,
    "wrapped": wrapped(BRIDGE),
    "no-break": BRIDGE.replace(" ", "\u00a0"),
    "two spaces": BRIDGE.replace(" ", "  "),
    "decomposed": unicodedata.normalize("NFD", BRIDGE),
    "hyphenated": BRIDGE.replace("Greyfriars", "Grey-\nfriars").replace("bearings", "bear-\nings"),
    "all of it": unicodedata.normalize("NFD", wrapped(CURLED.replace("Thursday", "Thurs\u00adday"))),
}


@pytest.mark.parametrize("name", TYPOGRAPHY)
def test_the_same_words_written_otherwise_are_the_same(article, known, name):
    wanted = ["Greyfriars swing bridge", "café owners of Señor Street", "well-known", "trust's board"]
    statement = 'the "hinge bearings" had been greased with the wrong oil'
    keys = [article.tag(words) for words in wanted] + [article.claim(statement, "about 140,000 pounds... she said")]
    article.write(TYPOGRAPHY[name])
    known()
    for key, words in zip(keys, [*wanted, statement], strict=True):
        stands, anchor = article.stands(key)
        assert anchor in ("exact", "moved")
        folded = unicodedata.normalize("NFC", " ".join(stands[0].replace("-\n", "").split())).replace("\u00ad", "")
        table = str.maketrans("“”’", '""\'')
        assert folded.translate(table).replace("…", "...") == words
    article.write(BRIDGE)
    assert [article.stands(key)[1] for key in keys] == ["exact"] * 5, "as it was, nothing was rewritten meanwhile"


def test_what_is_written_otherwise_is_rewritten_with_the_next_save(article, known):
    key = article.claim('the "hinge bearings" had been greased')
    article.write(CURLED)
    known()
    article.change_something_else()
    assert article.quotes(key) == ["the “hinge bearings” had been greased"]
    assert article.stands(key)[1] == "exact"


def test_changed_words_are_uncertain_and_keep_their_quote_until_somebody_accepts(article, known):
    words = "the new pump cut the filling time by twelve percent at the south dock"
    key = article.claim(words)
    article.write(BRIDGE.replace(words, "the new pump cuts the filling time by some twelve percent at the south dock"))
    known()
    for _ in range(2):
        assert article.stands(key) == (
            ["the new pump cuts the filling time by some twelve percent at the south dock"],
            "fuzzy",
        )
        assert article.quotes(key) == [words]
        article.change_something_else()  # saves: the file is one of the new text now
    session = article.open()
    session.apply(accept(session.annotations.annotations[key], Stamp()))
    session.close()
    assert article.quotes(key) == ["the new pump cuts the filling time by some twelve percent at the south dock"]
    assert article.stands(key)[1] == "exact"


def test_what_was_rejected_stays_an_orphan(article, known):
    words = "the wrong oil, a mistake"
    key = article.claim(words)
    article.write(BRIDGE.replace(words, "the wrong oil, such a mistake"))
    known()
    session = article.open()
    annotation = session.annotations.annotations[key]
    assert annotation.anchor is Anchor.FUZZY
    session.apply(reject(annotation, article.text, Stamp()))
    session.close()
    assert article.stands(key) == ([], "orphan")
    assert article.quotes(key) == [words]


def test_with_exact_only_changed_words_are_an_orphan(article, known):
    words = "the wrong oil, a mistake"
    key, other = article.claim(words), article.tag("Okafor", 1)
    article.folders.config.mkdir(parents=True, exist_ok=True)
    (article.folders.config / "settings.toml").write_text("exact_only = true\n")
    article.write("Corrected. " + BRIDGE.replace(words, "the wrong oil, such a mistake"))
    known()
    assert article.stands(key) == ([], "orphan")
    assert article.stands(other) == (["Okafor"], "moved")
    article.change_something_else()
    assert article.quotes(key) == [words]
    (article.folders.config / "settings.toml").write_text("exact_only = false\n")
    assert article.stands(key) == (["the wrong oil, such a mistake"], "fuzzy"), "the guess is not lost"


def test_of_twins_the_one_whose_words_are_gone_is_the_orphan(article, known):
    first, second = article.tag("twelve percent", 0), article.tag("twelve percent", 1)
    claim = article.claim("Team Birch reported that the new pump cut the filling time by twelve percent")
    article.write("".join(line for line in BRIDGE.splitlines(keepends=True) if not line.startswith("Team Birch")))
    known()
    assert article.stands(first) == (["twelve percent"], "exact")
    assert article.stands(second) == ([], "orphan")
    assert article.stands(claim) == ([], "orphan")
    article.change_something_else()
    assert article.stands(second) == ([], "orphan")
    assert article.stands(claim) == ([], "orphan")


def test_of_swapped_paragraphs_each_keeps_its_own(article, known):
    keys = [article.tag("twelve percent", n) for n in (0, 1)]
    parts = BRIDGE.split("\n\n")
    parts[2], parts[3] = parts[3], parts[2]
    article.write("\n\n".join(parts))
    known()
    for key, team in zip(keys, ("Alder", "Birch"), strict=True):
        (span,) = article.open().annotations.annotations[key].spans
        assert article.text[article.text.rindex("Team", 0, span.start) :].startswith(f"Team {team}")


def test_an_article_doubled_keeps_its_annotations_in_the_first_copy(article, known):
    keys = [article.tag("Okafor", 0), article.tag("Okafor", 1), article.claim("wrong oil, a mistake", "nine years")]
    article.write(BRIDGE + BRIDGE)
    known()
    assert [article.stands(key)[1] for key in keys] == ["exact"] * 3


def test_each_fragment_is_found_by_itself_and_the_worst_one_counts(article, known):
    one, other = "had been greased with the wrong oil", "Repairs will cost about 140,000 pounds"
    key = article.claim(one, other)
    about = article.tag("Okafor")
    article.write("New. " + BRIDGE.replace("Repairs will cost about 140,000", "The repairs will cost about 150,000"))
    known()
    session = article.open()
    claim = session.annotations.annotations[key]
    assert isinstance(claim, Claim)
    assert [f.anchor for f in claim.fragments] == [Anchor.MOVED, Anchor.FUZZY]
    assert claim.anchor is Anchor.FUZZY
    assert article.stands(about) == (["Okafor"], "moved")


def test_words_that_come_back_are_no_orphan_any_more(article, known):
    key = article.tag("Greyfriars swing bridge")
    article.write(BRIDGE.replace("opened the Greyfriars swing bridge for", "did so for"))
    known()
    assert article.stands(key) == ([], "orphan")
    article.change_something_else()
    assert article.stands(key) == ([], "orphan")
    article.write(BRIDGE)
    assert article.stands(key) == (["Greyfriars swing bridge"], "exact")


def test_a_name_in_a_sentence_written_anew_is_another_mention(article, known):
    key = article.tag("Okafor", 1)
    anew = "Nobody but a certain Okafor could explain why all the boats lay idle."
    article.write(BRIDGE.replace("Rosalind Okafor will speak to the council on Monday.", anew))
    known()
    assert article.stands(key) == ([], "orphan")


def test_a_wrong_text_in_the_cache_counts_for_nothing(article):
    key = article.tag("Okafor", 1)
    (kept,) = (article.folders.cache / "texts").glob("*.z")
    kept.write_bytes(b"rubbish")
    article.write("New. " + BRIDGE)
    assert article.stands(key) == (["Okafor"], "moved")


def test_bare_numbers_go_with_the_old_text_and_without_it_nowhere(article):
    key = article.tag("Okafor", 1)
    path = beside(article.path)
    document = json.loads(path.read_bytes())
    (record,) = document["first"]["items"]
    record["target"][0]["selector"] = record["target"][0]["selector"][1:]
    path.write_text(json.dumps(document))
    article.write("New. " + BRIDGE)
    assert article.stands(key) == (["Okafor"], "moved")
    article.forget()
    assert article.stands(key)[0] == []


UNCHANGED = """
    import sys
    from pathlib import Path
    from reader.folders import Folders
    from reader.session import Session, read_article
    session = Session(read_article(Path(sys.argv[1]), Folders.under(Path(sys.argv[2]))))
    assert len(session.annotations) == 1
    print(*[name for name in sys.modules if name.startswith(("rapidfuzz", "reader.sidecar"))])
"""


@pytest.mark.parametrize("is_changed", [False, True])
def test_an_unchanged_article_loads_none_of_this(article, is_changed):
    article.tag("Okafor", 1)
    if is_changed:
        article.write("New. " + BRIDGE)
    script = "\n".join(line.strip() for line in UNCHANGED.splitlines())
    command = [sys.executable, "-c", script, str(article.path), str(article.folders.config.parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    late = {
        "reader.sidecar.anchoring.reanchoring",
        "reader.sidecar.anchoring.text_map",
        "reader.sidecar.anchoring.text_cache",
        "reader.sidecar.anchoring.folded",
    }
    assert bool(late & set(done.stdout.split())) is is_changed
    assert is_changed or "rapidfuzz" not in done.stdout


@pytest.mark.parametrize("length", [-1, 0, 10**12, 2**70])
def test_a_length_and_positions_that_are_nonsense_take_no_memory(article, length):
    key = article.tag("Okafor", 1)
    path = beside(article.path)
    document = json.loads(path.read_bytes())
    document["article"]["length"] = length
    document["article"]["textSha256"] = "0" * 64
    (record,) = document["first"]["items"]
    for number, position in enumerate([(10**12, 10**12 + 6), (2**70, 2**70 + 6), (0, 6)]):
        other = json.loads(json.dumps(record)) | {"id": f"urn:uuid:{number}"}
        other["target"][0]["selector"][1] |= {"start": position[0], "end": position[1]}
        document["first"]["items"].append(other)
    path.write_text(json.dumps(document))
    article.write("New. " + BRIDGE)
    assert article.stands(key) == (["Okafor"], "moved")
