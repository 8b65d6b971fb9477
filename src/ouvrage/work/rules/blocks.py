"""Kinds of blocks: who handed the worker no more tasks."""

from enum import StrEnum


class BlockKind(StrEnum):
    """A requester's block; the operator's pause of new tasks; the end of an account."""

    REQUESTER = "requester"
    PAUSE = "pause"
    END = "end"
