"""Builds the services and the window; no globals, no locator."""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from workstation.app import plugin_items
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import FindingStatus
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask
from workstation.domain.report import KeyImage, OutOfDate, PageSize, ReportContent
from workstation.domain.study import WindowSetting
from workstation.errors import InputError, ReportError
from workstation.imaging.orientation import Turned
from workstation.imaging.presentation import VoiTable
from workstation.imaging.windows import initial_window, opens_with_voi_lut
from workstation.keeping.autosave import Autosave, autosave_of_user
from workstation.keeping.kept_settings import KeptSettings
from workstation.keeping.open_session import OpenSession
from workstation.keeping.recent_studies import RecentStudies
from workstation.language import say
from workstation.messages import NOTHING, Message
from workstation.presets import hanging_protocols
from workstation.presets.window_presets import window_presets
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.security.program_locks import ProgramLocks
from workstation.services import assess_risk
from workstation.services.kept_studies import KeptStudies
from workstation.services.open_files import ImageFiles
from workstation.services.render import render_image
from workstation.services.self_test import numbers_self_test
from workstation.session.annotations import KeyImageMark
from workstation.session.risk_case import PatientState
from workstation.session.staleness import SCALE_CHANGED
from workstation.session.volume_look import VolumeLook
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.main_window import MainWindow
from workstation.ui.services import (
    FormField,
    ReportOrder,
    RiskModelItem,
    WindowServices,
    WrittenReport,
)
from workstation.ui.settings.feature import SettingsFeature
from workstation.ui.shell.job_controller import JobController

if TYPE_CHECKING:
    from workstation.services.plugin_consent import ConsentQuestion
    from workstation.services.report_preview import PreviewedReport
    from workstation.services.write_report import ReportRequest

_KEY_IMAGE_PX = 640


