"""Earlier versions of a sidecar: which are kept, and how one comes back."""
