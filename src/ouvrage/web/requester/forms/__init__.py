"""Forms of the requester's pages, one file per subject."""
