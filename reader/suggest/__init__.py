"""Floor 4: what could be tagged, found without anybody's help from outside. Each suggestion names its layer."""
