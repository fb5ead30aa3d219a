"""What plugins gave on the open studies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from workstation.domain.analysis import AnalysisResult, Picture
from workstation.domain.coding import Code
from workstation.domain.finding import Finding
from workstation.domain.mask import Mask
from workstation.domain.measurement import Measurement
from workstation.messages import Message, joined

_Picture = TypeVar("_Picture", bound=Picture)


class Results:
    """Plugin runs by study, and by stack the pictures that came with them.

    Films and phases of one series may have one size: a picture of one lies on no other.

    Parameters
    ----------
    take_mask : callable
        Told the mask of a run that was kept.
    changed : callable
        Told when all may have changed.
    """

    kinds: tuple[type, ...] = (AnalysisResult,)

    def __init__(self, take_mask: Callable[[Mask], None], changed: Callable[[], None]) -> None:
        self._take_mask = take_mask
        self._changed = changed
        self._results: list[tuple[str, AnalysisResult]] = []
        self._restored: set[int] = set()
        self._pictures: dict[str, list[tuple[Message, Picture]]] = {}

    @property
    def all(self) -> tuple[AnalysisResult, ...]:
        """Every run, the last one last."""
        return tuple(result for _, result in self._results)

    def of(self, study_instance_uid: str) -> tuple[AnalysisResult, ...]:
        """Runs on one study, the last one last."""
        return tuple(result for uid, result in self._results if uid == study_instance_uid)

    def add(self, result: AnalysisResult, study_instance_uid: str, stack_id: str) -> None:
        """Take in a run with its pictures."""
        self._results.append((study_instance_uid, result))
        self.add_pictures(result, stack_id)

    def add_pictures(self, result: AnalysisResult, stack_id: str) -> None:
        """Take in the pictures of a run; of each kind every name stands once."""
        plugin = Message.term(result.plugin_name)
        known = self._pictures.setdefault(stack_id, [])
        new = [(joined(": ", (plugin, each.title)), each) for each in result.pictures]
        names = {(name, type(each)) for name, each in new}
        known[:] = [(name, each) for name, each in known if (name, type(each)) not in names] + new

    def has(self, result: AnalysisResult, study_instance_uid: str) -> bool:
        """Whether a former run on the study gave just the same."""
        return any(
            _repeats(result, known, restored=id(known) in self._restored)
            for known in self.of(study_instance_uid)
        )

    def restore(self, study_instance_uid: str, value: AnalysisResult) -> None:
        """See `Part`; its pictures are not kept."""
        made = value.provenance.created
        if any(known.provenance.created == made for known in self.of(study_instance_uid)):
            # It ended while its study was closed, and is here already.
            return
        self._results.append((study_instance_uid, value))
        self._restored.add(id(value))
        if value.mask is not None:
            self._take_mask(value.mask)

    def pictures_of(
        self, kind: type[_Picture], stack_id: str
    ) -> tuple[tuple[Message, _Picture], ...]:
        """Pictures of one kind on one stack with their names, newest last."""
        found = self._pictures.get(stack_id, ())
        return tuple((name, each) for name, each in found if isinstance(each, kind))

    def tell(self) -> None:
        """See `Part`."""
        self._changed()

    def forget(self) -> None:
        """See `Part`."""
        self._results.clear()
        self._restored.clear()
        self._pictures.clear()


def _repeats(result: AnalysisResult, former: AnalysisResult, *, restored: bool) -> bool:
    """Whether a run is one that was made before: the same program on the same pixels.

    A run of an earlier session comes back without its findings, which are kept by themselves.
    """
    return (
        (result.plugin_id, result.plugin_version) == (former.plugin_id, former.plugin_version)
        and result.parameters == former.parameters
        and result.provenance.inputs == former.provenance.inputs
        # One file may hold several phases: its frames tell which one was looked at.
        and result.provenance.parameters == former.provenance.parameters
        and _numbers(result.measurements) == _numbers(former.measurements)
        and _same_labels(result.mask, former.mask)
        and _in_english(result.notes) == _in_english(former.notes)
        and (not restored or not result.scores)
        and (restored or (_found(result), result.scores) == (_found(former), former.scores))
    )


def _in_english(notes: tuple[Message, ...]) -> list[str]:
    # Earlier versions of the program kept sentences without their fields.
    return [str(note) for note in notes]


def _same_labels(mask: Mask | None, former: Mask | None) -> bool:
    if mask is None or former is None:
        return mask is former
    names = [(s.number, str(s.label)) for s in mask.segments]
    return names == [(s.number, str(s.label)) for s in former.segments] and np.array_equal(
        mask.labels, former.labels
    )


def _numbers(measurements: tuple[Measurement, ...]) -> list[tuple[Code, object, Code]]:
    return [(m.concept, m.value, m.unit) for m in measurements]


def _found(result: AnalysisResult) -> list[tuple[object, ...]]:
    return [_facts(finding) for finding in result.findings]


def _facts(finding: Finding) -> tuple[object, ...]:
    return (
        finding.series_instance_uid,
        str(finding.label),
        finding.segment_number,
        finding.position_lps_mm,
        finding.position_ji,
        finding.probability,
        str(finding.statement),
        _numbers(finding.measurements),
    )
