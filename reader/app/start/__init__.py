"""The process: the application, its first import, its end, and faults that nobody foresaw."""
