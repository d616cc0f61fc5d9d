"""One article's window and what stands in it: menus, bars, status line, key sheet, start page; where windows open."""
