"""How languages that Django does not know write numbers and dates."""
