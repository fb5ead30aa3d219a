"""A cancel token that runs out, for work that only stops when it asks."""

from __future__ import annotations

import time

from workstation.errors import CancelledError
from workstation.processes.cancel import CancelToken, LinkedToken
from workstation.processes.limits import OverTimeError


class TimedToken(LinkedToken):
    """Says stop when another token does, or when its time is over.

    Parameters
    ----------
    token : CancelToken
        Of whoever waits for the work.
    seconds : float
        From now on, by the clock.
    """

    def __init__(self, token: CancelToken, seconds: float) -> None:
        super().__init__(token)
        self._end = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the time has passed."""
        return time.monotonic() > self._end

    @property
    def is_cancelled(self) -> bool:
        """Whether the work has to stop, for either reason."""
        return super().is_cancelled or self.is_over

    def raise_if_cancelled(self) -> None:
        """Stop here when asked to.

        Raises
        ------
        CancelledError
            `cancel` was called.
        OverTimeError
            The time has passed.
        """
        if super().is_cancelled:
            raise CancelledError
        if self.is_over:
            raise OverTimeError
