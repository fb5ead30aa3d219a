"""Cooperative cancelling and progress."""

from __future__ import annotations

import threading
from typing import Protocol

from workstation.errors import CancelledError
from workstation.messages import Message


class CancelToken:
    """Asked by long work between steps; set from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Stop here when asked to.

        Raises
        ------
        CancelledError
            `cancel` was called.
        """
        if self.is_cancelled:
            raise CancelledError


class LinkedToken(CancelToken):
    """A token of one piece of work, which says stop when another one does, too.

    Parameters
    ----------
    outer : CancelToken
        Of whoever handed the work in; cancelling the work alone leaves it as it is.
    """

    def __init__(self, outer: CancelToken) -> None:
        super().__init__()
        self._outer = outer

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop, by either."""
        return self._outer.is_cancelled or super().is_cancelled


class ProgressFn(Protocol):
    """Called by long work: fraction done in 0..1 and the stage in a few words."""

    def __call__(self, fraction: float, stage: Message) -> None:
        """Tell how far the work is."""


def no_progress(fraction: float, stage: Message) -> None:
    """Progress that nobody watches."""
