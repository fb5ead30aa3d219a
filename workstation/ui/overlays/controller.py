"""Overlays, shutters and presentation states in the window: read, applied, switched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from workstation.domain.display_objects import (
    Blending,
    DisplayObjects,
    DrawnGraphics,
    PresentationState,
    SoftcopyVoi,
)
from workstation.language import tr
from workstation.scene.acquired import acquired_picture
from workstation.scene.image_view import ImageView
from workstation.scene.sources import PreviewView
from workstation.services.read_display_objects import read_display_objects
from workstation.session.events import StudiesClosing
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.image_loader import ImageLoader
from workstation.ui.shell.job_controller import Job, JobController, Lane
from workstation.viewer.apply_state import (
    Look,
    Wanted,
    apply_state,
    look_of,
    put_back,
    wanted,
)
from workstation.viewer.display_objects import ShownObjects
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage


@dataclass(frozen=True, slots=True)
class _Applied:
    """What was applied to a viewport, and how it showed the image before."""

    view: ImageView
    asked: Wanted
    look: Look


class DisplayObjectsController(QObject):
    """Reads what belongs over each image once it is there, and keeps viewports in step.

    Parameters
    ----------
    blend : callable
        Lays the series of a blending state over one another; why not, in words.
    """

    told = Signal(str)
    """A line for the status bar."""
    states_changed = Signal()
    """Others are applied, or known."""

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        loader: ImageLoader,
        display: ImageDisplay,
        jobs: JobController,
        blend: Callable[[SliceViewport, Blending], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._blend = blend
        self._stage = stage
        self._jobs = jobs
        self._objects: dict[str, DisplayObjects] = {}
        self._chosen: dict[str, PresentationState | None] = {}
        self._applied: WeakKeyDictionary[SliceViewport, _Applied] = WeakKeyDictionary()
        self._voi_number: dict[str, int] = {}
        self._hidden: dict[str, frozenset[str]] = {}
        self._marks: tuple[DrawnGraphics, ...] = ()
        self._wanted: dict[str, str] = {}
        """State to choose once those of a stack are read, by its SOP Instance UID."""
        workspace.subscribe(StudiesClosing, lambda _event: self._forget())
        self._overlays, self._shutters = True, True
        loader.image_ready.connect(lambda stack_id, _prepared: self._read(stack_id))
        display.shown.connect(self.refresh)
        stage.follow_each(self._listen_to)
        stage.viewport_added.connect(self.refresh)

    def _listen_to(self, viewport: SliceViewport) -> None:
        viewport.index_changed.connect(lambda _index: self._follow_index(viewport))

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
        wanted = self._wanted.pop(place.stack.id, "")
        first = next((state for state in found.states if state.uid == wanted), None)
        self._chosen[place.stack.id] = first or next(iter(found.states), None)
        self.states_changed.emit()
        if found.refused:
            self.told.emit(
                tr("Overlays or presentation states not read: {reason}", reason=found.refused[0])
            )
        self.refresh()

    def _forget(self) -> None:
        for known in (
            *(self._objects, self._chosen, self._voi_number, self._hidden, self._wanted),
        ):
            known.clear()
        self._marks = ()

    # Showing

    def refresh(self) -> None:
        """Give each viewport what belongs to its image; a state is applied to a new image."""
        for viewport in self._stage.viewports:
            view = viewport.view
            found = self._objects.get(view.stack_id) if view is not None else None
            if found is None and self._marks:
                found = DisplayObjects()
            if view is None or found is None or isinstance(view, PreviewView):
                viewport.set_objects(None)
                continue
            state = self._chosen.get(view.stack_id)
            hidden = self._hidden.get(view.stack_id, frozenset())
            viewport.set_objects(
                ShownObjects(
                    view.stack_id, found, state, self._overlays, self._shutters, hidden, self._marks
                )
            )
            self._follow_image(viewport)

    def _follow_index(self, viewport: SliceViewport) -> None:
        """Another image of what is shown; what is shown anew waits until it is there."""
        last = self._applied.get(viewport)
        if last is not None and last.view is viewport.view:
            self._follow_image(viewport)

    def _follow_image(self, viewport: SliceViewport) -> None:
        """Apply the state to an image that is new, or that it wants shown another way."""
        view, shown = viewport.view, viewport.objects
        if view is None or shown is None or shown.state is None or shown.stack_id != view.stack_id:
            return
        place = self._workspace.place(view.stack_id)
        number = self._voi_number.get(view.stack_id, 0)
        asked = wanted(viewport, shown.state, place.stack, number) if place is not None else None
        if place is None or asked is None:
            return
        last = self._applied.get(viewport)
        if last is not None and last.view is view and last.asked == asked:
            return
        # A view made anew of one stack shows it as the state left it.
        same = last is not None and last.view.stack_id == view.stack_id
        look = last.look if last is not None and same else look_of(viewport)
        before = last.asked if last is not None and last.view is view else None
        self._applied[viewport] = _Applied(view, asked, look)
        if not asked.covered:
            if before is not None and before.covered:
                put_back(viewport, look)
            return
        note = apply_state(
            viewport, shown.state, place.stack, asked,
            before if before is not None and before.covered else None,
        )  # fmt: skip
        if before is None and shown.state.blending is not None:
            note = f"{note} {self._blend(viewport, shown.state.blending)}".strip()
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
        self._voi_number.pop(view.stack_id, None)
        for viewport in self._stage.on_stack(view.stack_id):
            applied = self._applied.pop(viewport, None)
            if applied is not None:
                index = viewport.index
                self._stage.show_view(view, viewports=[viewport])
                viewport.set_color_table(applied.look.color_table)
                viewport.set_index(index)
        self.refresh()
        self.states_changed.emit()
        words = tr("Presentation state: {title}", title=state.title) if state else ""
        self.told.emit(words or tr("Shown as it came, without a presentation state."))

    def chosen_on(self, stack_id: str) -> PresentationState | None:
        """The state that is applied to the images of a stack."""
        return self._chosen.get(stack_id)

    def choose_on(self, stack_id: str, uid: str) -> None:
        """Apply a state to a stack that comes to the screen, by its SOP Instance UID.

        Without a UID, or where the state is none of the stack, it is shown as it came.
        """
        view = self._stage.view
        if stack_id not in self._objects:
            self._wanted[stack_id] = uid
            return
        states = self._objects[stack_id].states
        state = next((each for each in states if each.uid == uid), None)
        if view is not None and view.stack_id == stack_id:
            self.choose(state)
        else:
            self._chosen[stack_id] = state

    def show_marks(self, marks: tuple[DrawnGraphics, ...]) -> None:
        """Draw what a report measured on images, in place of that of another one."""
        self._marks = marks
        self.refresh()

    def toggle(self) -> None:
        """Take the state off, or apply the newest one again."""
        states = self.states()
        if not states:
            self.told.emit(tr("No presentation state references this image."))
            return
        self.choose(None if self.chosen is not None else states[0])

    def next_state(self) -> None:
        """Apply the next state of the active image; after the last one, none."""
        states = self.states()
        if not states:
            self.told.emit(tr("No presentation state references this image."))
            return
        chosen = self.chosen
        number = states.index(chosen) + 1 if chosen in states else 0
        self.choose(states[number] if number < len(states) else None)

    @property
    def hidden_layers(self) -> frozenset[str]:
        """Graphic layers of the active image that are not shown."""
        view = self._stage.view
        return self._hidden.get(view.stack_id, frozenset()) if view is not None else frozenset()

    def show_layer(self, name: str, on: bool) -> None:
        """Show or hide a graphic layer of the active image."""
        view = self._stage.view
        if view is not None:
            others = self.hidden_layers - {name}
            self._hidden[view.stack_id] = others if on else others | {name}
            self.refresh()

    @property
    def vois(self) -> tuple[SoftcopyVoi, ...]:
        """Windows and tables that the state offers for the active image."""
        viewport, state = self._stage.active, self.chosen
        picture = (
            acquired_picture(viewport.view, viewport.plane, viewport.index)
            if viewport.view is not None
            else None
        )
        if state is None or picture is None:
            return ()
        return state.vois_of(picture.uid, picture.frame)

    @property
    def voi_number(self) -> int:
        """Which of them is shown."""
        view = self._stage.view
        return self._voi_number.get(view.stack_id, 0) if view is not None else 0

    def choose_voi(self, number: int) -> None:
        """Show the active image with another window or table of its state."""
        view = self._stage.view
        if view is not None:
            self._voi_number[view.stack_id] = number
            self.refresh()

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


def display_object_handlers(
    controller: DisplayObjectsController,
) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does."""
    return {
        "show_overlays": controller.show_overlays,
        "show_shutters": controller.show_shutters,
        "toggle_state": lambda _on: controller.toggle(),
        "next_state": lambda _on: controller.next_state(),
    }
