"""Pages of people who decide appeals and held refusals, and are party to none of them."""
