"""What pay that came late earns on top (DEC-3)."""


def interest_micros(reward_micros: int, days: int, permille_a_year: int) -> int:
    """What a reward that came `days` late earns on top, in micro-units, rounded up.

    >>> interest_micros(1_000_000, 365, 100)
    100000
    >>> interest_micros(60_000, 1, 100)
    17
    """
    return -(-reward_micros * max(0, days) * permille_a_year // (365 * 1000))
