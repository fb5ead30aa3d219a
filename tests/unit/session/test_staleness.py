"""Which findings still speak of the masks as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.masks import PROVENANCE, a_mask, segment
from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import Calibration
from workstation.domain.mask import Mask
from workstation.domain.measurement import Measurement
from workstation.messages import Message
from workstation.session.staleness import (
    OUTLINE_CHANGED,
    SCALE_CHANGED,
    missing_masks,
    stale_findings,
    stale_numbers,
    to_measure_again,
)


def mask(version: int, *changed: tuple[int, int]) -> Mask:
    labels = np.zeros((1, 2, 2), np.uint8)
    plain = a_mask(labels, None, [segment(1), segment(2)])
    return replace(plain, id="m", version=version, changed_versions=changed)


def finding(mask_id: str = "m", version: int = 2, number: int | None = 1) -> Finding:
    return Finding(
        id=f"{mask_id}{version}{number}",
        label="Nodule",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid="1.2",
        mask_id=mask_id,
        mask_version=version,
        segment_number=number,
    )


@pytest.mark.parametrize(
    ("mask_id", "version", "missing"),
    [("m", 2, False), ("m", 3, True), ("m", 1, False), ("lost", 0, True), ("", 5, False)],
)
def test_masks_that_are_lost_or_older(mask_id: str, version: int, missing: bool) -> None:
    one = finding(mask_id, version)
    assert missing_masks([one], [mask(2)]) == ((one,) if missing else ())


@pytest.mark.parametrize(
    ("version", "number", "stale"),
    [(3, 1, False), (2, 1, True), (2, 2, False), (1, 2, True), (2, None, True), (3, None, False)],
)
def test_segments_that_changed_since(version: int, number: int | None, stale: bool) -> None:
    """Version 3: segment 1 changed in it, segment 2 in the one before."""
    one = finding(version=version, number=number)
    assert stale_findings([one], [mask(3, (1, 3), (2, 2))]) == ((one,) if stale else ())
    assert stale_findings([finding("lost")], [mask(3)]) == ()


def test_rejected_findings_are_not_measured_again() -> None:
    old = finding(version=1)
    rejected = replace(old, id="r").decided(FindingStatus.REJECTED, by="Reader")
    edited = replace(old, id="e").decided(FindingStatus.EDITED, by="Reader")
    assert to_measure_again([old, rejected, edited], [mask(3)]) == (old, edited)
    assert stale_findings([old, rejected, edited], [mask(3)]) == (old, rejected, edited)


def test_numbers_of_a_former_outline_or_scale_say_which() -> None:
    old = finding(version=1)
    rejected = replace(old, id="r").decided(FindingStatus.REJECTED, by="Reader")
    by_hand = Measurement(
        id="n",
        concept=coding.LONG_AXIS,
        value=9.0,
        unit=coding.UNIT_MM,
        provenance=PROVENANCE,
        caveat=Message(Calibration.MANUAL.value),
    )
    scaled = replace(finding("film", 1), id="s", position_ji=(3.0, 4.0), measurements=(by_hand,))
    found = stale_numbers([old, rejected, scaled], [mask(3)], lambda _finding: None)
    assert [(each.finding.id, each.reason) for each in found] == [
        (old.id, OUTLINE_CHANGED),
        ("s", SCALE_CHANGED),
    ]
    # Of one that is both, the scale: it makes every length wrong.
    both = replace(scaled, mask_id="m")
    (one,) = stale_numbers([both], [mask(3)], lambda _finding: None)
    assert one.reason == SCALE_CHANGED
