"""What each action of the table does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QDialog

from workstation.domain.finding import FindingStatus
from workstation.language import tr
from workstation.scene.camera import Camera
from workstation.tools.base import EVERY_TOOL, AnyTool
from workstation.tools.measuring import delete_selected
from workstation.tools.navigation import scroll, to_end, zoom_at
from workstation.ui.board.frame_bar import trim_handlers
from workstation.ui.help.display_patterns import DisplayPatterns
from workstation.ui.help.help_actions import HelpActions
from workstation.ui.layout.layout_actions import layout_handlers
from workstation.ui.mouse.mouse_words import profile_handlers
from workstation.ui.overlays.controller import display_object_handlers
from workstation.ui.pictures.copying import picture_handlers
from workstation.ui.planes.curved import curved_handlers
from workstation.ui.planes.plane_actions import plane_handlers
from workstation.ui.segmenting.handlers import segment_handlers
from workstation.ui.shell.message_dialogs import AboutDialog
from workstation.ui.windowing.color_actions import color_handlers
from workstation.viewer.slice_viewport import SliceViewport

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow

_ZOOM_STEP = 1.25
_TEXT_MODES = 3


class WindowActions:
    """Handlers for the action table of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._stage = window.area.stage

    def handlers(self) -> dict[str, Callable[[bool], object]]:
        """Action id to what it does."""
        window = self._window
        handlers: dict[str, Callable[[bool], object]] = {
            "open_folder": lambda _on: window.opening.ask_folder(),
            "open_files": lambda _on: window.opening.ask_files(),
            "import_report": lambda _on: window.opening.show_import_report(),
            "close_all": lambda _on: window.close_studies(),
            "quit": lambda _on: window.close(),
            "undo": lambda _on: window.undo(),
            "redo": lambda _on: window.redo(),
            "delete": lambda _on: self._delete(),
            "cancel": lambda _on: self._cancel(),
            "previous_image": lambda _on: scroll(self._active, -1),
            "next_image": lambda _on: scroll(self._active, 1),
            "first_image": lambda _on: to_end(self._active, last=False),
            "last_image": lambda _on: to_end(self._active, last=True),
            "previous_series": lambda _on: window.opening.step_series(-1),
            "next_series": lambda _on: window.opening.step_series(1),
            "register": lambda _on: window.registration.start(),
            "previous_stage": lambda _on: window.hanging.step(-1),
            "next_stage": lambda _on: window.hanging.step(1),
            "save_protocol": lambda _on: self._save_protocol(),
            "previous_viewport": lambda _on: window.viewer_windows.active_area.step_viewport(-1),
            "next_viewport": lambda _on: window.viewer_windows.active_area.step_viewport(1),
            "one_up": lambda _on: self._end_or_one_up(),
            "fit": lambda _on: self._camera(lambda camera: camera.fitted()),
            "one_to_one": lambda _on: self._one_to_one(),
            "zoom_in": lambda _on: self._zoom(_ZOOM_STEP),
            "zoom_out": lambda _on: self._zoom(1 / _ZOOM_STEP),
            "flip_horizontal": lambda _on: self._camera(lambda c: c.mirrored(horizontal=True)),
            "flip_vertical": lambda _on: self._camera(lambda c: c.mirrored(vertical=True)),
            "rotate": lambda _on: self._camera(lambda c: c.turned(1)),
            "rotate_left": lambda _on: self._camera(lambda c: c.turned(-1)),
            "reset_view": lambda _on: window.display.reset_view(),
            "cycle_text": lambda _on: self._cycle_text(),
            "show_masks": self._show_masks,
            "show_measurements": window.measuring.show_all,
            "export_measurements": lambda _on: window.measuring.export(),
            "show_saliency": window.heat_layers.show,
            "show_enhanced": window.enhancements.toggle,
            "before_after": lambda _on: window.enhancements.set_split(
                0.0 if window.enhancements.split else 0.5
            ),
            "show_crosshair": self._stage.show_crosshair,
            "play": self._play,
            "new_window": lambda _on: window.viewer_windows.open(),
            "full_screen": lambda on: window.showFullScreen() if on else window.showNormal(),
            "window_full": lambda _on: self._stage.set_automatic_window(),
            "invert": lambda _on: self._stage.invert(),
            "previous_finding": lambda _on: window.findings_panel.step(-1),
            "next_finding": lambda _on: window.findings_panel.step(1),
            "accept": lambda _on: self._decide(FindingStatus.ACCEPTED),
            "reject": lambda _on: self._decide(FindingStatus.REJECTED),
            "reopen": lambda _on: self._decide(FindingStatus.PROPOSED),
            "edit_finding": lambda _on: window.findings_panel.edit_selected(),
            "add_finding": lambda _on: window.review.add_finding(),
            "key_image": lambda _on: self._key_image(),
            "open_mask": lambda _on: window.opening.ask_masks(),
            "acknowledge": lambda _on: window.display.show_geometry(),
            "reader_name": lambda _on: window.review.ask_reader(),
            "report_settings": lambda _on: window.report_desk.ask_settings(),
            "display_patterns": lambda _on: self._show_dialog(DisplayPatterns(window)),
            "about": lambda _on: self._show_dialog(AboutDialog(window.self_test.words, window)),
        }
        handlers |= plane_handlers(self._stage) | color_handlers(self._stage)
        handlers |= curved_handlers(window.curved) | window.volumes.handlers()
        handlers |= display_object_handlers(window.display_objects) | window.films.handlers()
        handlers |= window.phases.handlers() | window.joining.handlers()
        handlers |= trim_handlers(lambda: window.viewer_windows.active_area.frame_bar)
        handlers |= picture_handlers(window) | HelpActions(window).handlers()
        handlers |= profile_handlers(window.set_profile)
        handlers |= layout_handlers(lambda: window.viewer_windows.active_area, window.tell)
        handlers |= segment_handlers(
            window.segmentation,
            window.segment_editor,
            lambda: window.upper_tabs.setCurrentWidget(window.segment_editor),
            window.segment_export,
        )
        for number in range(1, 10):
            handlers[f"preset_{number}"] = self._preset(number)
        for name in EVERY_TOOL:
            handlers[f"tool_{name.value}"] = self._choose(name)
        return handlers

    @property
    def _active(self) -> SliceViewport:
        return self._stage.active

    def _end_or_one_up(self) -> None:
        if not self._window.toolbox.end_drawing():
            self._window.viewer_windows.active_area.toggle_one_up()

    def _delete(self) -> None:
        toolbox = self._window.toolbox
        if not toolbox.remove_last_point():
            delete_selected(toolbox.context)

    def _preset(self, number: int) -> Callable[[bool], object]:
        return lambda _on: self._stage.set_preset(number)

    def _choose(self, name: AnyTool) -> Callable[[bool], object]:
        return lambda _on: self._window.toolbox.choose(name)

    def _camera(self, change: Callable[[Camera], Camera]) -> None:
        self._active.set_camera(change(self._active.camera))

    def _one_to_one(self) -> None:
        frame = self._active.frame()
        if frame is not None:
            self._active.set_camera(self._active.camera.one_to_one(frame.pixel_rc))

    def _zoom(self, factor: float) -> None:
        middle = QPointF(self._active.width() / 2, self._active.height() / 2)
        zoom_at(self._active, factor, middle)

    def _cycle_text(self) -> None:
        mode = (self._active.text_mode + 1) % _TEXT_MODES
        for viewport in self._stage.viewports:
            viewport.text_mode = mode
            viewport.update()

    def _show_masks(self, on: bool) -> None:
        for viewport in self._stage.viewports:
            viewport.show_masks = on
            viewport.update()

    def _play(self, on: bool) -> None:
        # Qt passes the state to a Python method only, not to one of its own.
        self._window.viewer_windows.active_area.frame_bar.play.setChecked(on)

    def _decide(self, status: FindingStatus) -> None:
        self._window.findings_panel.decide_selected(status)

    def _cancel(self) -> None:
        self._window.toolbox.cancel()
        self._window.segment_editor.operations.end_preview()

    def _save_protocol(self) -> None:
        title = self._window.prompts.ask_line(
            self._window, tr("Keep layout as protocol"), tr("Name of the protocol")
        )
        if title:
            self._window.hanging.save(title)

    def _key_image(self) -> None:
        if not self._window.volumes.keys.toggle_active():
            self._window.review.toggle_key_image()

    @staticmethod
    def _show_dialog(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
