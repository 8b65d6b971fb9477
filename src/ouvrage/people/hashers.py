"""Passwords at the OWASP floor for argon2id.

Django's default asks for 100 MiB and eight lanes a log-in, which a small server cannot serve to
several people at once. OWASP's password storage cheat sheet gives m=19 MiB, t=2, p=1 as the least.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """argon2id with 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
