"""The studies that are open, and where each stack and series belongs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import NoReturn

from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.study import ScanReport, Series, Stack, Study


@dataclass(frozen=True, slots=True, eq=False)
class StackPlace:
    """A stack with the series and study that it belongs to."""

    study: Study
    series: Series
    stack: Stack


class OpenStudies:
    """What was scanned, by stack and by series."""

    kinds: tuple[type, ...] = ()

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._reports: list[ScanReport] = []
        self._places: dict[str, StackPlace] = {}
        self._study_of_series: dict[str, str] = {}
        self._studies: tuple[Study, ...] | None = None
        """Made when they are asked for."""

    @property
    def reports(self) -> tuple[ScanReport, ...]:
        """What was scanned, in the order of opening."""
        return tuple(self._reports)

    @property
    def studies(self) -> tuple[Study, ...]:
        """Every open study, each once and whole."""
        if self._studies is None:
            first: dict[str, Study] = {}
            for report in self._reports:
                for study in report.studies:
                    first.setdefault(study.study_instance_uid, study)
            self._studies = tuple(map(self.whole, first.values()))
        return self._studies

    def whole(self, study: Study) -> Study:
        """A study with the series, stacks and objects of every scan that found some of it."""
        found: dict[str, Series] = {}
        objects: dict[str, tuple[str, str]] = {}
        for report in self._reports:
            for each in report.studies:
                if each.study_instance_uid != study.study_instance_uid:
                    continue
                objects |= {path: (name, path) for name, path in each.other_objects}
                for series in each.series:
                    uid = series.series_instance_uid
                    found[uid] = _with_stacks_of(found.get(uid), series)
        return replace(
            study,
            series=tuple(found.values()) or study.series,
            other_objects=tuple(objects.values()) or study.other_objects,
        )

    @property
    def places(self) -> tuple[StackPlace, ...]:
        """Every stack with its series and study, in the order of reading."""
        return tuple(self._places.values())

    def add(self, report: ScanReport) -> None:
        """Open the studies of a scan."""
        self._reports.append(report)
        self._studies = None
        for study, series in report.all_series():
            self._study_of_series[series.series_instance_uid] = study.study_instance_uid
            for stack in series.stacks:
                self._places[stack.id] = StackPlace(study, series, stack)

    def place(self, stack_id: str) -> StackPlace | None:
        """The stack of this id, or None."""
        return self._places.get(stack_id)

    def stack_of_series(
        self,
        series_instance_uid: str,
        images: Collection[str],
        active: StackPlace | None,
        pictures: Collection[ImagePlace] = (),
    ) -> StackPlace | None:
        """The stack of a series with one of these images; else the active one, else the first.

        `pictures` are frames of them, which tell stacks of one file apart.
        """
        found = [
            p for p in self._places.values() if p.series.series_instance_uid == series_instance_uid
        ]
        showing = [p for p in found if not set(p.stack.images).isdisjoint(images)] or found
        if len(showing) > 1 and pictures:
            wanted = {(each.sop_instance_uid, each.frame - 1) for each in pictures}
            showing = [p for p in showing if not wanted.isdisjoint(p.stack.pictures)] or showing
        if active is not None and active.stack.id in {place.stack.id for place in showing}:
            return active
        return showing[0] if showing else None

    def know_series(self, series_instance_uid: str, study_instance_uid: str) -> None:
        """Remember the study of a series whose files are not open, e.g. one of a result."""
        self._study_of_series.setdefault(series_instance_uid, study_instance_uid)

    def study_of_series(self, series_instance_uid: str) -> str:
        """Study Instance UID of a series, or ""."""
        return self._study_of_series.get(series_instance_uid, "")

    def restore(self, _study_instance_uid: str, value: object) -> NoReturn:
        """Nothing of it is kept."""
        raise TypeError(type(value).__name__)

    def tell(self) -> None:
        """See `Part`."""
        self._changed()

    def forget(self) -> None:
        """Close them all."""
        self._reports.clear()
        self._studies = None
        self._places.clear()
        self._study_of_series.clear()


def _with_stacks_of(earlier: Series | None, series: Series) -> Series:
    """A series with the stacks of an earlier scan that this one did not find again."""
    if earlier is None:
        return series
    stacks = {stack.id: stack for stack in (*earlier.stacks, *series.stacks)}
    return replace(series, stacks=tuple(stacks.values()))
