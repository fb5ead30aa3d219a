"""Patient-wise training, validation and test parts, drawn once and kept in a file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import numpy as np

from workstation.errors import InputError
from workstation.messages import Message
from workstation.training.config import SplitSettings


class Part(StrEnum):
    """What a sample is for."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


def draw_split(patients: Mapping[str, str], settings: SplitSettings) -> dict[str, Part]:
    """Assign every sample to a part; all samples of one patient share it.

    Parameters
    ----------
    patients : mapping of str to str
        Sample name to patient.
    settings : SplitSettings
        Fractions of patients and the seed.
    """
    names = sorted(set(patients.values()))
    order = np.random.default_rng(settings.seed).permutation(len(names))
    n_test = round(len(names) * settings.test)
    n_validation = round(len(names) * settings.validation)
    part_of: dict[str, Part] = {}
    for rank, index in enumerate(order):
        if rank < n_test:
            part = Part.TEST
        elif rank < n_test + n_validation:
            part = Part.VALIDATION
        else:
            part = Part.TRAIN
        part_of[names[index]] = part
    return {sample: part_of[patient] for sample, patient in patients.items()}


def write_split(path: Path, patients: Mapping[str, str], parts: Mapping[str, Part]) -> None:
    """Write one line per sample: name, patient, part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("sample", "patient", "part"))
        for sample in sorted(parts):
            writer.writerow((sample, patients[sample], parts[sample].value))


def read_split(path: Path) -> dict[str, Part]:
    """Read what `write_split` wrote.

    Raises
    ------
    InputError
        The file is not a split, or puts one patient into two parts.
    """
    parts: dict[str, Part] = {}
    seen: dict[str, Part] = {}
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                part = Part(row["part"])
                parts[row["sample"]] = part
                if seen.setdefault(row["patient"], part) is not part:
                    raise InputError(
                        Message("The split file puts one patient into two parts."),
                        hint=Message("Delete the file to draw the split again, then train again."),
                        detail=str(path),
                    )
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            Message("The split file cannot be read."),
            hint=Message("Restore training/split.csv of the bundle."),
            detail=f"{path}: {error}",
        ) from error
    return parts


def keep_or_draw(
    path: Path, patients: Mapping[str, str], settings: SplitSettings
) -> dict[str, Part]:
    """The split on file, or a new one that is written there.

    Raises
    ------
    InputError
        The file does not name exactly these samples.
    """
    if not path.exists():
        parts = draw_split(patients, settings)
        write_split(path, patients, parts)
        return parts
    parts = read_split(path)
    if set(parts) != set(patients):
        raise InputError(
            Message("The split file names other samples than the data folder holds."),
            hint=Message(
                "Use the data that the model was trained on, or delete the split to start anew."
            ),
            detail=str(path),
        )
    return parts
