"""What /usr/bin/postil runs, with the Python of /usr/lib/postil."""

import sys

from reader.cli.main import main

sys.argv[0] = "/usr/bin/postil"  # the desktop is told this, and X11 the last part of it
sys.exit(main())
