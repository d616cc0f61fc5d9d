"""The process: the application, what it is handed and what was left open, its end, and faults that nobody foresaw."""