class PluginBench:
    """The plugin runner, made when it is first needed and for one device at a time.

    Parameters
    ----------
    autosave : Autosave
        Keeps the labels of a result before anyone sees it.
    """

    def __init__(self, autosave: Autosave) -> None:
        self._autosave = autosave
        self._runner: Any = None
        self._device = ""

    def run(
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
        """Run one plugin in the warm worker of this device."""
        from workstation.services.run_plugin import PluginRunner

        if self._runner is None or self._device != device:
            self.close()
            self._runner = PluginRunner(device, steps_back=True)
            self._device = device
        source = image.source
        noted = (
            self._autosave.job(source.study_instance_uid, source.series_instance_uid, plugin_id)
            if source.study_instance_uid
            else contextlib.nullcontext()
        )
        with noted:
            result: AnalysisResult = self._runner.run(
                image,
                plugin_id,
                parameters,
                token=token,
                progress=progress,
                acknowledged=acknowledged,
                shown=shown,
                state=state,
            )
        if result.mask is not None and image.source.study_instance_uid:
            self._autosave.keep_labels(result.mask)
        return result

    def close(self) -> None:
        """End the worker."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None


class _Faults(QObject):
    """Brings what other threads tell of the archive to the main thread."""

    told = Signal(object)
    unkept = Signal(int)


def consent_question(plugin_id: str) -> ConsentQuestion | None:
    """What is to be asked before a plugin runs for the first time."""
    from workstation.services import plugin_consent

    return plugin_consent.consent_question(plugin_id)


def trust_plugin(question: ConsentQuestion) -> None:
    """Remember that a plugin may run."""
    from workstation.services import plugin_consent

    plugin_consent.trust_plugin(question)


def list_risk_items() -> tuple[RiskModelItem, ...]:
    """Every published score as the window lists it."""
    kinds = {"number": "float", "integer": "int", "boolean": "bool"}
    return tuple(
        RiskModelItem(
            id=model.id,
            title=say(model.title),
            citation=model.citation,
            inputs=tuple(
                FormField(
                    id=spec.name,
                    label=say(spec.description),
                    type=kinds.get(spec.type.value, spec.type.value),
                    unit=say(Message.term(spec.unit)),
                    choices=spec.choices,
                    required=spec.required,
                    of_study=spec.of_study,
                )
                for spec in model.inputs
            ),
        )
        for model in assess_risk.list_models()
    )


def picture_of_mark(order: ReportOrder, mark: KeyImageMark) -> KeyImage:
    """A key image as the reader saw it, with outlines of what was not rejected."""
    gone = {
        (f.mask_id, f.segment_number) for f in order.findings if f.status is FindingStatus.REJECTED
    }
    masks = [
        m.keep(frozenset(s.number for s in m.segments if (m.id, s.number) not in gone))
        for m in order.masks
    ]
    if mark.volume is not None:
        return _picture_of_volume(order, mark, mark.volume, masks)
    pixels = render_image(
        order.image,
        plane=mark.plane,
        index=mark.index,
        oblique=mark.turned,
        slab_mm=mark.slab_mm,
        slab_mode=mark.slab_mode,
        window=_window_of(mark, order.image),
        inverted=mark.inverted,
        table=_table_of(mark),
        color_table=mark.color_table,
        turned=Turned(mark.quarter_turns, mark.flip_horizontal, mark.flip_vertical),
        masks=masks,
        size=_KEY_IMAGE_PX,
        # A fill would hide what the picture is of.
        fill_opacity=0.0,
        acknowledged=bool(order.geometry_acknowledged_by),
        language=order.language,
    )
    return KeyImage(pixels=pixels, caption=_caption(mark))


def _table_of(mark: KeyImageMark) -> VoiTable | None:
    table = mark.table
    if table is None:
        return None
    return table.first, np.asarray(table.entries, dtype=np.uint16), table.bits


def _window_of(mark: KeyImageMark, image: Image) -> WindowSetting | None:
    """The window of a key image; None where the table of the file was in its place.

    While that table is in force, the window of a viewport is the one that it would open with.
    """
    numbers = (mark.window_center, mark.window_width, mark.window_function)
    if opens_with_voi_lut(image):
        opening = initial_window(image, window_presets())
        if (opening.center, opening.width, opening.function) == numbers:
            return None
    return WindowSetting(center=numbers[0], width=numbers[1], function=numbers[2])


def _caption(mark: KeyImageMark) -> Message:
    if not mark.caption:
        return Message("Key image")
    return Message("Key image. {caption}", caption=mark.caption)


def _picture_of_volume(
    order: ReportOrder, mark: KeyImageMark, look: VolumeLook, masks: list[Mask]
) -> KeyImage:
    # VTK is slow to import; only who wants three dimensions pays for it.
    from workstation.presets.volume_presets import load_volume_presets
    from workstation.viewer.volume_key import picture_of_look

    if not isinstance(order.image, Volume):
        raise InputError(
            Message("A key image in three dimensions needs a volume of parallel slices.")
        )
    pixels = picture_of_look(
        look,
        mark,
        order.image,
        masks,
        load_volume_presets(),
        longer_px=_KEY_IMAGE_PX,
        trusted=bool(order.geometry_acknowledged_by) or not order.image.honesty.blocks_volume,
    )
    return KeyImage(pixels=pixels, caption=_caption(mark))


def request_of(order: ReportOrder) -> ReportRequest:
    """What an order states, without its pictures."""
    from workstation.services.write_report import ReportRequest

    return ReportRequest(
        image=order.image,
        study=order.study,
        findings=order.findings,
        masks=order.masks,
        other_masks=order.other_masks,
        runs=order.runs,
        risks=order.risks,
        clinical_history=order.draft.clinical_history,
        comparison=order.draft.comparison,
        findings_text=order.draft.findings_text,
        impression=order.draft.impression,
        signed_by=order.signed_by,
        signed_role=order.signed_role,
        geometry_acknowledged_by=order.geometry_acknowledged_by,
        acknowledged=dict(order.acknowledged),
        reader_measurements=order.lengths,
        key_images_away=order.marks_away,
        changed=tuple(OutOfDate(finding_id=each, reason=SCALE_CHANGED) for each in order.rescaled),
        language=order.language,
    )


def require_signable(order: ReportOrder) -> None:
    """Refuse an order that could not be signed, before anything is asked."""
    from workstation.services import write_report

    write_report.require_signable(request_of(order))


def content_of(order: ReportOrder) -> ReportContent:
    """Everything that the report of an order prints, pictures included.

    Raises
    ------
    ReportError
        It is to be signed, and cannot be.
    """
    from workstation.services.letterhead import make_letterhead
    from workstation.services.report_versions import as_version
    from workstation.services.write_report import build_content

    pictures = (
        picture_of_mark(part, mark) for part in (order, *order.others) for mark in part.marks
    )
    request = replace(
        request_of(order),
        key_images=(*pictures, *order.pictures_away),
        letterhead=make_letterhead(order.header, order.logo),
    )
    return as_version(build_content(request), order.earlier)


def page_picture(pdf: bytes, page: int, width_px: int) -> NDArray[np.uint8]:
    """One page of a previewed report, (rows, columns, 3) RGB."""
    from workstation.services import report_preview

    return report_preview.page_picture(pdf, page, width_px)


def _page_size(order: ReportOrder) -> PageSize:
    return PageSize.LETTER if order.letter_size else PageSize.A4


def preview_report(order: ReportOrder) -> PreviewedReport:
    """The pages of an order; of one that cannot be signed those of its draft, and why."""
    from workstation.services.report_preview import preview

    why_draft = NOTHING
    try:
        content = content_of(order)
    except ReportError as error:
        why_draft = error.message
        content = content_of(replace(order, signed_by=""))
    return preview(content, page_size=_page_size(order), why_draft=why_draft)


def write_report(order: ReportOrder) -> WrittenReport:
    """Write the report of an order."""
    from workstation.services.report_versions import signed_report
    from workstation.services.signed_object import Signing
    from workstation.services.signed_objects import write_beside
    from workstation.services.write_report import write

    content = content_of(order)
    digest = write(content, order.path, page_size=_page_size(order))
    if not content.signed_by:
        return WrittenReport(digest=digest)
    # The PDF is signed by now, whatever becomes of the files beside it.
    also = write_beside(
        Signing(
            content=content,
            findings=order.findings,
            image=order.image,
            report=order.path,
            other_masks=frozenset(mask.id for mask in order.other_masks),
            drawn=order.drawn,
            drawn_elsewhere=order.drawn_elsewhere,
            window=order.window,
        )
    )
    return WrittenReport(
        digest=digest,
        signed=signed_report(content, digest, order.path.name),
        beside=tuple(path.name for path in also.paths),
        note=also.note,
    )


def login_name() -> str:
    """The name of the account, or "" where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def build_window(
    *,
    data_folder: Path,
    settings: KeptSettings,
    on_crash: Callable[[BaseException], None],
    prompts: Prompts | None = None,
) -> MainWindow:
    """Wire everything and return the window, not yet shown.

    Parameters
    ----------
    data_folder : Path
        Where decisions and measurements are kept.
    settings : KeptSettings
        What the reader chose; faults of keeping it are shown in the window.
    on_crash : callable
        Told bugs in background work.
    prompts : Prompts or None
        How the person is asked; None takes Qt's dialogs.
    """
    workspace = Workspace()
    jobs = JobController(on_crash)
    faults = _Faults(jobs)
    autosave = autosave_of_user(data_folder, faults.told.emit, faults.unkept.emit)
    files = ImageFiles()
    locks = ProgramLocks(data_folder / "open")
    kept = KeptStudies(autosave, files, locks, faults.told.emit)
    bench = PluginBench(autosave)
    hanging_folder = data_folder / "hanging_protocols"
    autosave.follow(workspace)

    def close() -> None:
        bench.close()
        autosave.close()
        locks.let_go_of_all()

    def write_sample(*, token: CancelToken, progress: ProgressFn) -> Path:
        # Its libraries are slow to import.
        from workstation.services.sample_study import sample_study

        return sample_study(data_folder / "sample-study", token=token, progress=progress)

    services = WindowServices(
        scan=kept.scan,
        reopen=kept.reopen,
        load=kept.load,
        read_frame=kept.read_frame,
        list_plugins=plugin_items.list_plugin_items,
        judge_plugins=plugin_items.judge_plugin_items,
        model_card=plugin_items.model_card,
        plugins_state=plugin_items.plugins_state,
        run_plugin=bench.run,
        list_risk_models=list_risk_items,
        assess_risk=assess_risk.assess_finding,
        prefill_risk=assess_risk.prefill,
        write_report=write_report,
        preview_report=preview_report,
        picture_of_mark=picture_of_mark,
        page_picture=page_picture,
        require_signable=require_signable,
        kept=kept.take,
        session=OpenSession(data_folder / "open"),
        recent=RecentStudies(data_folder / "recent"),
        sample_study=write_sample,
        self_test=numbers_self_test,
        hanging_protocols=lambda: hanging_protocols.load_protocols(hanging_folder),
        save_hanging_protocol=lambda each: hanging_protocols.save_protocol(each, hanging_folder),
        delete_hanging_protocol=lambda each: hanging_protocols.delete_protocol(
            each, hanging_folder
        ),
        forget_kept=kept.forget,
        kept_under=autosave.kept_under,
        signed_reports=autosave.signed_reports,
        priors=autosave.priors,
        unkept=autosave.unkept,
        close=close,
        consent_question=consent_question,
        trust_plugin=trust_plugin,
    )
    window = MainWindow(
        workspace,
        services,
        jobs,
        settings=settings,
        prompts=prompts or Prompts(),
        login_name=login_name(),
    )
    jobs.setParent(window)
    faults.told.connect(window.notices.show_error)
    faults.unkept.connect(window.status.show_unkept)
    settings.on_fault(window.features[SettingsFeature].preferences.show_fault)
    return window
