"""What the workspace is made of: parts that hold values of some kinds of the open studies."""

from __future__ import annotations

from typing import Any, Protocol


class Part(Protocol):
    """Takes in what was kept, and forgets it when the studies are closed.

    The workspace loops over its parts, so that a new one is made in one place.
    """

    @property
    def kinds(self) -> tuple[type, ...]:
        """The types of values that it takes in; none where nothing of it is kept."""

    def restore(self, study_instance_uid: str, value: Any, /) -> None:  # noqa: ANN401 - one of `kinds`
        """Take in a value that was kept; nothing is recorded anew and nobody is told."""

    def forget(self) -> None:
        """Drop everything; what is kept stays kept. Nobody is told."""

    def tell(self) -> None:
        """Tell listeners that everything may have changed."""
