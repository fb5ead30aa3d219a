"""Registering the series on the screen to the active one, by jobs that can be cancelled."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from workstation.language import tr
from workstation.scene.linking import space_of
from workstation.scene.sources import VolumeView
from workstation.services.register_images import CheckedRegistration, register_series
from workstation.ui.layout.registration_dialog import RegistrationDialog
from workstation.ui.shell.job_controller import JobController
from workstation.ui.widgets.plain_text import make_plain
from workstation.viewer.stage import Stage

METHOD = "rigid registration"


class Registration(QObject):
    """Finds how series without a common frame of reference lie on the active one.

    A link is made only after the reader has seen the check view.
    """

    told = Signal(str)
    failed = Signal(object)
    """WorkstationError."""
    checking = Signal(object)
    """The RegistrationDialog that was opened."""

    def __init__(self, stage: Stage, jobs: JobController, window: QWidget) -> None:
        super().__init__(window)
        self._stage = stage
        self._jobs = jobs
        self._window = window

    def start(self) -> None:
        """Register the first other volume on the screen that does not follow yet."""
        fixed = self._stage.view
        if not isinstance(fixed, VolumeView):
            self.told.emit(tr("Choose a viewport with a volume first."))
            return
        here = space_of(fixed)
        others = [
            view
            for view in self._stage.views
            if isinstance(view, VolumeView)
            and space_of(view) != here
            and not self._is_registered(here, space_of(view))
        ]
        if not others:
            self.told.emit(tr("Every series on the screen follows already."))
            return
        self._register(fixed, others[0])

    def _is_registered(self, first: str, second: str) -> bool:
        link = self._stage.linking.between(first, second)
        return link is not None and link.method == METHOD

    def _register(self, fixed: VolumeView, moving: VolumeView) -> None:
        names = (_name(fixed), _name(moving))
        job = self._jobs.create(register_series, fixed.shown, moving.shown)
        progress = QProgressDialog(
            tr("Registering {moving} to {fixed}…", moving=names[1], fixed=names[0]),
            tr("Cancel"),
            0,
            100,
            self._window,
        )
        make_plain(progress)
        progress.setWindowModality(Qt.WindowModality.NonModal)
        progress.setMinimumDuration(400)
        progress.canceled.connect(job.cancel)
        job.progressed.connect(lambda part, _stage: progress.setValue(round(part * 100)))
        job.done.connect(lambda checked: self._check(fixed, moving, checked))
        job.failed.connect(self.failed)
        job.cancelled.connect(lambda: self.told.emit(tr("Registration given up.")))
        job.finished.connect(progress.deleteLater)
        job.start()

    def _check(self, fixed: VolumeView, moving: VolumeView, checked: CheckedRegistration) -> None:
        dialog = RegistrationDialog(checked, (_name(fixed), _name(moving)), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._link(fixed, moving, checked))
        dialog.open()
        self.checking.emit(dialog)

    def _link(self, fixed: VolumeView, moving: VolumeView, checked: CheckedRegistration) -> None:
        shown = [view.image for view in self._stage.views]
        if not all(any(each is view.image for each in shown) for view in (fixed, moving)):
            # What is open now may lie in the same frame of reference and be of someone else.
            self.told.emit(tr("Registration given up: its series are not shown any more."))
            return
        affine = checked.registration.affine
        self._stage.linking.link(space_of(fixed), space_of(moving), affine, METHOD)
        crosshair = self._stage.crosshair
        if crosshair is not None:
            self._stage.set_crosshair(crosshair, source=self._stage.active)
        self.told.emit(tr("{name} now follows {name2}.", name=_name(moving), name2=_name(fixed)))


def _name(view: VolumeView) -> str:
    source = view.image.source
    return f"{source.description or source.modality} {source.study_date}".strip()
