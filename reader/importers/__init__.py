"""What others' files say about an article, brought into its annotations: one room or module a format, one registry."""
