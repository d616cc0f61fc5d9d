"""What a command works on: the session with the page, what is suggested and what is hidden."""
