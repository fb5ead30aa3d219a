"""A reader who edits without pause, to be killed at any moment.

``python -m tests.support.edit_storm FOLDER RUNS SEED`` forks a reader RUNS times, kills it after a
random number of steps, and compares what the journal gives back with what the reader had last
seen. It prints one JSON line per run.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np

from tests.support.image_phantoms import box_mask
from tests.support.studies import images, result, scan_report
from workstation.domain.finding import FindingStatus
from workstation.domain.image import Volume
from workstation.domain.label_patch import LabelPatch
from workstation.domain.mask import new_id
from workstation.domain.provenance import now_utc
from workstation.keeping.autosave import Autosave
from workstation.messages import Message
from workstation.plain.values import to_plain
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation, KeyImageMark, ReportDraft
from workstation.session.events import Recorded, StepBegun, StepEnded
from workstation.session.finding_edits import FindingEdit
from workstation.session.mask_edits import ReviewState
from workstation.session.workspace import Workspace

STUDY = "1.2.3"
SERIES = "1.2.3.4"
_FEWEST_STEPS, _MOST_STEPS = 1, 14
_SHARE_WHILE_KEEPING = 0.7


def digest_of(workspace: Workspace, study: str) -> str:
    """A digest of everything that the reader made, in any order."""
    parts: list[object] = [
        sorted(json.dumps(to_plain(f), sort_keys=True) for f in workspace.findings.all),
        sorted(json.dumps(to_plain(a), sort_keys=True) for a in workspace.annotations),
        sorted(json.dumps(to_plain(k), sort_keys=True) for k in workspace.key_images),
        json.dumps(to_plain(workspace.draft(study)), sort_keys=True),
        sorted(r.provenance.created.isoformat() for r in workspace.results),
        [workspace.acknowledgement(p.stack.id) is not None for p in workspace.places],
    ]
    parts += [
        (
            mask.id,
            mask.version,
            hashlib.sha256(np.ascontiguousarray(mask.labels).tobytes()).hexdigest(),
            [
                (s.number, s.label, to_plain(workspace.segmentation.state(mask.id, s.number)))
                for s in mask.segments
            ],
        )
        for mask in sorted(workspace.masks, key=lambda m: m.id)
    ]
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def open_workspace(
    folder: Path, before_keeping: Callable[[Workspace], None] = lambda _workspace: None
) -> tuple[Workspace, Autosave]:
    """The workspace as the next start of the program makes it.

    `before_keeping` is called when a step is done and about to be kept.
    """
    autosave = Autosave(folder, lambda error: sys.exit(str(error)))
    workspace = Workspace()
    depth = 0

    def begin(_event: object) -> None:
        nonlocal depth
        depth += 1

    def end(_event: object) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            before_keeping(workspace)

    def record(_event: object) -> None:
        if depth == 0:
            before_keeping(workspace)

    workspace.subscribe(StepBegun, begin)
    workspace.subscribe(StepEnded, end)
    workspace.subscribe(Recorded, record)
    autosave.follow(workspace)
    workspace.add_report(scan_report())
    workspace.restore(STUDY, autosave.load(STUDY))
    workspace.activate("stack-1")
    workspace.reader = "Dr. Storm"
    return workspace, autosave


class Storm:
    """Random edits of every kind."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.random = random.Random(seed)
        volume = images()["stack-1"]
        assert isinstance(volume, Volume)
        self.volume = volume

    def step(self) -> None:
        """One thing that a reader does."""
        self.random.choice(
            (
                self.draw,
                self.draw,
                self.move,
                self.delete,
                self.decide,
                self.edit_finding,
                self.key_image,
                self.draft,
                self.acknowledge,
                self.analyze,
                self.new_mask,
                self.paint,
                self.paint,
                self.paint,
                self.state,
                self.undo,
                self.undo,
                self.redo,
            )
        )()

    def draw(self) -> None:
        start, end = ([self.random.uniform(0, 9) for _ in range(3)] for _ in range(2))
        self.workspace.put_annotation(
            Annotation(
                id=new_id(),
                kind=AnnotationKind.LENGTH,
                study_instance_uid=STUDY,
                series_instance_uid=SERIES,
                stack_id="stack-1",
                frame_of_reference_uid="1",
                points=((start[0], start[1], start[2]), (end[0], end[1], end[2])),
                in_patient=True,
            ),
            text=Message("Add length"),
        )

    def move(self) -> None:
        if self.workspace.annotations:
            chosen = self.random.choice(self.workspace.annotations)
            point = (self.random.uniform(0, 9), 1.0, 2.0)
            self.workspace.put_annotation(
                replace(chosen, points=(point, *chosen.points[1:])), text=Message("Move length")
            )

    def delete(self) -> None:
        if self.workspace.annotations:
            self.workspace.delete_annotation(self.random.choice(self.workspace.annotations).id)

    def decide(self) -> None:
        ids = [finding.id for finding in self.workspace.findings.all]
        if ids:
            chosen = self.random.sample(ids, self.random.randint(1, len(ids)))
            self.workspace.decide(chosen, self.random.choice(list(FindingStatus)[:2]))

    def edit_finding(self) -> None:
        if self.workspace.findings.all:
            finding = self.random.choice(self.workspace.findings.all)
            words = f"statement {self.random.random()}"
            self.workspace.edit_finding(
                finding.id,
                FindingEdit(label=finding.label, laterality=finding.laterality, statement=words),
            )

    def key_image(self) -> None:
        self.workspace.toggle_key_image(
            KeyImageMark(
                id=new_id(),
                study_instance_uid=STUDY,
                stack_id="stack-1",
                plane="axial",
                index=self.random.randrange(4),
                window_center=1.0,
                window_width=2.0,
            )
        )

    def draft(self) -> None:
        self.workspace.set_draft(STUDY, ReportDraft(impression=f"{self.random.random()}"))

    def acknowledge(self) -> None:
        self.workspace.acknowledge_geometry("stack-1")

    def analyze(self) -> None:
        if len(self.workspace.results) < 3:
            number = len(self.workspace.results)
            made = result()
            findings = tuple(replace(f, id=new_id()) for f in made.findings)
            self.workspace.add_result(
                replace(
                    made,
                    findings=findings,
                    mask=None,
                    plugin_id=f"p{number}",
                    provenance=replace(made.provenance, created=now_utc()),
                ),
                STUDY,
                SERIES,
            )

    def new_mask(self) -> None:
        if len(self.workspace.masks) < 2:
            mask = box_mask(self.volume, mask_id=new_id())
            mask = replace(mask, labels=np.zeros_like(mask.labels), series_instance_uid=SERIES)
            self.workspace.segmentation.create(mask)

    def paint(self) -> None:
        if not self.workspace.masks:
            return
        mask = self.random.choice(self.workspace.masks)
        before = mask.labels.copy()
        after = before.copy()
        k, j, i = (self.random.randrange(side) for side in before.shape)
        after[k, : j + 1, : i + 1] = self.random.choice([0, mask.segments[0].number])
        if np.array_equal(before, after):
            return
        patch = LabelPatch.between(before, after)
        if patch is not None and not (
            patch.numbers() & self.workspace.segmentation.locked(mask.id)
        ):
            self.workspace.segmentation.commit(mask.id, Message("Paint"), patch)

    def state(self) -> None:
        if self.workspace.masks:
            mask = self.random.choice(self.workspace.masks)
            number = mask.segments[0].number
            self.workspace.segmentation.set_review(
                mask.id, number, self.random.choice(list(ReviewState))
            )

    def undo(self) -> None:
        self.workspace.undo.undo()

    def redo(self) -> None:
        self.workspace.undo.redo()


