"""Which events climb to which handlers: the only list, read by the job that delivers them."""

from collections.abc import Mapping, Sequence

from ouvrage.journal.actions import Handler

HANDLERS: Mapping[str, Sequence[Handler]] = {}
