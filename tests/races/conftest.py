"""What every race needs."""

import pytest

from tests.races.processes import Hands


@pytest.fixture
def hands(own_environment: dict[str, str]) -> Hands:
    """Processes on a database of their own."""
    return Hands(own_environment)
