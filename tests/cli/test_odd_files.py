"""Files that are no plain files, names that are no plain names, and sidecars whose numbers lie."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

unix = pytest.mark.skipif(os.name != "posix", reason="files of this kind are known on Unix only")
linux = pytest.mark.skipif(sys.platform != "linux", reason="these names and files are Linux's")

TEXT = "Ann 😀 wept in Nord."


def listing(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))  # noqa: PTH208  bytes that are no UTF-8 stay as they are


@unix
@pytest.mark.parametrize("verb", ["show", "validate", "tag", "claim", "highlight", "suggest", "export", "status"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "dangling", "ring", "device", "proc", "socket", "tty"])
def test_what_is_no_file_is_refused_at_once(postil, tmp_path, kind, verb):
    place = tmp_path / "x"
    place.mkdir()
    path = place / "x.md"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "dangling":
        path.symlink_to("nothing.md")
    elif kind == "ring":
        path.symlink_to("y.md")
        (place / "y.md").symlink_to("x.md")
    elif kind == "socket":
        import socket

        os.chdir(place)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("x.md")
    else:
        path.symlink_to({"device": "/dev/zero", "proc": "/proc/self/mem", "tty": "/dev/tty"}[kind])
    before = listing(place)
    more = {
        "tag": ("--type", "PER", "--quote", "a"),
        "claim": ("--quote", "a"),
        "highlight": ("--quote", "a"),
        "export": ("--to", "pdf"),
    }.get(verb, ())
    ran = postil(verb, path, *more)
    if verb in ("status", "validate") and kind == "folder":
        assert ran.status == 0  # a folder is asked for what is in it
    else:
        assert ran.status == 1, ran
    assert listing(place) == before


@linux
@pytest.mark.parametrize(
    "path", ["/proc/self/status", "/proc/self/environ", "/proc/kmsg", "/proc/self/pagemap", "/sys/kernel/notes"]
)
def test_files_of_the_system_end_in_one_sentence_or_are_read(postil, path):
    if not Path(path).exists():
        pytest.skip(f"there is no {path} here")
    code = "import sys; from reader.cli.main import main; sys.exit(main(sys.argv[1:]))"
    ran = subprocess.run(
        [sys.executable, "-c", code, "show", path],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.returncode in (0, 1) and "Traceback" not in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1  # what is wrong, or that nothing is annotated


NAMES = {
    "a line break": "a\nb.txt",
    "right-to-left override": "invoice\u202etxt.md",
    "emoji": "👩‍👩‍👧 😀.md",
    "255 bytes": "n" * 251 + ".txt",
    "255 bytes of Cyrillic": "я" * 125 + ".txt!",
    "bytes that are no UTF-8": os.fsdecode(b"\xff\xfe.txt"),
    "a dash": "-x.txt",
    "spaces": "  a  b  .txt",
    "escape": "\x1b[31m.txt",
    "shell": "$(touch x);`id`&.txt",
    "per cent": "100%25.txt",
    "a tilde": "~root",
    "a URL": "file:x.txt",
    "quotes": "'\".txt",
    "a backslash": "a\\b.txt",
    "only dots": "....",
    "hidden": ".x.md",
    "combining": "e\u0301.txt",
    "a suffix like a sidecar's": "a.annotations.json.txt",
    "no suffix": "README",
    "a star": "*?[a].txt",
}


@linux
@pytest.mark.parametrize("what", NAMES)
def test_any_name_is_annotated_found_again_and_refused_in_a_sentence_when_it_is_gone(postil, tmp_path, home, what):
    name = NAMES[what]
    place = tmp_path / "place"
    place.mkdir()
    path = place / name
    path.write_text(TEXT, encoding="utf-8")
    ran = postil("tag", path, "--type", "PER", "--quote", "Ann")
    assert ran.status == 0, ran.err
    (row,) = postil("show", path, "--json").json["annotations"]
    assert row["spans"] == [{"start": 0, "end": 3, "text": "Ann"}] and row["anchor"] == "exact"
    assert postil("show", path).status == 0
    assert postil("validate", path).status == 0
    long = len(os.fsencode(name)) > 200
    names = listing(place)
    assert names == sorted([name] if long else [name, name + ".annotations.json"])
    if long:
        assert "too long" in ran.err and str(home) in ran.err
        (kept,) = home.rglob("annotations.json")
        assert postil("validate", kept).status == 0 or kept.name == "annotations.json"
    assert path.read_text(encoding="utf-8") == TEXT
    path.unlink()
    gone = postil("show", path)
    assert gone.status == 1


# -- sidecars --------------------------------------------------------------------------------------


@pytest.fixture
def sidecar(article: Callable[[str, str], Path]) -> Callable[..., Path]:
    """`sidecar(items, entities)`: an article with a sidecar of these records."""

    def make(items: list[Any], entities: list[Any] | None = None, raw: tuple[str, str] = ("", "")) -> Path:
        path = article("a.txt", TEXT)
        head = {"@context": ["http://www.w3.org/ns/anno.jsonld"], "formatVersion": "1.0", "entities": entities or []}
        text = json.dumps(head | {"first": {"type": "AnnotationPage", "items": items}})
        text = text.replace(f'"{raw[0]}"', raw[1]) if raw[0] else text
        Path(f"{path}.annotations.json").write_text(text, encoding="utf-8")
        return path

    return make


def highlight(key: str, *selectors: dict[str, Any], **more: Any) -> dict[str, Any]:
    target = {"type": "SpecificResource", "source": "a.txt", "selector": list(selectors)}
    return {"id": key, "type": ["Annotation", "Highlight"], "motivation": "highlighting", "target": [target]} | more


QUOTE = {"type": "TextQuoteSelector", "exact": "wept", "prefix": "Ann 😀 ", "suffix": " in"}
OFFSETS = [
    "-1",
    "-99999999999999999999",
    "19",
    "20",
    "21",
    "99",
    "4294967296",
    "9" * 400,
    "1.5",
    "6.0",
    "6e0",
    "1e400",
    "-0",
    "-0.0",
    "null",
    "true",
    '"6"',
    "[]",
    "{}",
    "1E5",
]


@pytest.mark.parametrize("with_quote", [True, False])
@pytest.mark.parametrize("key", ["start", "end"])
@pytest.mark.parametrize("number", OFFSETS)
def test_offsets_that_lie_move_nothing_and_lose_nothing(postil, sidecar, number, key, with_quote):
    place = {"type": "TextPositionSelector", "start": 6, "end": 10} | {key: "NUMBER"}
    path = sidecar([highlight("h1", *([QUOTE] if with_quote else []), place)], raw=("NUMBER", number))
    file = Path(f"{path}.annotations.json")
    before = file.read_bytes()
    shown = postil("show", path, "--json").json["annotations"]
    assert len(shown) == 1
    for span in shown[0]["spans"]:
        assert 0 <= span["start"] < span["end"] <= len(TEXT) and span["text"] == TEXT[span["start"] : span["end"]]
    if with_quote:
        assert [s["text"] for s in shown[0]["spans"]] == ["wept"]
    assert file.read_bytes() == before
    assert postil("validate", path).status in (0, 1)
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0
    after = json.loads(file.read_text(encoding="utf-8"))
    assert len(after["first"]["items"]) == 2
    if not with_quote and shown[0]["kind"] == "other":
        assert f'"{key}": {number}'.encode() in file.read_bytes(), "a record that is not understood stays as written"


def test_an_offset_inside_a_surrogate_pair_is_one_of_code_points(postil, sidecar):
    """Programs that count UTF-16 would say 5 for the middle of the emoji; here 5 is the space behind it."""
    path = sidecar(
        [
            highlight(
                "h",
                {"type": "TextQuoteSelector", "exact": "\ude00 wept"},
                {"type": "TextPositionSelector", "start": 5, "end": 11},
            )
        ]
    )
    (row,) = postil("show", path, "--json").json["annotations"]
    assert row["anchor"] in ("orphan", "fuzzy")


@pytest.mark.parametrize("kind", ["Mention", "Highlight", "Claim", "Relation"])
def test_ids_that_stand_twice_hide_no_record(postil, sidecar, kind):
    first = highlight("same", QUOTE)
    second = highlight("same", QUOTE) | {"type": ["Annotation", kind], "x": "second"}
    path = sidecar(
        [first, second, first], [{"id": "e", "tag": "PER", "name": "A"}, {"id": "e", "tag": "ORG", "name": "B"}]
    )
    rows = postil("show", path, "--json").json["annotations"]
    assert len(rows) == 3 and len({row["id"] for row in rows}) == 3
    assert postil("validate", path).status == 1
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0
    document = json.loads(Path(f"{path}.annotations.json").read_text(encoding="utf-8"))
    assert [r["id"] for r in document["first"]["items"]].count("same") == 3
    assert sum(r.get("x") == "second" for r in document["first"]["items"]) == 1
    assert [e["name"] for e in document["entities"] if e["id"] == "e"] == ["A", "B"]


@unix
@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "secret.txt", "file:///etc/passwd", "..%2Fsecret.txt", "a.txt\0b"]
)
def test_the_name_in_a_sidecar_is_never_followed(postil, sidecar, tmp_path, name):
    outside = tmp_path / "secret.txt"
    outside.write_text("secret words", encoding="utf-8")
    path = sidecar([highlight("h", QUOTE)])
    file = Path(f"{path}.annotations.json")
    document = json.loads(file.read_text(encoding="utf-8"))
    document["article"] = {"name": name, "sha256": "0" * 64, "path": name, "source": name}
    document["first"]["items"][0]["target"][0]["source"] = name
    file.write_text(json.dumps(document), encoding="utf-8")
    shown = postil("show", path, "--json")
    assert shown.json["article"]["path"] == str(path) and "secret" not in shown.out.replace("secret.txt", "")
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0
    assert outside.read_text(encoding="utf-8") == "secret words"
    assert listing(tmp_path) == ["articles", "home", "secret.txt"]
    assert listing(path.parent) == ["a.txt", "a.txt.annotations.json"]


@unix
def test_a_sidecar_that_is_no_file_is_named_and_left(postil, article):
    path = article("a.txt", TEXT)
    file = Path(f"{path}.annotations.json")
    for make in (
        file.mkdir,
        lambda: os.mkfifo(file),
        lambda: file.symlink_to("/dev/zero"),
        lambda: file.symlink_to("/proc/self/mem"),
    ):
        make()
        for verb in (("show",), ("tag", "--type", "PER", "--quote", "Ann"), ("export", "--to", "pdf"), ("validate",)):
            assert postil(verb[0], path, *verb[1:]).status == 1, verb
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        else:
            file.unlink()


@pytest.mark.parametrize(
    "text", ['{"x": NaN}', '{"x": Infinity}', '{"x": -Infinity}', '{"a": {"b": 1, "b": 2}}', '{"\\u0061": 1, "a": 2}']
)
def test_json_that_is_none_is_refused_and_left(postil, article, text):
    path = article("a.txt", TEXT)
    file = Path(f"{path}.annotations.json")
    file.write_text(text, encoding="utf-8")
    for verb in (("show",), ("tag", "--type", "PER", "--quote", "Ann"), ("validate",)):
        assert postil(verb[0], path, *verb[1:]).status == 1
    assert file.read_text(encoding="utf-8") == text


UTF8_STRESS = [
    b"\xc0\xaf",
    b"\xe0\x80\xaf",
    b"\xf0\x80\x80\xaf",
    b"\xed\xa0\x80",
    b"\xed\xa0\x80\xed\xb0\x80",
    b"\xf4\x90\x80\x80",
    b"\xfe\xff\x00a",
    b"\xff\xfe",
    b"\xf8\x88\x80\x80\x80",
    b"Ann \xe2\x82",
    b"\x80Ann",
    b"\xef\xbb\xbf\xef\xbb\xbfAnn",
    b"\xef\xbf\xbe",
    b"\xef\xbf\xbf",
    b"\xf0\x9f\x98",
    b"+AD4-",
    b"\xff\xfe\x00\x00A\x00\x00\x00",
    b"\xff\xfeA",
    b"\xfe\xff\xd8\x00",
    b"\x00" * 100,
    b"\x1b$B",
    b"\x0e\x0f",
    b"a\x00b",
    bytes(range(256)),
]


@pytest.mark.parametrize("number", range(len(UTF8_STRESS)))
def test_bytes_that_are_no_text_end_in_a_sentence_or_are_read(postil, article, number):
    for data in (UTF8_STRESS[number], b"Ann wept. " + UTF8_STRESS[number] + b" in Nord.", UTF8_STRESS[number] * 500):
        for name in ("a.txt", "a.md"):
            path = article(name, data)
            ran = postil("show", path)
            assert ran.status in (0, 1)
            if ran.status == 0:
                assert postil("tag", path, "--type", "PER", "--quote", "Ann").status in (0, 1)
                assert postil("show", path, "--json").status == 0
            assert path.read_bytes() == data
            Path(f"{path}.annotations.json").unlink(missing_ok=True)
