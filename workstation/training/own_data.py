"""Data of the user: pictures sorted by class, and segmentations listed by a `dataset.json`.

References
----------
Medical Segmentation Decathlon, `dataset.json` (Antonelli M et al. Nat Commun 2022;13:4128).
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from workstation.errors import InputError
from workstation.messages import Message
from workstation.security.plain_json import plain_json
from workstation.training.config import OWN_LAYOUTS, TrainingConfig, TrainingPaths
from workstation.training.datasets import SampleRef, list_samples

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff")
DATASET = "dataset.json"
_PATHS = ("path", "file", "image", "filename")
_LABELS = ("label", "class")
_PATIENTS = ("patient", "patient_id")


def samples_of(config: TrainingConfig, paths: TrainingPaths) -> list[SampleRef]:
    """Every sample that a configuration names, of the user's data or of a known layout.

    Raises
    ------
    InputError
        The data are not of the layout, or have other classes than the configuration.
    """
    if config.layout not in OWN_LAYOUTS:
        return list_samples(config.layout, paths.data, paths.outlier_data, config.classes)
    if config.layout == "pictures":
        return numbered(list_pictures(paths.data), config.classes, paths.data)
    refs, classes, _ = read_dataset(paths.data)
    if classes != config.classes:
        raise InputError(
            Message(
                "The data have the classes {found}, the configuration {wanted}.",
                found=", ".join(classes),
                wanted=", ".join(config.classes),
            ),
            hint=Message("Leave `classes` out of the configuration to take those of the data."),
        )
    return refs


def list_pictures(data: Path) -> list[SampleRef]:
    """Pictures with the name of their class as `group`; `target` is still 0.

    Parameters
    ----------
    data : Path
        A folder with one folder per class, or a CSV file with the columns path and label, and
        patient where a patient has several pictures; its paths are relative to it.

    Raises
    ------
    InputError
        There are none, or a row names a picture that is not there.
    """
    refs = _from_csv(data) if data.is_file() else _from_folders(data)
    _require_once(data.name, [ref.image.resolve() for ref in refs])
    if len({ref.group for ref in refs}) < 2:
        raise InputError(
            Message("There are not two classes of pictures in {name}.", name=data.name),
            hint=Message(
                "Give a folder with one folder of pictures ({kinds}) per class, or a CSV file with "
                "the columns path and label.",
                kinds=", ".join(PICTURES),
            ),
            detail=str(data),
        )
    return refs


def numbered(refs: list[SampleRef], classes: tuple[str, ...], data: Path) -> list[SampleRef]:
    """The same with the number of their class as `target`.

    Raises
    ------
    InputError
        A picture is of a class that is not among `classes`.
    """
    strange = sorted({ref.group for ref in refs} - set(classes))
    if strange:
        raise InputError(
            Message(
                "{name} has the class {strange}, which the model does not know.",
                name=data.name,
                strange=strange[0],
            ),
            hint=Message("It knows: {names}.", names=", ".join(classes)),
        )
    return [
        SampleRef(
            name=ref.name,
            patient=ref.patient,
            image=ref.image,
            target=classes.index(ref.group),
            group=ref.group,
        )
        for ref in refs
    ]


def _from_folders(data: Path) -> list[SampleRef]:
    refs = []
    for folder in sorted(data.iterdir()):
        if not folder.is_dir() or folder.name.startswith("."):
            continue
        images = [
            image
            for image in sorted(folder.rglob("*"))
            if image.suffix.lower() in PICTURES and not image.name.startswith(".")
        ]
        if not images:
            raise InputError(
                Message("The folder {name} holds no pictures.", name=folder.name),
                hint=Message("Each folder is a class; put pictures into it, or take it away."),
                detail=str(folder),
            )
        for image in images:
            name = image.relative_to(data).as_posix()
            # A picture tells nothing of its patient: each stands for one.
            refs.append(
                SampleRef(name=name, patient=name, image=image, target=0, group=folder.name)
            )
    return refs


def _require_once(table: str, files: list[Path]) -> None:
    """Each file once: otherwise it might be trained on and held out at the same time."""
    twice = next((file for file, count in Counter(files).items() if count > 1), None)
    if twice is not None:
        raise InputError(
            Message("{table} names {name} twice.", table=table, name=twice.name),
            hint=Message("Keep one of the two."),
            detail=str(twice),
        )


def _from_csv(data: Path) -> list[SampleRef]:
    try:
        with data.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            # Tables of spreadsheets have the separator of the country.
            separator = max(",;\t", key=head.count)
            stream.seek(0)
            rows = list(csv.DictReader(stream, delimiter=separator))
    except UnicodeDecodeError as error:
        raise InputError(
            Message("The table {name} is not in UTF-8.", name=data.name),
            hint=Message("Save it as CSV in UTF-8."),
            detail=str(error),
        ) from error
    except (OSError, csv.Error) as error:
        raise InputError(
            Message("The table {name} cannot be read.", name=data.name), detail=str(error)
        ) from error
    columns = {str(name).strip().lower(): name for name in (rows[0] if rows else {})}
    path, label, patient = (
        next((columns[name] for name in names if name in columns), "")
        for names in (_PATHS, _LABELS, _PATIENTS)
    )
    if not path or not label:
        raise InputError(
            Message("The table {name} has no columns path and label.", name=data.name),
            hint=Message("It has: {names}.", names=", ".join(columns) or "none"),
        )
    refs = []
    for number, row in enumerate(rows, start=2):
        name, group = (row[path] or "").strip(), (row[label] or "").strip()
        image = data.parent / name
        if name and not group:
            raise InputError(
                Message(
                    "Line {number} of {table} gives no label to {name}.",
                    number=number,
                    table=data.name,
                    name=name,
                ),
                hint=Message("Write its class there, or take the line out."),
            )
        if not name or not image.is_file():
            raise InputError(
                Message(
                    "Line {number} of {table} names no picture that is there ({name}).",
                    number=number,
                    table=data.name,
                    name=name or "–",
                ),
                hint=Message("Its paths are relative to the table."),
                detail=str(image),
            )
        owner = (row[patient] or "").strip() if patient else ""
        refs.append(SampleRef(name=name, patient=owner or name, image=image, target=0, group=group))
    return refs


def read_dataset(data: Path) -> tuple[list[SampleRef], tuple[str, ...], str]:
    """Cases, classes with the background first, and the modality of a `dataset.json`.

    Parameters
    ----------
    data : Path
        The file, or the folder that holds it.

    Raises
    ------
    InputError
        It cannot be read, is for several images per case, or names files that are not there.
    """
    file = data / DATASET if data.is_dir() else data
    try:
        content = plain_json(file.read_bytes())
        modalities = _modalities(content)
        classes = _classes(content["labels"])
        refs = _told_apart(file, [_case(file, case) for case in content["training"]])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            Message("{name} is no list of a segmentation data set.", name=file.name),
            hint=Message("It needs `labels` (0 is the background) and `training` (image, label)."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    if len(modalities) != 1:
        raise InputError(
            Message(
                "{name} has {count} images per case; one is supported.",
                name=file.name,
                count=len(modalities),
            )
        )
    if not refs:
        raise InputError(
            Message("{name} names no case to train on.", name=file.name),
            hint=Message("List them in `training`, each with image and label."),
        )
    _require_once(file.name, [ref.image.resolve() for ref in refs])
    return refs, classes, modalities[0]


def _modalities(content: dict[str, Any]) -> list[str]:
    """One for each image of a case; an empty one where nothing is said."""
    stated = content.get("modality") or content.get("channel_names") or ""
    if isinstance(stated, dict):
        stated = list(stated.values())
    return [str(each) for each in (stated if isinstance(stated, list) else [stated])]


def _told_apart(file: Path, refs: list[SampleRef]) -> list[SampleRef]:
    """Files of one name in folders of their own are named with the folder."""
    if len({ref.name for ref in refs}) == len({ref.image.resolve() for ref in refs}):
        return refs
    named = []
    for ref in refs:
        inside = ref.image.is_relative_to(file.parent)
        path = ref.image.relative_to(file.parent) if inside else ref.image
        named.append(replace(ref, name=path.as_posix(), patient=path.as_posix()))
    return named


def _classes(labels: dict[str, Any]) -> tuple[str, ...]:
    """Names in the order of their numbers; either may be the key."""
    numbered_names = {}
    for key, value in labels.items():
        number, name = (int(key), value) if str(key).isdecimal() else (int(value), key)
        numbered_names[number] = str(name)
    if sorted(numbered_names) != list(range(len(numbered_names))) or len(numbered_names) < 2:
        raise ValueError(f"labels are numbered {sorted(numbered_names)}, not 0, 1, 2 and so on")
    return tuple(numbered_names[n] for n in range(len(numbered_names)))


def _case(file: Path, case: dict[str, str]) -> SampleRef:
    image, label = file.parent / case["image"], file.parent / case["label"]
    for path in (image, label):
        if not path.is_file():
            raise InputError(
                Message(
                    "{table} names {name}, which is not there.", table=file.name, name=path.name
                ),
                hint=Message("Its paths are relative to the table."),
                detail=str(path),
            )
    name = image.name.removesuffix(".gz").removesuffix(".nii")
    return SampleRef(name=name, patient=name, image=image, target=label)
