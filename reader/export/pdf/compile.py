"""The child process that runs the typesetter: one request from stdin, one answer on stdout.

Run by its path. The request is JSON: `template` (source), `data` (all words, for the template), `root` (a
folder that holds the pictures and nothing else), `fonts` (folders), `faces` (by language, empty for the article's:
pairs of a family and what it is good for, by preference), `standard` ("none", or one that asks for a structure tree:
"a-3a", "ua-1"). The answer is one line of JSON (`error`, or what `Said` has) followed by the PDF.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple


def main() -> None:
    """Answer the request on stdin."""
    request = json.loads(sys.stdin.buffer.read())
    try:
        pdf, said = typeset(request)
        answer = said._asdict() | {"error": ""}
    except Exception as error:  # whatever it is, the parent must hear it as a word
        pdf, answer = (
            b"",
            {"error": str(getattr(error, "message", error)) or type(error).__name__},
        )
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pdf)
    sys.stdout.buffer.flush()


class Said(NamedTuple):
    """What there is to tell besides the PDF; `bad` are the names of pictures that cannot be read and are left out."""

    warnings: list[str]
    missing: str
    bad: list[str]


def typeset(request: dict[str, Any]) -> tuple[bytes, Said]:
    """The PDF, and what there is to say about it."""
    import typst

    from reader.export.pdf.fonts import choose

    root = Path(request["root"])
    data = request["data"]
    chosen = choose(request["faces"], request["fonts"], data, root)
    data["fonts"], fonts = chosen.families, chosen.fonts
    compiler = typst.Compiler(
        root=root,
        font_paths=fonts,
        package_path=root / "packages",  # neither exists, and the template asks for no package
        package_cache_path=root / "packages",
    )
    bad = []
    for name in data["pictures"]:
        try:
            compiler.compile(f'#set page(width: auto, height: auto)\n#image("{name}")'.encode(), format="pdf")
        except typst.TypstError:
            bad.append(name)
    if bad:
        data["blocks"] = _without(data["blocks"], bad)
    standard = request["standard"]
    pdf, said = compiler.compile_with_warnings(
        request["template"].encode(),
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=[] if standard == "none" else [standard],
        pdf_tags=standard != "none",
    )
    assert isinstance(pdf, bytes)
    return pdf, Said([str(w.message) for w in said], chosen.missing, bad)


def _without(data: Any, bad: list[str]) -> Any:
    """`data` without the names of these pictures."""
    if isinstance(data, dict):
        return {key: _without(value, bad) for key, value in data.items()}
    if isinstance(data, list):
        return [_without(value, bad) for value in data]
    return "" if data in bad else data


if __name__ == "__main__":
    main()
