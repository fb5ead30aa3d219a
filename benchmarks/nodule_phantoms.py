"""Sensitivity and false positives of lung_nodules_ct on phantoms with planted nodules.

Run: python benchmarks/nodule_phantoms.py [studies]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from workstation.inference.worker_process import PluginSource, WorkerProcess
from workstation.plugin_api.outputs import DetectionOutput
from workstation.plugin_api.parameters import resolve_parameters
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.phantoms import PlantedNodule, thorax_phantom
from workstation.plugin_host.folders import default_folders
from workstation.plugin_host.registry import find_plugins

DIAMETERS_MM = (4.0, 6.0, 8.0, 12.0, 18.0)
SPACING_MM = (1.25, 0.8, 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One planted nodule and the volume that was found for it, or None."""

    planted: PlantedNodule
    kind: str
    volume_mm3: float | None


def plant(rng: np.random.Generator) -> list[tuple[PlantedNodule, str]]:
    """Draw the places of seven nodules, at least 30 mm apart.

    Five are solid, one touches the chest wall, and one is ground glass.
    """
    wanted = [(d, 30.0, "solid") for d in DIAMETERS_MM]
    wanted += [(10.0, 30.0, "at the pleura"), (12.0, -550.0, "ground glass")]
    placed: list[tuple[PlantedNodule, str]] = []
    while len(placed) < len(wanted):
        diameter, hu, kind = wanted[len(placed)]
        side = rng.choice([-1.0, 1.0])
        reach = 1.0 - diameter / 2 / 58 if kind == "at the pleura" else 0.75
        direction = rng.normal(size=3)
        direction /= np.linalg.norm(direction)
        if kind == "at the pleura":
            direction = np.array([side * 0.9, 0.3, 0.2]) / np.linalg.norm([0.9, 0.3, 0.2])
        radius = reach if kind == "at the pleura" else reach * rng.uniform(0, 1) ** (1 / 3)
        offset = direction * radius * np.array([58.0, 78.0, 102.0])
        center = np.array([side * 72.0, 0.0, -5.0]) + offset
        if all(np.linalg.norm(center - n.center_lps_mm) > 30 for n, _ in placed):
            x, y, z = (float(v) for v in center)
            nodule = PlantedNodule(center_lps_mm=(x, y, z), diameter_mm=diameter, hu=hu)
            placed.append((nodule, kind))
    return placed


def main() -> None:
    """Print the table."""
    studies = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    entry = next(e for e in find_plugins(default_folders()) if e.id == "lung_nodules_ct")
    if entry.manifest is None:
        raise SystemExit(entry.reason)
    source = PluginSource(folder=entry.folder, manifest=entry.manifest)
    parameters = resolve_parameters(entry.manifest, {})
    hits: list[Hit] = []
    false_positives: list[int] = []
    worker = WorkerProcess("cpu")
    for study in range(studies):
        rng = np.random.default_rng(1000 + study)
        planted = plant(rng)
        phantom = thorax_phantom(
            tuple(n for n, _ in planted),
            spacing_kji_mm=SPACING_MM,
            vessels=60,
            noise_hu=25.0,
            seed=study,
        )
        request = PluginRequest(image=phantom.payload(), parameters=parameters)
        output = worker.run(source, request).output
        if not isinstance(output, DetectionOutput):
            raise TypeError(type(output).__name__)
        labels = output.labels if output.labels is not None else np.zeros(1, dtype=np.uint8)
        matched: set[int] = set()
        voxel = float(np.prod(SPACING_MM))
        inverse = np.linalg.inv(phantom.affine_lps)
        for nodule, kind in planted:
            kji = inverse[:3, :3] @ np.array(nodule.center_lps_mm) + inverse[:3, 3]
            number = int(labels[tuple(np.rint(kji).astype(int))])
            matched.add(number)
            volume = float((labels == number).sum()) * voxel if number else None
            hits.append(Hit(planted=nodule, kind=kind, volume_mm3=volume))
        false_positives.append(sum(s.number not in matched for s in output.segments))
    worker.close()
    print(f"{studies} phantoms, {SPACING_MM} mm, noise 25 HU, 60 vessels each")
    print("nodule                    found      sensitivity  volume, measured / true")
    for kind in ("solid", "at the pleura", "ground glass"):
        for diameter in sorted({h.planted.diameter_mm for h in hits if h.kind == kind}):
            rows = [h for h in hits if h.kind == kind and h.planted.diameter_mm == diameter]
            found = [h.volume_mm3 for h in rows if h.volume_mm3 is not None]
            true = np.pi / 6 * diameter**3
            ratio = f"{np.mean(found) / true:.2f}" if found else "-"
            share = len(found) / len(rows)
            name = f"{kind} {diameter:g} mm"
            print(f"{name:<26}{len(found):>3} of {len(rows):<4}{share:>10.2f}     {ratio}")
    print(f"false positives per study: {np.mean(false_positives):.2f} {false_positives}")


if __name__ == "__main__":
    main()
