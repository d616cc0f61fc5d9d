"""One article's sidecar while it is open: opened, saved after a rest, told how safe it is."""
