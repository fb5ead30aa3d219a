"""What is known of a patient, as risk plugins are handed it, and where each fact has its place.

Keys such as "f1.long_axis" hold for one run; places such as "finding/ID/long_axis" are kept with
the scores that rest on them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.measurement import Measurement, MeasurementOrigin
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.messages import Message
from workstation.plugin_api.acceptance import age_in_years
from workstation.plugin_api.facts import (
    Fact,
    FactValue,
    KnownFinding,
    KnownScore,
    PriorStudy,
    RiskCase,
)
from workstation.session.score_basis import stated_facts

_UNITS = {"age": "a"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnownPrior:
    """What is kept of an earlier study of the patient; see `PriorStudy`."""

    days_before: float | None
    findings: tuple[Finding, ...] = ()
    scores: tuple[RiskScore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PatientState:
    """What is known of a patient at one moment.

    Parameters
    ----------
    study_date : str
        Of the study (DA), for the age where the images state a birth date only.
    measurements : tuple of Measurement
        About whole images of the study.
    stale : frozenset of (str, str)
        `RiskScore.key` of those that are out of date.
    chosen : str
        Id of the finding that the reader chose; empty for none.
    """

    patient: Patient
    study_date: str = ""
    findings: tuple[Finding, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    scores: tuple[RiskScore, ...] = ()
    stale: frozenset[tuple[str, str]] = frozenset()
    chosen: str = ""
    priors: tuple[KnownPrior, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlacedCase:
    """A case, the finding behind each of its keys, and the place of each fact by its key."""

    case: RiskCase
    findings: Mapping[str, Finding]
    places: Mapping[str, str]

    def values(self) -> dict[str, FactValue]:
        """What is known now of the open study, by place."""
        facts = {fact.key: fact.value for fact in self.case.facts}
        return {place: facts[key] for key, place in self.places.items()}


def with_age(patient: Patient, study_date: str) -> Patient:
    """The patient with the age that birth and study date give, where the images state none."""
    years = age_in_years("", patient.birth_date, study_date)
    return patient if patient.age or years is None else replace(patient, age=f"{int(years):03d}Y")


def outline_of(finding: Finding) -> str:
    """Which outline a finding was measured on."""
    return f"{finding.mask_id}/{finding.mask_version}/{finding.segment_number or 0}"


def case_of(
    state: PatientState,
    *,
    modality: str = "",
    body_part: str = "",
    described_parts: tuple[str, ...] = (),
) -> PlacedCase:
    """The case of a patient; rejected findings and what is about them are left out.

    Modality and parts of the body are those of the series that is looked at.
    """
    patient = with_age(state.patient, state.study_date)
    made = _Made()
    about_patient = tuple(
        made.fact("patient", "patient", name, value, unit=_UNITS.get(name, ""))
        for name, value in stated_facts(None, patient).items()
    )
    findings, scores = made.study(state.findings, state.scores, "", state.stale)
    numbers = tuple(
        made.measured("m", f"measurement/{each.id}", each) for each in state.measurements
    )
    keys = {finding.id: key for key, finding in made.findings.items()}
    placed = dict(made.places)
    priors = tuple(
        PriorStudy(key=f"p{n}", days_before=prior.days_before, findings=earlier, scores=before)
        for n, prior in enumerate(state.priors, 1)
        for earlier, before in (made.study(prior.findings, prior.scores, f"p{n}.", frozenset()),)
    )
    case = RiskCase(
        modality=modality,
        body_part=body_part,
        chosen=keys.get(state.chosen, ""),
        patient=about_patient,
        findings=findings,
        measurements=numbers,
        scores=scores,
        priors=priors,
        described_parts=described_parts,
    )
    here = {key: made.findings[key] for key in (each.key for each in findings)}
    return PlacedCase(case=case, findings=here, places=placed)


@dataclass(slots=True)
class _Made:
    """Facts as they are made: each has a key of its own."""

    findings: dict[str, Finding] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def fact(
        self,
        owner: str,
        place: str,
        name: str,
        value: FactValue,
        *,
        unit: str = "",
        origin: MeasurementOrigin = MeasurementOrigin.MEASURED,
    ) -> Fact:
        key = self._key(f"{owner}.{name}")
        self.places[key] = f"{place}/{key.removeprefix(f'{owner}.')}"
        return Fact(key=key, name=name, value=value, unit=unit, origin=origin)

    def measured(self, owner: str, place: str, number: Measurement) -> Fact:
        name = name_of(number)
        made = self.fact(
            owner, place, name, number.value, unit=number.unit.value, origin=number.origin
        )
        return replace(
            made, concept=number.concept, derivation=number.derivation, caveat=number.caveat
        )

    def study(
        self,
        findings: Sequence[Finding],
        scores: Sequence[RiskScore],
        prefix: str,
        stale: frozenset[tuple[str, str]],
    ) -> tuple[tuple[KnownFinding, ...], tuple[KnownScore, ...]]:
        kept = [each for each in findings if each.status is not FindingStatus.REJECTED]
        keys = {finding.id: f"{prefix}f{n}" for n, finding in enumerate(kept, 1)}
        known = tuple(self._finding(keys[finding.id], finding) for finding in kept)
        about = [each for each in scores if not each.finding_id or each.finding_id in keys]
        return known, tuple(
            self._score(f"{prefix}s{n}", keys.get(score.finding_id, ""), score, stale)
            for n, score in enumerate(about, 1)
        )

    def _finding(self, key: str, finding: Finding) -> KnownFinding:
        self.findings[key] = finding
        place = f"finding/{finding.id}"
        return KnownFinding(
            key=key,
            code=finding.code,
            status=finding.status,
            site=finding.site,
            laterality=finding.laterality,
            segment=finding.segment_number,
            probability=finding.probability,
            by_plugin=finding.source_kind == "plugin",
            facts=(
                self.fact(key, place, "status", finding.status.value),
                *(self.measured(key, place, each) for each in finding.measurements),
            ),
            caveats=finding.caveats,
        )

    def _score(
        self, key: str, finding: str, score: RiskScore, stale: frozenset[tuple[str, str]]
    ) -> KnownScore:
        place = place_of_score(score)
        numbers = ((n, v) for n, v in score.outputs if not isinstance(v, Message | str))
        return KnownScore(
            key=key,
            model=score.model,
            version=score.version,
            finding=finding,
            category=score.category,
            is_out_of_date=score.key in stale,
            facts=tuple(self.fact(key, place, name, value) for name, value in numbers),
            stated=tuple(
                self.fact(key, place, i.name, i.value, unit=i.unit, origin=i.origin)
                for i in score.inputs
                if i.origin is not MeasurementOrigin.MEASURED and _tells_nobody(score, i.value)
            ),
        )

    def _key(self, wanted: str) -> str:
        key, number = wanted, 1
        while key in self.places:
            number += 1
            key = f"{wanted}_{number}"
        return key


def _tells_nobody(score: RiskScore, value: FactValue) -> bool:
    """Whether an input may be handed on: no date, and no text of a parameter, which is typed."""
    if not isinstance(value, str):
        return True
    return score.source is None and not _DATE.fullmatch(value)


def place_of_score(score: RiskScore) -> str:
    """Where the numbers of a score have their place."""
    return f"score/{score.model}/{score.finding_id}"


def name_of(number: Measurement) -> str:
    """What a measurement is called, e.g. "long_axis" or "mean_attenuation_coefficient"."""
    words = [number.derivation.meaning] if number.derivation is not None else []
    return _NO_LETTERS.sub("_", " ".join((*words, number.concept.meaning)).lower()).strip("_")
