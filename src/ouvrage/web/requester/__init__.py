"""Pages of requester organisations."""
