"""What no longer speaks of the masks as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import Calibration
from workstation.domain.mask import Mask
from workstation.session.calibrations import ManualCalibration


def missing_masks(findings: Iterable[Finding], masks: Iterable[Mask]) -> tuple[Finding, ...]:
    """Findings whose mask is not there as they measured it: lost, or only in an older version."""
    present = {mask.id: mask.version for mask in masks}
    return tuple(f for f in findings if f.mask_id and present.get(f.mask_id, -1) < f.mask_version)


def stale_findings(findings: Sequence[Finding], masks: Sequence[Mask]) -> tuple[Finding, ...]:
    """Findings whose segment was changed after the version of the mask that they name."""
    present = {mask.id: mask for mask in masks}
    return tuple(
        f
        for f in findings
        if f.mask_id in present
        and not present[f.mask_id].is_current(f.mask_version, f.segment_number)
    )


def to_measure_again(findings: Sequence[Finding], masks: Sequence[Mask]) -> tuple[Finding, ...]:
    """Stale findings whose numbers are still wanted: what was rejected stays as it was."""
    stale = stale_findings(findings, masks)
    return tuple(f for f in stale if f.status is not FindingStatus.REJECTED)


def of_another_scale(
    findings: Sequence[Finding], calibration_of: Callable[[Finding], ManualCalibration | None]
) -> tuple[Finding, ...]:
    """Findings, not rejected, with sizes by a pixel size that was set by hand and is no more.

    Sizes by what the file states say so, and stay true.
    """
    found = []
    for finding in findings:
        # In a volume there is no such pixel size; of a thousand findings none is looked at closer.
        if finding.position_lps_mm is not None or finding.status is FindingStatus.REJECTED:
            continue
        by_hand = [m for m in finding.measurements if Calibration.MANUAL.value in str(m.caveat)]
        if not by_hand:
            continue
        calibration = calibration_of(finding)
        if calibration is None or any(m.provenance.created < calibration.created for m in by_hand):
            found.append(finding)
    return tuple(found)