def _edit_until_killed(folder: Path, seed: int, told: int) -> None:
    """In the child: say what is seen after each step, and before it is kept."""

    def tell(word: str, workspace: Workspace) -> None:
        os.write(told, f"{word} {digest_of(workspace, STUDY)}\n".encode())

    workspace, _ = open_workspace(folder, lambda workspace: tell("keeping", workspace))
    storm = Storm(workspace, seed)
    tell("seen", workspace)
    while True:
        storm.step()
        tell("seen", workspace)


def told_until(pipe: IO[bytes], steps: int, *, while_keeping: bool) -> bytes:
    """What was told until that many steps were seen, or until the next one is being kept."""
    told, seen = b"", 0
    for line in pipe:
        told += line
        seen += line.startswith(b"seen")
        if seen >= steps and (not while_keeping or line.startswith(b"keeping")):
            break
    return told


def run(folder: Path, seed: int) -> dict[str, object]:
    """Fork a reader, kill it, and compare."""
    chance = random.Random(seed)
    reading, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _edit_until_killed(folder, seed, telling)
    os.close(telling)
    wanted = chance.randint(_FEWEST_STEPS, _MOST_STEPS)
    with os.fdopen(reading, "rb") as pipe:
        told = told_until(pipe, wanted, while_keeping=chance.random() < _SHARE_WHILE_KEEPING)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = (told + pipe.read()).split(b"\n")
    whole = [line.decode().split() for line in lines[:-1]]
    seen = [number for number, (word, _) in enumerate(whole) if word == "seen"]
    # What was about to be kept when the kill came may be there or not.
    allowed = {digest for _, digest in whole[seen[-1] if seen else 0 :]}
    workspace, autosave = open_workspace(folder)
    found = digest_of(workspace, STUDY)
    autosave.close()
    return {
        "seed": seed,
        "wanted": wanted,
        "steps": len(seen),
        "things": len(workspace.annotations) + len(workspace.findings.all) + len(workspace.masks),
        "same": found in allowed,
    }


def main() -> None:
    """Run as often as asked; each run goes on from what the last one left."""
    folder, runs, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for number in range(runs):
        print(json.dumps(run(folder / str(number % 5), seed + number)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
