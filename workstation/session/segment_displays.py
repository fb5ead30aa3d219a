"""How segments are shown, for as long as their study is open."""

from __future__ import annotations

from typing import NoReturn

from workstation.session.annotations import SegmentDisplay


class SegmentDisplays:
    """Visibility, color and opacity by mask and segment; not kept between sessions."""

    kinds: tuple[type, ...] = ()

    def __init__(self) -> None:
        self._shown: dict[tuple[str, int], SegmentDisplay] = {}

    def get(self, mask_id: str, number: int) -> SegmentDisplay | None:
        """How a segment is shown; None where nobody has said so."""
        return self._shown.get((mask_id, number))

    def set(self, mask_id: str, number: int, display: SegmentDisplay) -> None:
        """Show a segment another way."""
        self._shown[mask_id, number] = display

    def restore(self, _study_instance_uid: str, value: object) -> NoReturn:
        """Nothing of it is kept."""
        raise TypeError(type(value).__name__)

    def forget(self) -> None:
        """See `Part`."""
        self._shown.clear()

    def tell(self) -> None:
        """Listeners are told with the masks."""
