"""The window's frame and what stands in it: menus, bars, status line, key sheet, and where it opens."""
