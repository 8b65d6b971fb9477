"""What happened: one line per act, append-only, hash-chained, with an outbox for what must climb."""
