"""Journeys through pages and the API begin as the doors' own tests do."""

from tests.doors.api.conftest import program
from tests.doors.conftest import _no_traces_of_other_tests, _plain_static_files

__all__ = ["_no_traces_of_other_tests", "_plain_static_files", "program"]
