"""What the window needs from the services, injected by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.image import Image
from workstation.domain.mask import Mask
from workstation.domain.report import KeyImage, SignedReport
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient, ScanReport, Series, Stack, Study, WindowSetting
from workstation.keeping.open_session import OpenSession
from workstation.keeping.recent_studies import RecentStudies
from workstation.messages import NOTHING, Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services.self_test import SelfTestResult
from workstation.session.annotations import Annotation, KeyImageMark, ReportDraft
from workstation.session.hanging import HangingProtocol
from workstation.session.plugin_verdict import PluginVerdict
from workstation.session.risk_case import KnownPrior, PatientState

if TYPE_CHECKING:
    from workstation.services.plugin_consent import ConsentQuestion
    from workstation.services.report_preview import PreviewedReport


class ScanFn(Protocol):
    """Look through folders, files, DICOMDIRs, ZIPs and image files."""

    def __call__(
        self,
        paths: Sequence[Path],
        *,
        modality: str,
        token: CancelToken | None,
        progress: ProgressFn,
    ) -> ScanReport:
        """Every file ends in a stack, beside the images, or left out with a reason.

        `modality` is that of NIfTI, NRRD and picture files, which state none.
        """


class LoadFn(Protocol):
    """Read a whole stack."""

    def __call__(
        self,
        stack: Stack,
        study: Study,
        series: Series,
        *,
        token: CancelToken | None,
        progress: ProgressFn,
        on_slice: Callable[[int, NDArray[Any]], None] | None,
    ) -> Image:
        """The image; `on_slice` is told each slice as it is decoded, on any thread."""


class RunPluginFn(Protocol):
    """Run one plugin in the worker process."""

    def __call__(
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
        """What the plugin proposes; one that is not the one that was `shown` is not run.

        `state` is what a risk plugin is handed.
        """


class ListPluginsFn(Protocol):
    """Look for plugins; their models are hashed."""

    def __call__(self, *, progress: ProgressFn = no_progress) -> tuple[PluginItem, ...]:
        """Those that can be run, and those that cannot with their reason."""


class JudgePluginsFn(Protocol):
    """Ask which plugins take an image, by the check that stands before a run."""

    def __call__(
        self,
        image: Image,
        *,
        acknowledged: bool,
        token: CancelToken | None,
        progress: ProgressFn,
    ) -> Mapping[str, PluginVerdict]:
        """Verdict by the id of each plugin that can be run; none of their code runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form that is drawn from data: a plugin's parameter, a score's input.

    `type` is "float", "int", "bool", "choice", "date", "text" or "box". `of_study` says that the
    value is the same for every finding of a study.
    """

    id: str
    label: str
    type: str
    default: object = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    help: str = ""
    required: bool = True
    of_study: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginItem:
    """One plugin as the list shows it.

    Parameters
    ----------
    reason, hint : str
        Why it cannot be run, and a way out.
    content : str
        Hash of what it says of itself, by which an exchanged one is noticed.
    yields : str
        What it gives, in a line.
    takes : str
        Which images it is for.
    citations : tuple of str
        What it rests on.
    """

    id: str
    name: str
    status: str
    reason: str = ""
    hint: str = ""
    version: str = ""
    kind: str = ""
    yields: str = ""
    takes: str = ""
    license: str = ""
    author: str = ""
    citations: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    intended_use: str = ""
    limits: str = ""
    model: str = ""
    content: str = ""
    takes_findings: bool = False
    """Whether it is handed what is known of the patient instead of an image."""
    parameters: tuple[FormField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskModelItem:
    """One published score."""

    id: str
    title: str
    citation: str
    inputs: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportOrder:
    """A report to write; `signed_by` empty makes a draft."""

    path: Path
    image: Image
    study: Study
    findings: tuple[Finding, ...]
    masks: tuple[Mask, ...]
    """Those on the image."""
    runs: tuple[AnalysisResult, ...]
    risks: tuple[RiskScore, ...]
    draft: ReportDraft
    marks: tuple[KeyImageMark, ...]
    other_masks: tuple[Mask, ...] = ()
    """Those elsewhere in the study, which its findings may rest on."""
    signed_by: str = ""
    signed_role: str = ""
    header: str = ""
    """Lines of the institution."""
    logo: Path | None = None
    """PNG or JPEG file."""
    geometry_acknowledged_by: str = ""
    acknowledged: tuple[tuple[str, str], ...] = ()
    """Stack id and who took note of its doubtful geometry, of every stack of the study."""
    letter_size: bool = False
    language: str = "en"
    """Of the words of the program in the report."""
    lengths: tuple[tuple[Message, Message | str], ...] = ()
    """The reader's own measurements: what, and the readings in words."""
    drawn: tuple[Annotation, ...] = ()
    """Those on the image, for objects that state them with codes and places."""
    drawn_elsewhere: int = 0
    """How many lie on other images of the study."""
    window: WindowSetting | None = None
    """In which the image is looked at; None where no viewport shows it, or not by a window."""
    earlier: SignedReport | None = None
    """The newest signed report of the study, which a signed one replaces."""
    marks_away: int = 0
    """How many key images of the study lie on series that are not open: none can be made."""
    rescaled: tuple[str, ...] = ()
    """Ids of findings whose sizes are of a pixel size that was set by hand and is no more."""
    pictures_away: tuple[KeyImage, ...] = ()
    """Key images of other series that were made already."""
    others: tuple[ReportOrder, ...] = ()
    """Other series of the study with key images; only these are taken from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    """A PDF that was written: its document hash, and what is kept of it when it was signed."""

    digest: str
    signed: SignedReport | None = None
    beside: tuple[str, ...] = ()
    """Names of further files."""
    note: Message = NOTHING
    """Why something was not written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowServices:
    """Every service that the window calls; tests hand in fakes."""

    scan: ScanFn
    load: LoadFn
    read_frame: Callable[[Stack, int], NDArray[Any]]
    list_plugins: ListPluginsFn
    judge_plugins: JudgePluginsFn
    run_plugin: RunPluginFn
    list_risk_models: Callable[[], tuple[RiskModelItem, ...]]
    assess_risk: Callable[[str, Mapping[str, Any], Finding | None, Patient], RiskScore]
    """Score a finding, or with None the patient, and remember what the score rests on."""
    prefill_risk: Callable[[str, Finding | None, Patient], Mapping[str, Mapping[str, Any]]]
    write_report: Callable[[ReportOrder], WrittenReport]
    """Write a PDF."""
    preview_report: Callable[[ReportOrder], PreviewedReport]
    """The pages that would be written."""
    picture_of_mark: Callable[[ReportOrder, KeyImageMark], KeyImage]
    """A key image as a report prints it."""
    page_picture: Callable[[bytes, int, int], NDArray[np.uint8]]
    """A page of a previewed PDF, so many pixels wide; (rows, columns, 3) RGB."""
    kept: Callable[[str], Mapping[str, list[object]]]
    """What was kept of a study, by kind, from an earlier session."""
    hanging_protocols: Callable[[], tuple[HangingProtocol, ...]]
    """The reader's own first, then those of the program."""
    save_hanging_protocol: Callable[[HangingProtocol], object]
    delete_hanging_protocol: Callable[[str], bool]
    self_test: Callable[[], SelfTestResult]
    """The numbers self-test of this program start; slow the first time."""
    session: OpenSession
    """The record of what is open."""
    recent: RecentStudies
    """What was opened last."""
    sample_study: Callable[..., Path]
    """The folder of the sample study; called with `token` and `progress`."""
    forget_kept: Callable[[], None]
    """Studies were closed; what is kept of them may be asked for again."""
    reopen: Callable[..., ScanReport] = lambda report, **_job: report
    """Studies of a scan that were closed, with what is kept; called with `token` and `progress`."""
    kept_under: Callable[[str], object] = str
    """What tells a study from others of its UID: where things about it are kept now."""
    signed_reports: Callable[[str], Sequence[SignedReport]] = lambda _study: ()
    """Signed reports of a study as they are on the disk now, also those of another program."""
    priors: Callable[[Study], tuple[KnownPrior, ...]] = lambda _study: ()
    """What is kept of other studies of a patient."""
    require_signable: Callable[[ReportOrder], None] = lambda _order: None
    """Raises ReportError where an order could not be signed."""
    unkept: Callable[[], int] = lambda: 0
    """How many entries the disk refused so far."""
    close: Callable[[], None]
    """End the worker process and whatever else runs."""
    plugins_state: Callable[[], object] = lambda: None
    """What changes whenever a plugin is added, removed or exchanged; cheap to ask for."""
    consent_question: Callable[[str], ConsentQuestion | None] = lambda _plugin: None
    """What is to be asked before a plugin from outside runs for the first time."""
    trust_plugin: Callable[[ConsentQuestion], None] = lambda _question: None
    """Remember that it may."""
    model_card: Callable[[str], str] = lambda _plugin: ""
    """What the authors of a plugin's model wrote about it, Markdown; "" where there is nothing."""
