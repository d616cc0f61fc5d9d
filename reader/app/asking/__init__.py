"""Ways to ask the user: a list to choose from, fields, the find bar, the editor of notes."""
