"""The form of the risk panel with the published models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.support.studies import result, scan_report
from workstation.app.composition import list_risk_items
from workstation.domain import coding
from workstation.domain.study import Patient
from workstation.messages import Message
from workstation.services.assess_risk import assess_finding, prefill
from workstation.session.workspace import Workspace
from workstation.ui.risk.panel import RiskPanel


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace()
    made.add_report(scan_report())
    made.activate("stack-1")
    made.add_result(result(), "1.2.3", "stack-1")
    return made


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> RiskPanel:
    made = RiskPanel(
        workspace,
        list_risk_items(),
        lambda model, inputs, about: assess_finding(model, inputs, about, Patient()),
        lambda model, about: prefill(model, about, Patient(sex="F")),
    )
    qtbot.addWidget(made)
    made.show_study("1.2.3")
    made.keep.connect(workspace.add_risk)
    return made


def typed(panel: RiskPanel, **values: object) -> None:
    panel.set_inputs({name: {"value": value, "origin": "typed"} for name, value in values.items()})


def shown(panel: RiskPanel) -> dict[str, Any]:
    values = panel._form.values()
    return {n: each["value"] for n, each in values.items() if isinstance(each, Mapping)}


def test_what_was_typed_comes_back_with_its_score(panel: RiskPanel) -> None:
    panel.choose("mayo", "f1")
    typed(panel, age=61, ever_smoker=True, spiculation=True)
    mayo = shown(panel)
    assert mayo["nodule_diameter"] == 12.0
    panel.choose("fleischner_2017", "f2")
    assert shown(panel) == {"long_axis": 6.0, "short_axis": 4.0, "nodule_volume": 200.0}
    panel.choose("mayo", "f1")
    assert shown(panel) == mayo
    # Of another finding it is what is the same for all of a study.
    panel.choose("mayo", "f2")
    assert shown(panel) == {"age": "61", "ever_smoker": "yes", "nodule_diameter": 6.0}
    # Nothing stays of another patient.
    panel.show_study("other")
    panel.choose("mayo")
    assert "age" not in shown(panel)
    panel.show_study("1.2.3")
    panel.choose("mayo", "f1")
    assert shown(panel) == {"nodule_diameter": 12.0}


def test_a_score_is_computed_again_from_what_it_was_computed_from(
    panel: RiskPanel, workspace: Workspace
) -> None:
    panel.choose("fleischner_2017", "f1")
    typed(panel, nodule_type="solid", nodule_number="single", patient_risk="low", age=61)
    panel.compute_score()
    panel.add.click()
    (kept,) = workspace.risks
    typed(panel, known_cancer=True)
    panel.compute_again(kept)
    (again,) = workspace.risks
    assert again == kept


def test_a_number_that_is_typed_is_the_one_that_counts(panel: RiskPanel) -> None:
    panel.choose("fleischner_2017")
    panel._form.fill({"mean_diameter": {"value": 8.4999996, "origin": "measured"}})
    assert shown(panel)["mean_diameter"] == 8.4999996
    panel._form.fill({"mean_diameter": {"value": "", "origin": "typed"}})
    typed(panel, mean_diameter="8.5")
    assert shown(panel)["mean_diameter"] == "8.5"


def test_the_program_alone_says_that_a_value_was_measured(panel: RiskPanel) -> None:
    panel.choose("brock_2b", "f1")
    form = panel._form
    age, size = form._origins["sex"], form._origins["nodule_diameter"]
    # Of what the files state nobody is said to have measured it.
    assert (age.currentText(), size.currentText()) == ("from the images", "measured")
    assert form.values()["sex"] == {"value": "female", "origin": "measured"}
    other = form._origins["spiculation"]
    assert [other.itemData(n) for n in range(other.count())] == ["typed", "assumed"]
    typed(panel, nodule_diameter=9.5)
    offered = [size.itemData(n) for n in range(size.count())]
    assert offered == ["typed", "assumed"]
    assert form.values()["nodule_diameter"] == {"value": 9.5, "origin": "typed"}


def test_a_card_says_where_each_input_is_from_and_which_is_another_now(
    panel: RiskPanel, workspace: Workspace
) -> None:
    patient = workspace.studies[0].patient
    panel._assess = lambda model, inputs, about: assess_finding(model, inputs, about, patient)
    panel.choose("fleischner_2017", "f1")
    typed(panel, nodule_type="solid", nodule_number="single", patient_risk="low", age=61)
    panel.compute_score()
    panel.add.click()
    panel.show_kept()
    (card,) = panel.kept.rows
    told = card.text()
    assert "12 mm (measured)" in told
    assert "(typed)" in told
    assert not card.result.font().strikeOut()
    before = workspace.findings.get("f1")
    assert before is not None
    sizes = tuple(
        replace(m, value=31.0) if m.concept == coding.LONG_AXIS else m for m in before.measurements
    )
    workspace.findings.replace(replace(before, measurements=sizes), text=Message("Measure"))
    panel.show_kept()
    (card,) = panel.kept.rows
    assert card.result.font().strikeOut()
    assert "Out of date: long axis was 12, is 31" in card.text()
    (marked,) = [label for label in card.inputs if "⚠" in label.text()]
    assert "long axis was 12, is 31" in marked.text()
    panel.compute_again(workspace.risks[0])
    panel.show_kept()
    (card,) = panel.kept.rows
    assert not card.result.font().strikeOut()
