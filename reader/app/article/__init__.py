"""An article's way into the window and back: read, read again, kept, remembered, listed as recent."""
