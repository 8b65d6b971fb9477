"""Pages: the shell they share, and one folder per reader."""
