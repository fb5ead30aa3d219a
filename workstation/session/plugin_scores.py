"""What the score of a plugin rests on, and whether it still does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.mask import Mask
from workstation.domain.risk import RiskBasis, RiskScore
from workstation.messages import NOTHING, Message
from workstation.plugin_api.facts import FactValue
from workstation.session.risk_case import PlacedCase, outline_of, place_of_score
from workstation.session.score_basis import words_of_change
from workstation.session.staleness import stale_findings

_FINDING, _OUTLINE = "finding/", "/outline"
_COMPARED = ("patient/", _FINDING, "score/")
"""Places whose facts may change; parameters, measurements of images and earlier studies do not."""


def basis_of_plugin_score(
    placed: PlacedCase, used: Iterable[str], finding: Finding | None
) -> RiskBasis:
    """What a score rests on: the facts of these keys, and the outlines behind those of findings."""
    values = placed.values()
    places = [placed.places[key] for key in used if key in placed.places]
    about = {_finding_of(place) for place in places if place.startswith(_FINDING)}
    if finding is not None:
        about.add(finding.id)
    outlines = [
        (f"{_FINDING}{each.id}{_OUTLINE}", outline_of(each))
        for each in placed.findings.values()
        if each.id in about
    ]
    return RiskBasis(
        mask_id=finding.mask_id if finding else "",
        mask_version=finding.mask_version if finding else 0,
        segment_number=finding.segment_number if finding else None,
        used=(
            *outlines,
            *((place, values[place]) for place in places if place.startswith(_COMPARED)),
        ),
    )


def why_plugin_score_stale(
    score: RiskScore,
    findings: Mapping[str, Finding],
    masks: Sequence[Mask],
    now: Mapping[str, FactValue],
) -> Message:
    """Why the score of a plugin no longer holds; nothing while it does.

    Parameters
    ----------
    now : mapping
        What is known now, by place.
    """
    used = score.basis.used if score.basis is not None else ()
    about = [_finding_of(place) for place, _ in used if place.startswith(_FINDING)]
    for finding_id in dict.fromkeys((*([score.finding_id] if score.finding_id else []), *about)):
        finding = findings.get(finding_id)
        if finding is None:
            return Message("its finding is not there any more")
        if finding.status is FindingStatus.REJECTED:
            return Message("its finding was rejected")
        if stale_findings((finding,), masks):
            return Message("the mask of its finding was changed after measuring")
    changed = [(place, value) for place, value in used if not place.endswith(_OUTLINE)]
    for place, value in changed:
        if now.get(place) != value:
            return words_of_change(place.rpartition("/")[2], value, now.get(place))
    outlines = {f"{_FINDING}{each.id}{_OUTLINE}": outline_of(each) for each in findings.values()}
    if any(outlines.get(place) != value for place, value in used if place.endswith(_OUTLINE)):
        return Message("its finding was measured again")
    return NOTHING


def _finding_of(place: str) -> str:
    """Id of the finding that a place is of; ids of files may hold anything."""
    return place.removeprefix(_FINDING).rpartition("/")[0]


def rests_on(score: RiskScore, other: RiskScore) -> bool:
    """Whether the score of a plugin used a number of another score, or what was stated for it."""
    place = f"{place_of_score(other)}/"
    return score.basis is not None and any(each.startswith(place) for each, _ in score.basis.used)
