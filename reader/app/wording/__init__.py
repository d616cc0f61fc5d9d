"""Words for the user: what an annotation, a place or a quotation is called, in the user's language."""
