"""Which part of the window listens to which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from workstation.ui.planes.plane_actions import shows_slabs

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow


def wire(window: MainWindow) -> None:
    """Connect the parts of a window once all of them are there."""
    _tell(window)
    _studies(window)
    _plugins(window)
    _review(window)
    _reports(window)
    _layers(window)
    _actions(window)


def _tell(window: MainWindow) -> None:
    """Lines for the status bar, and errors."""
    for part in (
        window.hanging,
        window.volumes,
        window.registration,
        window.measuring,
        window.segmentation,
        window.mask_files,
        window.review,
        window.curved,
        window.display_objects,
        window.phases,
        window.joining,
        window.films,
        window.recovery,
    ):
        part.told.connect(window.tell)
    for source in (
        window.studies,
        window.hanging,
        window.volumes,
        window.registration,
        window.measuring,
        window.segmentation,
        window.mask_files,
    ):
        source.failed.connect(window.show_error)
    window.loader.failed.connect(lambda _stack_id, error: window.show_error(error))
    window.plugins.failed.connect(lambda run: window.show_error(run.error))


def _studies(window: MainWindow) -> None:
    studies, panel, opening = window.studies, window.studies_panel, window.opening
    studies.scan_progressed.connect(panel.show_progress)
    studies.scan_ended.connect(panel.show_idle)
    studies.scanned.connect(opening.take_report)
    studies.thumbnail_ready.connect(window.study_model.set_thumbnail)
    studies.found.connect(opening.show_found)
    studies.scan_ended.connect(window.recovery.ended)
    panel.stack_chosen.connect(window.display.show_stack)
    panel.object_chosen.connect(
        lambda path: window.mask_files.open_paths([path], window.workspace.active)
    )
    window.mask_files.stack_wanted.connect(window.display.show_stack)
    panel.cancel_clicked.connect(studies.cancel_scan)
    panel.report_clicked.connect(opening.show_import_report)
    panel.open_clicked.connect(opening.ask_folder)
    window.area.badge_clicked.connect(window.display.show_geometry)


def _plugins(window: MainWindow) -> None:
    sync = window.panel_sync
    window.ai_panel.run_clicked.connect(sync.run_plugin)
    window.ai_panel.box_changed.connect(lambda _box: sync.show_box())
    window.upper_tabs.currentChanged.connect(lambda _index: sync.show_box())
    window.display.shown.connect(sync.show_box)
    window.upper_tabs.currentChanged.connect(sync.follow_tab)
    window.plugins.failed.connect(lambda _run: sync.list_plugins())
    if isinstance(application := QGuiApplication.instance(), QGuiApplication):
        application.applicationStateChanged.connect(sync.look_again)
    window.plugins.succeeded.connect(sync.show_done)
    window.plugins.changed.connect(lambda: window.status.show_run(window.plugins.present_words()))
    window.heat_layers.changed.connect(sync.follow_saliency)
    window.bridge.active_image_changed.connect(sync.follow_active)


def _review(window: MainWindow) -> None:
    review, findings = window.review, window.findings_panel
    review.stack_wanted.connect(window.display.show_stack)
    review.reader_changed.connect(window.status.show_reader)
    findings.go_to.connect(review.go_to_finding)
    findings.decide.connect(review.decide)
    findings.edit.connect(review.edit_finding)
    findings.add.connect(review.add_finding)
    findings.chosen.connect(window.risk_panel.choose_finding)
    window.segments_panel.go_to.connect(review.go_to_segment)
    window.measuring.serve(window.measurements_panel)
    window.measuring.frames_in_time = window.phases.frames_in_time
    window.measuring.has_times = window.phases.has_times
    window.measuring.why_no_course = window.phases.missing_words
    window.measuring.time_axis = lambda: window.phases.found.axis


def _reports(window: MainWindow) -> None:
    desk, panel, bridge = window.report_desk, window.report_panel, window.bridge
    window.risk_panel.keep.connect(desk.keep_risk)
    panel.save_draft.connect(lambda letter: desk.write(letter, sign=False))
    panel.sign.connect(lambda letter: desk.write(letter, sign=True))
    window.reports.written.connect(desk.show_written)
    window.reports.failed.connect(desk.show_failed)
    for signal in (
        bridge.findings_changed,
        bridge.key_images_changed,
        bridge.risks_changed,
        bridge.results_changed,
        bridge.masks_changed,
        bridge.labels_changed,
        bridge.report_text_changed,
        window.display.shown,
    ):
        signal.connect(panel.show_state)
    bridge.findings_changed.connect(window.risk_panel.show_findings)
    for signal in (
        bridge.risks_changed,
        bridge.findings_changed,
        bridge.masks_changed,
        bridge.labels_changed,
    ):
        signal.connect(window.risk_panel.show_kept)


def _layers(window: MainWindow) -> None:
    """What lies over the pictures follows what it is made of."""
    bridge, display = window.bridge, window.display
    for signal in (
        bridge.masks_changed,
        bridge.labels_changed,
        bridge.segment_display_changed,
        bridge.findings_changed,
    ):
        signal.connect(window.mask_layers.refresh)
    # An image becomes active before it is on the screen, where segments are edited.
    display.shown.connect(window.segment_editor.model.refresh)
    for layers in (window.heat_layers, window.enhancements):
        bridge.results_changed.connect(layers.refresh)
        display.shown.connect(layers.refresh)
    window.mask_layers.preview = window.segmentation.preview.shown_for
    window.segmentation.preview.changed.connect(window.mask_layers.refresh)
    bridge.annotations_changed.connect(display.follow_annotations)
    bridge.key_images_changed.connect(display.repaint)
    bridge.key_images_changed.connect(window.volumes.repaint)
    bridge.geometry_acknowledged.connect(display.follow_acknowledgement)


def _actions(window: MainWindow) -> None:
    """Menu and tool bar follow the state."""
    actions = window.actions_table
    window.bridge.undo_changed.connect(window.undo_actions.follow)
    window.area.stage.active_leaves.connect(window.toolbox.cancel)
    window.toolbox.hovered.connect(window.status.value.setText)
    window.toolbox.tool_changed.connect(lambda name: actions[f"tool_{name}"].setChecked(True))
    stage = window.area.stage
    for changed in (stage.slabs_changed, stage.active_changed):
        changed.connect(lambda: actions["slab"].setChecked(shows_slabs(stage)))
    window.phases.play.toggled.connect(actions["play_phases"].setChecked)
    window.area.frame_bar.play.toggled.connect(actions["play"].setChecked)
