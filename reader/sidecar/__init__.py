"""Floor 2: annotations as a W3C file beside the article: read, anchored, merged and written durably."""
