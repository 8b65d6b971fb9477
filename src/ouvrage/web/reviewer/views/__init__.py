"""Views of the door, one file per kind of decision."""
