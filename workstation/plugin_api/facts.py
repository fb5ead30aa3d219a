"""What is known of a patient, fact by fact, as a risk plugin is handed it.

Nothing in it tells who the patient is: findings, scores and earlier studies are named by keys that
hold for one run. A score names the facts that it used by their keys, so that what is printed beside
it is what was handed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workstation.domain.coding import Code
from workstation.domain.finding import FindingStatus
from workstation.domain.measurement import MeasurementOrigin
from workstation.messages import NOTHING, Message

FactValue = float | int | bool | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is known, and where from.

    Parameters
    ----------
    key : str
        Its own in this run, e.g. "f1.long_axis".
    name : str
        What it is, e.g. "long_axis", "age", "ever_smoker".
    unit : str
        UCUM; empty where it has none.
    origin : MeasurementOrigin
        Measured or stated by the images, typed by a reader, or assumed.
    concept, derivation : Code or None
        Of what was measured.
    """

    key: str
    name: str
    value: FactValue
    unit: str = ""
    origin: MeasurementOrigin = MeasurementOrigin.MEASURED
    concept: Code | None = None
    derivation: Code | None = None
    caveat: Message = NOTHING


def fact_named(facts: tuple[Fact, ...], name: str) -> Fact | None:
    """The fact of a name; None where it is not known."""
    return next((fact for fact in facts if fact.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFinding:
    """A finding that was not rejected; `status` is what the reader decided.

    `facts` are what was measured on it, and its "status".
    """

    key: str
    code: Code
    status: FindingStatus
    site: Code | None = None
    laterality: Code | None = None
    segment: int | None = None
    probability: float | None = None
    by_plugin: bool = True
    facts: tuple[Fact, ...] = ()
    caveats: tuple[Message, ...] = ()

    def measured(self, concept: Code, derivation: Code | None = None) -> Fact | None:
        """The measurement of a concept; None where there is none."""
        found = (f for f in self.facts if (f.concept, f.derivation) == (concept, derivation))
        return next(found, None)

    def fact(self, name: str) -> Fact | None:
        """The fact of a name; None where it is not known."""
        return fact_named(self.facts, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownScore:
    """A score that stands in the Risk panel, or that stood there in an earlier study.

    `finding` is the key of the finding that it is about; empty for the patient. `facts` are its
    numbers, e.g. "probability" from 0 to 1; `stated` is what the reader typed or assumed for it.
    One that is out of date speaks of what was before.
    """

    key: str
    model: str
    version: str
    finding: str = ""
    category: Message = NOTHING
    is_out_of_date: bool = False
    facts: tuple[Fact, ...] = ()
    stated: tuple[Fact, ...] = ()

    def fact(self, name: str) -> Fact | None:
        """The number of a name; None where it has none."""
        return fact_named(self.facts, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorStudy:
    """What is kept of an earlier study of the same patient.

    `days_before` is how many days before the open study it was made, by the dates that both state.
    """

    key: str
    days_before: float | None = None
    findings: tuple[KnownFinding, ...] = ()
    scores: tuple[KnownScore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCase:
    """Everything that a risk plugin is handed.

    Parameters
    ----------
    modality, body_part : str
        Of the series that is looked at.
    chosen : str
        Key of the finding that the reader chose; empty for none.
    patient : tuple of Fact
        Age in years and sex, as the images state them.
    findings : tuple of KnownFinding
        Those of the study that were not rejected, also such as nobody has decided on.
    measurements : tuple of Fact
        About whole images, as plugins gave them.
    scores : tuple of KnownScore
        Those that stand in the Risk panel.
    priors : tuple of PriorStudy
        Empty where nothing is kept of the patient.
    described_parts : tuple of str
        Terms of the parts of the body that the descriptions of study and series name.
    """

    modality: str
    body_part: str = ""
    chosen: str = ""
    patient: tuple[Fact, ...] = ()
    findings: tuple[KnownFinding, ...] = ()
    measurements: tuple[Fact, ...] = ()
    scores: tuple[KnownScore, ...] = ()
    priors: tuple[PriorStudy, ...] = ()
    described_parts: tuple[str, ...] = ()

    def about(self, name: str) -> Fact | None:
        """A fact about the patient, by its name; None where it is not known."""
        return fact_named(self.patient, name)

    @property
    def age_years(self) -> float | None:
        """Age of the patient, years."""
        age = self.about("age")
        return None if age is None or isinstance(age.value, str) else float(age.value)

    def score(self, model: str, finding: str = "") -> KnownScore | None:
        """The present score of a model about a finding, or with "" about the patient."""
        found = (s for s in self.scores if (s.model, s.finding) == (model, finding))
        return next(found, None)

    def stated(self, name: str, finding: str = "") -> Fact | None:
        """What the reader stated for a score of a finding, or for any where none is given."""
        for score in reversed(self.scores):
            if not finding or score.finding == finding:
                fact = fact_named(score.stated, name)
                if fact is not None:
                    return fact
        return None

    @property
    def facts(self) -> Iterator[Fact]:
        """Every fact, those of earlier studies last."""
        yield from self.patient
        yield from self.measurements
        studies: list[RiskCase | PriorStudy] = [self, *self.priors]
        for study in studies:
            for finding in study.findings:
                yield from finding.facts
            for score in study.scores:
                yield from (*score.facts, *score.stated)
