"""What is chosen for a PDF, shown with its first page; the writing is `reader.export`'s."""
