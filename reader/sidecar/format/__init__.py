"""The file itself: JSON that survives, W3C records to the model and back, checks, migration."""
