#!/bin/sh
exec /usr/lib/postil/bin/python3 -I /usr/lib/postil/start.py "$@"
