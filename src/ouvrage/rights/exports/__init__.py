"""Everything the instance keeps about one person, as files for that person (GDPR art. 15 and 20).

`registers` reads what every room declares in its `personal.py`, `rows` reads the rows, `archive`
writes them to a ZIP, `summary` says in words what is inside. Rooms above this one are reached by
their declarations too: the import law stays as it is, and no room can be forgotten.
"""
