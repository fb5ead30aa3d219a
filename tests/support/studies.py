"""Studies, findings and results without files."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.support.image_phantoms import asymmetric_volume, box_mask, frames, radiograph
from workstation.domain import coding
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.measurement import Measurement, MeasurementOrigin
from workstation.domain.provenance import Provenance, now_utc
from workstation.domain.report import SignedReport
from workstation.domain.risk import RiskInput, RiskScore
from workstation.domain.study import (
    FrameRef,
    Patient,
    ScanReport,
    Series,
    SkippedFile,
    Stack,
    StackKind,
    Study,
)
from workstation.errors import InputError, PluginCrashedError, RiskInputError, WorkstationError
from workstation.keeping.open_session import OpenSession
from workstation.keeping.recent_studies import RecentStudies
from workstation.messages import NOTHING, Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services.plugin_consent import ConsentQuestion
from workstation.services.self_test import SelfTestItem, SelfTestResult
from workstation.session.hanging import HangingProtocol
from workstation.session.plugin_verdict import PluginVerdict
from workstation.session.risk_case import PatientState
from workstation.session.score_basis import basis_of
from workstation.ui.services import (
    FormField,
    PluginItem,
    ReportOrder,
    RiskModelItem,
    WindowServices,
    WrittenReport,
)

PROVENANCE = Provenance(method="fake", version="1", model_name="net", model_sha256="ab" * 32)


def stack(
    stack_id: str, series_uid: str, kind: StackKind, shape: tuple[int, int, int], affine: Any = None
) -> Stack:
    return Stack(
        id=stack_id,
        series_instance_uid=series_uid,
        kind=kind,
        frames=tuple(
            FrameRef(path=f"/x/{n}", sop_instance_uid=f"1.{n}", sop_class_uid="1",
                     transfer_syntax_uid="1.2.840.10008.1.2.1")
            for n in range(shape[0])
        ),
        shape_kji=shape,
        spacing_kji_mm=(3.0, 1.5, 1.0),
        affine_lps=affine,
        frame_of_reference_uid="1.2.3.9",
        transfer_syntaxes=("1.2.840.10008.1.2.1",),
        quantity="HU" if kind is StackKind.VOLUME else "US",
        geometry=GeometryHonesty(),
    )  # fmt: skip


def series(uid: str, number: int, modality: str, description: str, part: Stack) -> Series:
    return Series(
        series_instance_uid=uid,
        number=number,
        modality=modality,
        description=description,
        stacks=(part,),
    )


def scan_report() -> ScanReport:
    volume = asymmetric_volume()
    study = Study(
        study_instance_uid="1.2.3",
        patient=Patient(patient_id="P1", name="Phantom^Asym", sex="F", age="066Y"),
        date="20260101",
        time="",
        description="Chest",
        accession_number="",
        referring_physician="",
        series=(
            series(
                "1.2.3.4", 3, "CT", "Phantom",
                stack("stack-1", "1.2.3.4", StackKind.VOLUME, volume.geometry.shape_kji,
                      volume.geometry.affine_lps),
            ),
            series("1.2.3.5", 4, "DX", "Film",
                   stack("stack-2", "1.2.3.5", StackKind.PROJECTION, (1, 60, 80))),
            series("1.2.3.6", 5, "US", "Cine",
                   stack("stack-3", "1.2.3.6", StackKind.FRAMES, (5, 30, 40))),
        ),
        other_objects=(("Segmentation", "/x/seg"),),
    )  # fmt: skip
    return ScanReport(
        files=14,
        read=12,
        skipped=(
            SkippedFile(path="/x/readme.txt", reason=Message("Not DICOM.")),
            SkippedFile(path="/x/broken.dcm", reason=Message("The file is truncated.")),
        ),
        studies=(study,),
    )


def doubtful(volume: Volume) -> Volume:
    issue = GeometryIssue(
        code=GeometryIssueCode.MISSING_SLICES,
        message=Message("A slice is missing."),
        files=("/x/3",),
        blocks_volume=True,
    )
    return replace(volume, honesty=GeometryHonesty(issues=(issue,)))


def measurement(concept: coding.Code, value: float, unit: coding.Code) -> Measurement:
    return Measurement(
        id=f"m-{concept.value}", concept=concept, value=value, unit=unit, provenance=PROVENANCE
    )


def finding(finding_id: str = "f1", number: int = 1) -> Finding:
    point = asymmetric_volume().geometry.to_lps_mm((1, 2, 3)).tolist()
    return Finding(
        id=finding_id,
        label=Message.term(f"Nodule {number}"),
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid="1.2.3.4",
        plugin_id="boxes",
        mask_id="mask-1",
        mask_version=1,
        segment_number=number,
        laterality=coding.RIGHT,
        position_lps_mm=(point[0], point[1], point[2]),
        probability=0.7 if number == 1 else None,
        measurements=(
            measurement(coding.LONG_AXIS, 12.0 / number, coding.UNIT_MM),
            measurement(coding.SHORT_AXIS, 8.0 / number, coding.UNIT_MM),
            measurement(coding.VOLUME, 400.0 / number, coding.UNIT_MM3),
        ),
    )


def result(findings: tuple[Finding, ...] | None = None) -> AnalysisResult:
    return AnalysisResult(
        plugin_id="boxes",
        plugin_name="Boxes",
        plugin_version="1.0.0",
        intended_use="Tests only, nothing else.",
        limits="None known.",
        device="cpu",
        precision="fp32",
        fallbacks=(Message("CUDA was not there"),),
        timings_s=(("total", 0.5),),
        peak_memory_mb=10.0,
        findings=(finding("f1"), finding("f2", 2)) if findings is None else findings,
        provenance=PROVENANCE,
        mask=box_mask(asymmetric_volume()),
        measurements=(measurement(coding.VOLUME, 5.0, coding.UNIT_ML),),
    )


def images() -> dict[str, Image]:
    found: dict[str, Image] = {
        "stack-1": asymmetric_volume(),
        "stack-2": radiograph(),
        "stack-3": frames(),
    }
    uids = {"stack-1": "1.2.3.4", "stack-2": "1.2.3.5", "stack-3": "1.2.3.6"}
    for key, image in found.items():
        moved = replace(image.source, series_instance_uid=uids[key])
        found[key] = replace(image, source=moved)
    return found


def passed_self_test() -> SelfTestResult:
    item = SelfTestItem(
        name=Message("length"), passed=True, words=Message("24.0 mm, expected 24.0 mm")
    )
    return SelfTestResult((item,))


def answer_otherwise(services: WindowServices, **answers: Callable[..., object]) -> None:
    """Let services that a window holds answer otherwise from now on, by the names of fields."""
    for name, answer in answers.items():
        assert hasattr(services, name)
        object.__setattr__(services, name, answer)


@dataclass
class FakeServices:
    """Services that answer from memory; what they were asked is kept."""

    report: ScanReport = field(default_factory=scan_report)
    images: dict[str, Image] = field(default_factory=images)
    result: AnalysisResult = field(default_factory=result)
    kept_values: dict[str, dict[str, list[object]]] = field(default_factory=dict)
    orders: list[ReportOrder] = field(default_factory=list)
    fail_report: WorkstationError | None = None
    runs: list[tuple[str, dict[str, object], str, bool]] = field(default_factory=list)
    states: list[PatientState | None] = field(default_factory=list)
    modalities: list[str] = field(default_factory=list)
    consent: ConsentQuestion | None = None
    trusted: list[ConsentQuestion] = field(default_factory=list)
    session: OpenSession = field(
        default_factory=lambda: OpenSession(Path(tempfile.mkdtemp(prefix="lightbox-open-")))
    )
    recent: RecentStudies = field(
        default_factory=lambda: RecentStudies(Path(tempfile.mkdtemp(prefix="lightbox-recent-")))
    )
    sample: Path = Path("/sample")
    self_test: SelfTestResult = field(default_factory=passed_self_test)
    protocols: list[HangingProtocol] = field(default_factory=list)
    closed: bool = False
    fail_scan: bool = False
    fail_plugin: bool = False
    wait_for_cancel: bool = False
    doubts: tuple[Message, ...] = ()
    """What is asked about before any plugin runs."""
    hold_plugins: threading.Event | None = None
    """Set when plugins are there."""
    more_plugins: tuple[PluginItem, ...] = ()
    """Judged beside those that are listed."""

    def scan(
        self,
        paths: Sequence[Path],
        *,
        modality: str,
        token: CancelToken | None,
        progress: ProgressFn,
    ) -> ScanReport:
        self.modalities.append(modality)
        progress(0.5, Message("Looking"))
        if self.fail_scan:
            raise InputError(Message("The folder cannot be read."), hint=Message("Check it."))
        while self.wait_for_cancel and token is not None:
            token.raise_if_cancelled()
        assert paths
        return self.report

    def load(
        self,
        stack: Stack,
        study: Study,
        series: Series,
        *,
        token: CancelToken | None,
        progress: ProgressFn,
        on_slice: Any,
    ) -> Image:
        assert study.study_instance_uid
        assert series.series_instance_uid
        image = self.images[stack.id]
        if isinstance(image, Volume) and on_slice is not None:
            for k, values in enumerate(image.array):
                on_slice(k, values)
                progress(k / len(image.array), Message("Reading"))
        if token is not None:
            token.raise_if_cancelled()
        return image

    def read_frame(self, stack: Stack, k: int) -> NDArray[Any]:
        image = self.images[stack.id]
        if isinstance(image, Radiograph):
            return np.asarray(image.array)
        return np.asarray(image.array[min(k, len(image.array) - 1)])

    def run_plugin(
        self,
        image: Image,
        plugin_id: str,
        parameters: Mapping[str, object],
        *,
        device: str,
        token: CancelToken | None,
        progress: ProgressFn,
        acknowledged: bool,
        shown: str,
        state: PatientState | None = None,
    ) -> AnalysisResult:
        assert shown in {"", "print of Boxes"}
        assert not isinstance(image, FrameSequence)
        self.runs.append((plugin_id, dict(parameters), device, acknowledged))
        self.states.append(state)
        progress(0.5, Message("Thinking"))
        while self.wait_for_cancel and token is not None:
            token.raise_if_cancelled()
        if self.fail_plugin:
            raise PluginCrashedError(Message("The worker ended."), hint=Message("Run it again."))
        return self.result

    def judge(
        self,
        image: Image,
        *,
        acknowledged: bool,
        token: CancelToken | None,
        progress: ProgressFn,
    ) -> Mapping[str, PluginVerdict]:
        del acknowledged, token
        progress(0.5, Message("Asking"))
        modality = image.source.modality
        return {
            each.id: PluginVerdict(
                content=each.content,
                reason=NOTHING
                if modality in each.modalities
                else Message("is for {names}, not for {modality}.",
                             names=", ".join(each.modalities), modality=modality),
                doubts=self.doubts,
            )
            for each in (*self.plugins(), *self.more_plugins)
        }  # fmt: skip

    def plugins(self, *, progress: ProgressFn = no_progress) -> tuple[PluginItem, ...]:
        progress(0.25, Message("Loading"))
        if self.hold_plugins is not None:
            self.hold_plugins.wait()
        return (
            PluginItem(id="broken", name="Broken", status="refused", reason="No manifest.",
                       hint="Write one."),
            PluginItem(
                id="boxes",
                name="Boxes",
                status="valid",
                modalities=("CT",),
                intended_use="Tests only.",
                limits="None.",
                content="print of Boxes",
                parameters=(
                    FormField(id="size", label="Size", type="float", default=4.0, unit="mm",
                              minimum=1.0, maximum=30.0),
                    FormField(id="count", label="Count", type="int", default=3),
                    FormField(id="fast", label="Fast", type="bool", default=True),
                    FormField(id="mode", label="Mode", type="choice", default="b",
                              choices=("a", "b")),
                    FormField(id="box", label="Box", type="box", default=()),
                ),
            ),
        )  # fmt: skip

    def risk_models(self) -> tuple[RiskModelItem, ...]:
        return (
            RiskModelItem(
                id="toy",
                title="Toy score",
                citation="Nobody 2026",
                inputs=(
                    FormField(id="age", label="Age", type="int", unit="years", of_study=True),
                    FormField(id="diameter", label="Diameter", type="float", unit="mm"),
                    FormField(id="spiculated", label="Spiculated", type="bool", required=False),
                ),
            ),
        )

    def assess(
        self, model: str, inputs: Mapping[str, Any], finding: Finding | None, patient: Patient
    ) -> RiskScore:
        if "age" not in inputs:
            raise RiskInputError(
                Message("No score: age missing."), hint=Message("Give every required input.")
            )
        stated = inputs["age"]
        age = stated if isinstance(stated, Mapping) else {"value": stated, "origin": "typed"}
        return RiskScore(
            model=model,
            version="1",
            outputs=(("probability", float(inputs["diameter"]["value"]) / 100),),
            unit="",
            category=Message("low"),
            recommendation=Message("Follow up."),
            inputs=(
                RiskInput(
                    name="age",
                    value=float(age["value"]),
                    unit="years",
                    origin=MeasurementOrigin(age["origin"]),
                ),
            ),
            terms=(),
            caveats=(Message("Only a toy."),),
            citation="Nobody 2026",
            finding_id=finding.id if finding else "",
            basis=basis_of(finding, patient, ("age", "nodule_diameter")),
        )

    def prefill(
        self, model: str, chosen: Finding | None, patient: Patient
    ) -> Mapping[str, Mapping[str, Any]]:
        assert model == "toy"
        assert patient.patient_id == "P1"
        if chosen is None or not chosen.measurements:
            return {}
        return {"diameter": {"value": chosen.measurements[0].value, "origin": "measured"}}

    def write(self, order: ReportOrder) -> WrittenReport:
        self.orders.append(order)
        if self.fail_report is not None:
            raise self.fail_report
        order.path.write_bytes(b"%PDF")
        digest = "c0ffee" * 10
        if not order.signed_by:
            return WrittenReport(digest=digest)
        signed = SignedReport(
            version=order.earlier.version + 1 if order.earlier else 1,
            signed_by=order.signed_by,
            signed_at=now_utc(),
            digest=digest,
            file_name=order.path.name,
        )
        return WrittenReport(digest=digest, signed=signed)

    def close(self) -> None:
        self.closed = True

    def save_protocol(self, protocol: HangingProtocol) -> None:
        self.protocols.append(protocol)

    def delete_protocol(self, protocol_id: str) -> bool:
        there = [each for each in self.protocols if each.id == protocol_id]
        self.protocols = [each for each in self.protocols if each.id != protocol_id]
        return bool(there)

    def trust(self, question: ConsentQuestion) -> None:
        self.trusted.append(question)
        self.consent = None

    def services(self) -> WindowServices:
        # What is previewed is made by the program itself.
        from workstation.app.composition import page_picture, picture_of_mark, preview_report

        return WindowServices(
            scan=self.scan,
            load=self.load,
            read_frame=self.read_frame,
            list_plugins=self.plugins,
            run_plugin=self.run_plugin,
            judge_plugins=self.judge,
            list_risk_models=self.risk_models,
            assess_risk=self.assess,
            prefill_risk=self.prefill,
            write_report=self.write,
            preview_report=preview_report,
            picture_of_mark=picture_of_mark,
            page_picture=page_picture,
            kept=lambda uid: self.kept_values.get(uid, {}),
            session=self.session,
            recent=self.recent,
            sample_study=lambda **_job: self.sample,
            self_test=lambda: self.self_test,
            hanging_protocols=lambda: tuple(self.protocols),
            save_hanging_protocol=self.save_protocol,
            delete_hanging_protocol=self.delete_protocol,
            forget_kept=lambda: None,
            close=self.close,
            consent_question=lambda _plugin: self.consent,
            trust_plugin=self.trust,
        )
