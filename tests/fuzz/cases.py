"""Which file is mutated how, by the seed and the number of a case."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.byte_mutations import PLAIN, one_of
from tests.fuzz.dicom_mutations import mutate_dicom
from tests.fuzz.mutant import Mutant, Mutate
from tests.fuzz.other_mutations import mutate_data_text, mutate_nifti, mutate_text_header
from tests.fuzz.seed import Seed, Seeds, write

AREAS = ("scan", "open", "render", "masks", "states", "plugins")


@dataclass(frozen=True, slots=True)
class Case:
    """One mutated file in a folder of its own."""

    number: int
    seed: Seed
    mutant: Mutant
    folder: Path

    @property
    def victim(self) -> Path:
        return self.folder / self.seed.victim


def mutation_of(seed: Seed) -> Mutate:
    """The mutations that fit the format of a seed."""
    name = Path(seed.victim).name
    if name.endswith((".nii", ".nii.gz")):
        return mutate_nifti
    if name.endswith((".nrrd", ".mha")):
        return mutate_text_header
    if name.endswith((".toml", ".json", ".yaml", ".md")):
        return mutate_data_text if not name.endswith(".md") else _plain
    return _plain if name.endswith((".zip", ".png", ".jpg")) else mutate_dicom


def _plain(data: bytes, chance: random.Random) -> Mutant:
    return one_of(PLAIN, data, chance)


def seeds_of(area: str, seeds: Seeds) -> Sequence[Seed]:
    """What an area reads."""
    if area in {"open", "render"}:
        return seeds.images
    if area == "scan":
        return (*seeds.images, *seeds.containers, *seeds.masks[:3], *seeds.states)
    found: Sequence[Seed] = getattr(seeds, area)
    return found


def make_case(area: str, seeds: Seeds, seed: int, number: int, folder: Path) -> Case:
    """Mutation `number` of a run, written into a folder of its own."""
    offered = seeds_of(area, seeds)
    chosen = offered[number % len(offered)]
    chance = random.Random(f"{seed} {area} {number}")
    mutant = mutation_of(chosen)(chosen.files[chosen.victim], chance)
    target = folder / f"{number:07d}"
    write({**chosen.files, chosen.victim: mutant.content}, target)
    return Case(number, chosen, mutant, target)
