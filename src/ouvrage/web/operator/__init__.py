"""Pages of who runs the instance."""
