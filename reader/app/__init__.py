"""Floor 7: the window. Of its modules, `commands`, `keymap`, `desk` and `headless` know no Qt."""
