"""The child process that runs the typesetter: one request from stdin, one answer on stdout.

Run by its path. The request is JSON: `template` (source), `data` (all words, for the template), `root` (a
folder that holds the pictures and nothing else), `fonts` (folders), `faces` (by language, empty for the article's:
pairs of a family and what it is good for, by preference), `standard` ("none", or one that asks for a structure tree:
"a-3a", "ua-1"). The answer is one line of JSON (`warnings`, `missing`, `error`) followed by the PDF; `missing` are the
characters for which no glyph was found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Answer the request on stdin."""
    request = json.loads(sys.stdin.buffer.read())
    try:
        pdf, warnings, missing = typeset(request)
        answer = {"warnings": warnings, "missing": missing, "error": ""}
    except Exception as error:  # whatever it is, the parent must hear it as a word
        pdf, answer = (
            b"",
            {"warnings": [], "missing": "", "error": str(getattr(error, "message", error)) or type(error).__name__},
        )
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pdf)
    sys.stdout.buffer.flush()


def typeset(request: dict[str, Any]) -> tuple[bytes, list[str], str]:
    """The PDF, what the typesetter wished to say, and the characters without a glyph.

    Pictures that cannot be read are left out and named.
    """
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
    warnings: list[str] = []
    for name in list(data["pictures"]):
        try:
            compiler.compile(f'#set page(width: auto, height: auto)\n#image("{name}")'.encode(), format="pdf")
        except typst.TypstError as error:
            warnings.append(f"A picture was left out: {error.message}")
            data["pictures"].remove(name)
    data["blocks"] = [_without_bad(b, data["pictures"]) for b in data["blocks"]]
    standard = request["standard"]
    pdf, said = compiler.compile_with_warnings(
        request["template"].encode(),
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=[] if standard == "none" else [standard],
        pdf_tags=standard != "none",
    )
    assert isinstance(pdf, bytes)
    return pdf, warnings + [str(w.message) for w in said], chosen.missing


def _without_bad(block: dict[str, Any], good: list[str]) -> dict[str, Any]:
    if "b" in block:
        block["b"] = [_without_bad(b, good) for b in block["b"]]
    if "i" in block:
        block["i"] = [name for name in block["i"] if name in good]
    return block


if __name__ == "__main__":
    main()
