"""The top floor: settings, addresses and wiring. Nothing imports it but the servers."""
