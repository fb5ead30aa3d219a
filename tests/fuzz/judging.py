"""Each area of the program on mutated files: what it does, and whether that is right."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.fuzz import second_decoder
from tests.fuzz.cases import Case
from tests.fuzz.checks import draw, lost_files, place_of, stacks_of
from tests.fuzz.memory import Meter
from tests.fuzz.mutant import Harm
from tests.fuzz.outcomes import FINDINGS, Kind, Outcome
from tests.fuzz.second_reader import quantity_values
from tests.fuzz.seed import Seed, Seeds, write
from tests.fuzz.state_use import use_states
from workstation.domain.image import FrameSequence, Image, Volume
from workstation.domain.study import ScanReport, Series, Stack, Study
from workstation.errors import WorkstationError
from workstation.inference.bundle_config import read_bundle_config
from workstation.plugin_host.folders import PluginFolders
from workstation.plugin_host.model_zoo import list_models, verify_models
from workstation.plugin_host.registry import PluginStatus, find_plugins
from workstation.processes.cancel import CancelToken, no_progress
from workstation.services.install_model import offered_model
from workstation.services.open_files import ImageFiles, is_image_file
from workstation.services.open_study import open_series
from workstation.services.prepare_view import prepare_image
from workstation.services.read_display_objects import read_display_objects
from workstation.services.read_masks import read_masks, referenced_series
from workstation.services.scan_record import scan_record

LARGEST_GROWTH_MB = 512.0


class Judge:
    """Judges cases of one area after the other, as a window would meet them."""

    def __init__(self, seeds: Seeds, folder: Path) -> None:
        self._seeds = seeds
        self._clean: dict[str, list[Image]] = {}
        self._folder = folder
        write(seeds.series, folder / "series")
        self._like = open_series(folder / "series")
        self._judges: dict[str, Callable[[Case], Outcome]] = {
            "scan": self._scan,
            "open": self._open,
            "render": self._render,
            "masks": self._masks,
            "states": self._states,
            "plugins": self._plugins,
        }

    def judge(self, area: str, cases: Sequence[Case]) -> list[Outcome]:
        """Judge cases together where the area allows it, else each by itself."""
        if area in {"scan", "open", "render"} and len(cases) > 1:
            return self._together(area, cases)
        if area == "states" and len(cases) > 1:
            return self._states_together(cases)
        return [self._bounded(case, self._judges[area]) for case in cases]

    def _bounded(self, case: Case, judge: Callable[[Case], Outcome]) -> Outcome:
        meter = Meter()
        start = time.monotonic()
        try:
            found = judge(case)
        except WorkstationError as error:
            found = self._outcome(case, Kind.REFUSED, type(error).__name__)
            if not error.message:
                found = self._outcome(case, Kind.CRASH, "refused without a word")
        except BaseException as error:  # noqa: BLE001 - this is what is looked for
            found = self._outcome(case, Kind.CRASH, place_of(error))
        seconds, grown = time.monotonic() - start, meter.grown_mb()
        if grown > LARGEST_GROWTH_MB and found.kind not in FINDINGS:
            found = self._outcome(case, Kind.MEMORY, f"{grown:.0f} MB")
        return Outcome(
            **{**found.plain(), "kind": found.kind, "seconds": seconds, "grown_mb": grown}
        )

    def _outcome(self, case: Case, kind: Kind, words: str = "") -> Outcome:
        return Outcome(number=case.number, kind=kind, seed_name=case.seed.name,
                       mutation=case.mutant.words, words=words)  # fmt: skip

    # Scan, open and render

    def _together(self, area: str, cases: Sequence[Case]) -> list[Outcome]:
        """Scan a folder of cases at once; a fault is then looked for in each alone."""
        images = [case for case in cases if is_image_file(case.victim)]
        others = [case for case in cases if case not in images]
        start = time.monotonic()
        try:
            report = ImageFiles().scan([case.folder for case in others]) if others else None
        except Exception:  # noqa: BLE001 - found again below
            report = None
        share = (time.monotonic() - start) / max(len(others), 1)
        outcomes = []
        for case in cases:
            if report is None or case in images:
                outcomes.append(self._bounded(case, self._judges[area]))
                continue
            found = self._bounded(case, lambda case: self._scanned(area, case, report))
            if found.kind in FINDINGS:
                # Cases of one folder may also disturb each other.
                found = self._bounded(case, self._judges[area])
            outcomes.append(
                Outcome(**{**found.plain(), "kind": found.kind, "seconds": found.seconds + share})
            )
        return outcomes

    def _report(self, case: Case) -> tuple[ImageFiles, ScanReport]:
        files = ImageFiles()
        path = case.victim if is_image_file(case.victim) else case.folder
        return files, files.scan([path])

    def _scan(self, case: Case) -> Outcome:
        return self._scanned("scan", case, self._report(case)[1])

    def _open(self, case: Case) -> Outcome:
        files, report = self._report(case)
        return self._scanned("open", case, report, files)

    def _render(self, case: Case) -> Outcome:
        files, report = self._report(case)
        return self._scanned("render", case, report, files)

    def _scanned(
        self, area: str, case: Case, report: ScanReport, files: ImageFiles | None = None
    ) -> Outcome:
        json.dumps(scan_record(report), allow_nan=False)
        lost = lost_files(case, report)
        if lost:
            return self._outcome(case, Kind.LOST, lost)
        if area == "scan":
            return self._outcome(case, Kind.OK if stacks_of(case, report) else Kind.REFUSED)
        found = self._outcome(case, Kind.REFUSED, "left out")
        for study, series, stack in stacks_of(case, report):
            one = self._shown(area, case, files or ImageFiles(), (study, series, stack))
            if one.kind in FINDINGS:
                return one
            if one.kind is Kind.OK or found.words == "left out":
                found = one
        return found

    def _shown(
        self, area: str, case: Case, files: ImageFiles, place: tuple[Study, Series, Stack]
    ) -> Outcome:
        study, series, stack = place
        try:
            prepared = prepare_image(
                files.load, stack, study, series, token=CancelToken(), progress=no_progress
            )
        except WorkstationError as error:
            return self._outcome(case, Kind.REFUSED, type(error).__name__)
        if area == "render":
            draw(prepared.shown)
            return self._outcome(case, Kind.OK)
        own = [k for k, frame in enumerate(stack.frames) if frame.path == str(case.victim)]
        damage = self._damage(case, prepared.image) if own else ""
        if not damage and len(own) == 1:
            damage = self._against_reader(case, prepared.image, own[0])
        return self._outcome(case, Kind.DAMAGE if damage else Kind.OK, damage)

    # What must not be shown without a word

    def _damage(self, case: Case, image: Image) -> str:
        if self._speaks(case, image):
            return ""
        clean = self._clean_of(case.seed)
        values = np.asarray(image.array)
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            return "values that are not finite, and no issue"
        if isinstance(image, Volume) and not np.isfinite(image.geometry.affine_lps).all():
            return "a geometry that is not finite, and no issue"
        if case.mutant.harm is Harm.UNKNOWN or not case.seed.lossless:
            return ""
        if any(np.array_equal(values, np.asarray(each.array)) for each in clean):
            return ""
        if case.mutant.harm is Harm.CUT:
            return "other values than before the cut, and no issue"
        return self._against_second(case, image)

    def _against_reader(self, case: Case, image: Image, k: int) -> str:
        """Values of a slice beside those that pydicom reads from the same file."""
        # What a lossy stream overshoots by is limited here, and left there.
        second = quantity_values(case.victim) if case.seed.lossless else None
        values = np.asarray(image.array)
        own = values if values.ndim == 2 else values[k]
        if second is None or self._speaks(case, image):
            return ""
        if second.shape != own.shape:
            return f"{own.shape} values, pydicom reads {second.shape}"
        if not np.allclose(own, second, rtol=1e-5, atol=1e-3, equal_nan=True):
            return f"values up to {own.max():g}, pydicom reads up to {second.max():g}"
        return ""

    def _speaks(self, case: Case, image: Image) -> bool:
        """Whether an image has an issue that the sound one has not."""
        clean = self._clean_of(case.seed)
        said_of_sound = {each.code for one in clean for each in one.honesty.issues}
        return bool({each.code for each in image.honesty.issues} - said_of_sound)

    def _against_second(self, case: Case, image: Image) -> str:
        if isinstance(image, FrameSequence) or not second_decoder.decides(case.victim):
            return ""
        second = second_decoder.stored_values(case.victim)
        if second is None:
            return "a second decoder refuses the stream"
        clean = self._clean_of(case.seed)[0]
        source = np.asarray(clean.array, np.float64)
        stored = second_decoder.stored_values(self._write_clean(case.seed))
        if stored is None or stored.shape != second.shape or stored.size != source.size:
            return ""
        slope, intercept = np.polyfit(stored.ravel(), source.ravel(), 1)
        meant = second * slope + intercept
        if np.abs(meant.ravel() - np.asarray(image.array, np.float64).ravel()).max() > 0.5:
            return "other values than a second decoder gives"
        return ""

    def _write_clean(self, seed: Seed) -> Path:
        folder = self._folder / "clean" / str(abs(hash(seed.name)))
        if not folder.exists():
            write(seed.files, folder)
        return folder / seed.victim

    def _clean_of(self, seed: Seed) -> list[Image]:
        if seed.name not in self._clean:
            path = self._write_clean(seed)
            files = ImageFiles()
            report = files.scan([path if is_image_file(path) else path.parent])
            self._clean[seed.name] = [
                files.load(stack, study, series)
                for study, series in report.all_series()
                for stack in series.stacks
            ]
        return self._clean[seed.name]

    # Masks, states and plugins

    def _masks(self, case: Case) -> Outcome:
        referenced_series(case.victim)
        masks = read_masks(case.victim, self._like)
        for mask in masks:
            if mask.labels.dtype.kind not in "ub":
                return self._outcome(case, Kind.DAMAGE, f"labels are {mask.labels.dtype}")
        draw(self._like, masks)
        if case.mutant.harm is Harm.CUT and not any(s.caveats for m in masks for s in m.segments):
            meant = read_masks(self._write_clean(case.seed), self._like)
            same = len(meant) == len(masks) and all(
                np.array_equal(a.labels, b.labels) for a, b in zip(meant, masks, strict=True)
            )
            if not same:
                return self._outcome(case, Kind.DAMAGE, "another mask than before the cut")
        return self._outcome(case, Kind.OK)

    def _states_together(self, cases: Sequence[Case]) -> list[Outcome]:
        """Apply the states of several cases to one film; a fault is looked for in each alone."""
        film = cases[0].folder.parent / "film"
        write(self._seeds.film, film)
        start = time.monotonic()
        try:
            report = ImageFiles().scan([film, *(case.folder for case in cases)])
            applied = self._applied(report)
            found = [self._state_of(case, report, applied) for case in cases]
        except Exception:  # noqa: BLE001 - found again below
            return [self._bounded(case, self._states) for case in cases]
        share = (time.monotonic() - start) / len(cases)
        return [Outcome(**{**one.plain(), "kind": one.kind, "seconds": share}) for one in found]

    def _states(self, case: Case) -> Outcome:
        write(self._seeds.film, case.folder)
        report = ImageFiles().scan([case.folder])
        return self._state_of(case, report, self._applied(report))

    def _applied(self, report: ScanReport) -> frozenset[str]:
        """Apply every state to the first image; paths of those that could be."""
        json.dumps(scan_record(report), allow_nan=False)
        applied: set[str] = set()
        for study, series in report.all_series():
            for stack in series.stacks:
                objects = read_display_objects(
                    stack, study, token=CancelToken(), progress=no_progress
                )
                use_states(objects, stack, ImageFiles().load(stack, study, series))
                applied.update(state.path for state in objects.states)
        return frozenset(applied)

    def _state_of(self, case: Case, report: ScanReport, applied: frozenset[str]) -> Outcome:
        lost = lost_files(case, report) or ("" if report.studies else "the film is left out")
        if lost:
            return self._outcome(case, Kind.LOST, lost)
        shown = str(case.victim) in applied
        return self._outcome(case, Kind.OK if shown else Kind.REFUSED)

    def _plugins(self, case: Case) -> Outcome:
        if (case.folder / "offered").is_dir():
            return self._offered(case)
        folders = PluginFolders(
            plugins=(case.folder / "plugins",), models=(case.folder / "models",)
        )
        entries = find_plugins(folders, installed=())
        models = list_models(folders, entries)
        verify_models(folders, entries)
        json.dumps([e.reason.plain for e in entries] + [m.problem.plain for m in models])
        read_bundle_config(case.folder / "models" / "tiny")
        if any(e.status is PluginStatus.REFUSED and not e.reason for e in entries):
            return self._outcome(case, Kind.CRASH, "refused without a word")
        return self._outcome(case, Kind.OK)

    def _offered(self, case: Case) -> Outcome:
        """A model of others, up to the question whether it shall be installed."""
        with TemporaryDirectory(dir=self._folder) as home:
            folders = PluginFolders(plugins=(Path(home) / "p",), models=(Path(home) / "m",))
            with offered_model(case.folder / "offered", folders=folders) as offer:
                json.dumps(offer.adapted.config)
        return self._outcome(case, Kind.OK)
