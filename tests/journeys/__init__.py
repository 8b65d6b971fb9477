"""The whole product, from the first page to the paid, aggregated label."""
