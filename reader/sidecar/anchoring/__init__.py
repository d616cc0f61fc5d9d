"""Where the words of annotations stand in a text that may have changed."""
