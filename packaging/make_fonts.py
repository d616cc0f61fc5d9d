"""Renews the reading face in `resources/fonts/source-serif-4/`; building or running Postil does not need it.

The four files are Adobe's own static TTFs of Source Serif 4, optical size SmText, byte for byte: their licence reserves
the name "Source", so a cut made by us (from the variable font, or a subset) could not keep it. They come in the npm
package `source-serif`, which `npm pack` fetches; nothing here makes or changes a font.

    python packaging/make_fonts.py
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "source-serif@4.5.1"
TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "source-serif-4"
# SHA-256 of each file, so that a changed package is noticed instead of shipped.
FILES = {
    "TTF/SourceSerif4SmText-Regular.ttf": "54379656e8fa22bfbb7a783f8fe4269c9ae4eb966c1c3fcb17ee3b50cba95813",
    "TTF/SourceSerif4SmText-It.ttf": "74963111a9dc458611e6eaa62a6bff8811855f67e015f91b728fb52567020c5e",
    "TTF/SourceSerif4SmText-Bold.ttf": "072c77a0dbffbcb7e99dda31de16e096bd99d1345fd6037d3e153ea315547c25",
    "TTF/SourceSerif4SmText-BoldIt.ttf": "0a0828eb760127b4ff1e6d01852465fdce05ceff99a1a5f5b01f4f1ef1633f0d",
    "LICENSE.md": "c21d7293d87b6d7ab1d0229a2f55b77f33a7613a6a4e66f6693d68d7d8d09464",
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            for name, expected in FILES.items():
                member = tar.extractfile(f"package/{name}")
                data = member.read() if member else b""
                if hashlib.sha256(data).hexdigest() != expected:
                    print(f"{name} in {PACKAGE} is not the file that was checked; nothing more was written")
                    return 1
                place = TARGET / Path(name).name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
                print(f"{place.name}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    if shutil.which("npm") is None:
        sys.exit("npm is needed to fetch the package that holds the fonts")
    sys.exit(main())
