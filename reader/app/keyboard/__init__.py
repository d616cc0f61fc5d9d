"""From a key press to a command: names of keys, the keymap, the user's own, and what a key would do now."""
