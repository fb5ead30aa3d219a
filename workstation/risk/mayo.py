"""Mayo (Swensen) model: probability that a solitary nodule is cancer."""

from __future__ import annotations

from workstation.messages import NOTHING, Message
from workstation.risk.inputs import Inputs, InputSpec, InputType
from workstation.risk.model import Assessment, RiskModel, logistic
from workstation.risk.nodule_inputs import SPICULATION, UPPER_LOBE, age, nodule_diameter

_ADULT = 18


def _compute(inputs: Inputs) -> Assessment:
    terms = (
        ("constant", -6.8272),
        ("age", 0.0391 * inputs.number("age")),
        ("ever_smoker", 0.7917 * inputs.flag("ever_smoker")),
        (
            "extrathoracic_cancer_over_5_years_ago",
            1.3388 * inputs.flag("extrathoracic_cancer_over_5_years_ago"),
        ),
        ("nodule_diameter", 0.1274 * inputs.number("nodule_diameter")),
        ("spiculation", 1.0407 * inputs.flag("spiculation")),
        ("upper_lobe", 0.7838 * inputs.flag("upper_lobe")),
    )
    linear_predictor = sum(value for _, value in terms)
    caveats: tuple[Message, ...] = ()
    if not inputs.has("cancer_within_5_years"):
        caveats = (
            Message(
                "Not stated: cancer within 5 years; such patients were not part of the derivation."
            ),
        )
    elif inputs.flag("cancer_within_5_years"):
        caveats = (
            Message("Patients with a cancer within 5 years were not part of the derivation."),
        )
    if inputs.number("age") < _ADULT:
        caveats += (Message("The patient is under 18 years; the model is one of adults."),)
    return Assessment(
        outputs=(
            ("probability", logistic(linear_predictor)),
            ("linear_predictor", linear_predictor),
        ),
        category=NOTHING,
        terms=terms,
        caveats=caveats,
    )


MAYO = RiskModel(
    id="mayo",
    title=Message("Mayo Clinic (Swensen) solitary pulmonary nodule malignancy"),
    version="1997",
    population=Message(
        "Nodules of 4 to 30 mm found on chest radiographs; malignancy prevalence 23 %"
    ),
    unit="probability, 0 to 1",
    inputs=(
        age(),
        InputSpec(
            name="ever_smoker",
            description=Message("Ever a smoker"),
            type=InputType.BOOLEAN,
            of_study=True,
        ),
        InputSpec(
            name="extrathoracic_cancer_over_5_years_ago",
            description=Message("Extrathoracic cancer more than 5 years ago"),
            type=InputType.BOOLEAN,
            of_study=True,
        ),
        nodule_diameter(Message("Nodule diameter"), (4, 30)),
        SPICULATION,
        UPPER_LOBE,
        InputSpec(
            name="cancer_within_5_years",
            description=Message("Any cancer within 5 years"),
            type=InputType.BOOLEAN,
            required=False,
            of_study=True,
        ),
    ),
    citation="Swensen SJ et al. Arch Intern Med 1997;157:849",
    compute=_compute,
)
