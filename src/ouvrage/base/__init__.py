"""Floor 0: the plain values every room speaks in. Standard library only."""
