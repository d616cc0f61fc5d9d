"""Floor 3: what many sidecars know together."""
