"""What happened: a line per act, append-only, hash-chained; an outbox for what must climb."""
