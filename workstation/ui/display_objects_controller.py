"""Overlays, shutters and presentation states in the window: read, applied, switched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workstation.domain.display_objects import DisplayObjects, PresentationState
from workstation.services.read_display_objects import read_display_objects
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.image_display import ImageDisplay
from workstation.ui.image_loader import ImageLoader
from workstation.ui.job_controller import Job, JobController, Lane
from workstation.viewer.apply_state import apply_state
from workstation.viewer.display_objects import ShownObjects
from workstation.viewer.image_view import ImageView
from workstation.viewer.language import tr
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.sources import PreviewView
from workstation.viewer.stage import Stage


class DisplayObjectsController(QObject):
    """Reads what belongs over each image once it is there, and keeps viewports in step."""

    told = Signal(str)
    """A line for the status bar."""

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        loader: ImageLoader,
        display: ImageDisplay,
        jobs: JobController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stage = stage
        self._jobs = jobs
        self._objects: dict[str, DisplayObjects] = {}
        self._chosen: dict[str, PresentationState | None] = {}
        self._applied: WeakKeyDictionary[SliceViewport, ImageView] = WeakKeyDictionary()
        self._overlays, self._shutters = True, True
        loader.image_ready.connect(lambda stack_id, _prepared: self._read(stack_id))
        display.shown.connect(self.refresh)
        stage.viewport_added.connect(lambda _viewport: self.refresh())

    # Reading

    def _read(self, stack_id: str) -> None:
        place = self._workspace.place(stack_id)
        if place is None or stack_id in self._objects:
            return
        job = self._jobs.create(
            read_display_objects, place.stack, place.study, lane=Lane.BACKGROUND
        )
        self._follow(job, place)
        job.start()

    def _follow(self, job: Job, place: StackPlace) -> None:
        job.done.connect(lambda found: self._take(place, found))

    def _take(self, place: StackPlace, found: DisplayObjects) -> None:
        if self._workspace.place(place.stack.id) is not place:
            return
        self._objects[place.stack.id] = found
        self._chosen[place.stack.id] = found.states[0] if found.states else None
        if found.refused:
            words = tr("Overlays or presentation states not read: {reason}")
            self.told.emit(words.format(reason=found.refused[0]))
        self.refresh()

    def forget(self) -> None:
        """The studies were closed."""
        self._objects.clear()
        self._chosen.clear()

    # Showing

    def refresh(self) -> None:
        """Give each viewport what belongs to its image; a state is applied to a new image."""
        for viewport in self._stage.viewports:
            view = viewport.view
            found = self._objects.get(view.stack_id) if view is not None else None
            if view is None or found is None or isinstance(view, PreviewView):
                viewport.set_objects(None)
                continue
            state = self._chosen.get(view.stack_id)
            viewport.set_objects(
                ShownObjects(view.stack_id, found, state, self._overlays, self._shutters)
            )
            if state is not None and self._applied.get(viewport) is not view:
                self._applied[viewport] = view
                self._apply(viewport, state)

    def _apply(self, viewport: SliceViewport, state: PresentationState) -> None:
        if viewport.view is None:
            return
        place = self._workspace.place(viewport.view.stack_id)
        if place is not None:
            note = apply_state(viewport, state, place.stack)
            if note:
                self.told.emit(note)

    def states(self) -> tuple[PresentationState, ...]:
        """States that reference the active image, newest first."""
        view = self._stage.view
        found = self._objects.get(view.stack_id) if view is not None else None
        return found.states if found is not None else ()

    @property
    def chosen(self) -> PresentationState | None:
        """The state that is applied to the active image."""
        view = self._stage.view
        return self._chosen.get(view.stack_id) if view is not None else None

    def choose(self, state: PresentationState | None) -> None:
        """Apply a state to the active image, or show the image as it came."""
        view = self._stage.view
        if view is None or view.stack_id not in self._objects:
            return
        self._chosen[view.stack_id] = state
        for viewport in self._stage.on_stack(view.stack_id):
            self._applied.pop(viewport, None)
            if state is None:
                self._stage.show_view(view, viewports=[viewport])
        self.refresh()
        words = tr("Presentation state: {title}").format(title=state.title) if state else ""
        self.told.emit(words or tr("Shown as it came, without a presentation state."))

    def toggle(self) -> None:
        """Take the state off, or apply the newest one again."""
        states = self.states()
        if not states:
            self.told.emit(tr("No presentation state references this image."))
            return
        self.choose(None if self.chosen is not None else states[0])

    def show_overlays(self, on: bool) -> None:
        """Show or hide overlay planes, graphics and texts."""
        self._overlays = on
        self._update_shown()

    def show_shutters(self, on: bool) -> None:
        """Cover what lies outside of shutters, or not."""
        self._shutters = on
        self._update_shown()

    def _update_shown(self) -> None:
        for viewport in self._stage.viewports:
            if viewport.objects is not None:
                viewport.set_objects(
                    replace(
                        viewport.objects,
                        show_overlays=self._overlays,
                        show_shutters=self._shutters,
                    )
                )

    def fill(self, menu: QMenu) -> None:
        """List the states of the active image."""
        menu.clear()
        states = self.states()
        none = menu.addAction(tr("None"))
        none.setCheckable(True)
        none.setChecked(self.chosen is None)
        none.triggered.connect(lambda: self.choose(None))
        for state in states:
            action = menu.addAction(state.title)
            action.setCheckable(True)
            action.setChecked(state is self.chosen)
            action.setToolTip(f"{state.description}  {state.creator}".strip())
            action.triggered.connect(self._chooser(state))

    def _chooser(self, state: PresentationState) -> Callable[[], None]:
        return lambda: self.choose(state)


def add_state_menu(controller: DisplayObjectsController, menu: QMenu, parent: QWidget) -> QMenu:
    """A submenu that lists the presentation states whenever it is opened."""
    submenu = QMenu(tr("&Presentation states"), parent)
    submenu.setToolTipsVisible(True)
    submenu.aboutToShow.connect(lambda: controller.fill(submenu))
    menu.addMenu(submenu)
    return submenu


def display_object_handlers(
    controller: DisplayObjectsController,
) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does."""
    return {
        "show_overlays": controller.show_overlays,
        "show_shutters": controller.show_shutters,
        "toggle_state": lambda _on: controller.toggle(),
    }
