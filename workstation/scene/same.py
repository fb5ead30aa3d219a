"""Which object something was made of, as part of a key."""

from __future__ import annotations


class Same:
    """Equal to another when both are of the very same object.

    An `id` would not do: once an object is gone, another one may get it, and what was made of
    the first would be shown for the second.

    Parameters
    ----------
    thing : object
        Kept alive with the key.
    """

    __slots__ = ("thing",)

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)
