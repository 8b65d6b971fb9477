"""What work costs and earns: the floor, quotes, paid reading, settlement, contributions."""
