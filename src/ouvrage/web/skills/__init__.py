"""Pages of those who define qualifications: organisations for theirs, the operator for the rest.

One set of pages stands under two addresses; `owner.py` says for whom a request acts.
"""
