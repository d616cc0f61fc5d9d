"""Where the stand-alone folder's executables begin: `postil`, or a part of it that runs as a process of its own."""

import os
import sys

from reader.bundle import PART_SWITCH, PARTS

# The folder's libraries are for this process alone: what it starts (a browser, `lp`, git) has the system's.
if sys.platform not in ("win32", "darwin"):
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)

if sys.argv[1:2] == [PART_SWITCH]:
    from importlib import import_module

    import_module(PARTS[sys.argv[2]]).main()
else:
    from reader.cli.main import main

    sys.exit(main())
