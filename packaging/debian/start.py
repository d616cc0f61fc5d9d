"""What /usr/bin/postil runs, with the Python of /usr/lib/postil."""

import sys

from reader.cli.main import main

sys.exit(main())
