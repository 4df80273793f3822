"""Pages about places: the directory, 居場所 and their sessions, what is lacking."""
