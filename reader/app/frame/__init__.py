"""Several articles at once: frames, which are the windows of the desktop, and the tabs in them."""
