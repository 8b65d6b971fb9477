"""Tables of the room: the terms a batch was published under, paid readings and credits of time."""

from ouvrage.pay.models.terms import Credit, PublishedTerms, Reading, ReadingState

__all__ = ["Credit", "PublishedTerms", "Reading", "ReadingState"]
