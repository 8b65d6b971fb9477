"""Money: accounts, entries and transfers, written only by `recipes`."""
