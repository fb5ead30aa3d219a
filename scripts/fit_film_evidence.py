"""Fit what tells inverted and mirrored chest films, and print how well it does on others.

    python scripts/fit_film_evidence.py ../shared/data [PLUGIN]

Adds `greys_weights` and `heart_weights` to `models/reference.safetensors` of lung_fields_xr and of
pneumonia_xr, and to the latter what tells pictures unlike those of its training (`pictures_*`) and
halves of films from whole ones (`parts_weights`).
Every film is its own counterexample: inverted, or mirrored. Each model is fitted to training films,
a limit to validation films, and the printed rates are of films that took no part; parts are those
of the bundles' splits, and thirds of the patients of the adult films.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_model
from scipy.ndimage import rotate
from scipy.optimize import minimize

from plugins.lung_fields_xr.plugin import both_fields
from workstation.plugin_api.film_evidence import (
    GRID,
    LEAST_LOG_ODDS,
    heart_features,
    lung_box,
    small_picture,
)
from workstation.plugin_api.outliers import unlikeness
from workstation.training.bundles import build_network, build_preprocessing
from workstation.training.datasets import read_array
from workstation.training.likeness import fit_likeness, write_references
from workstation.training.splits import Part, read_split

ZOO = Path(__file__).resolve().parents[1] / "model_zoo"
RIDGE = {"greys": 0.01, "heart": 0.003, "parts": 0.003}
PARTS_MARGIN = 0.5
"""Log odds, beyond the most extreme whole film of the validation."""
FALSE_REFUSALS, PICTURE_DIRECTIONS = 0.015, 40
BATCH = 16

HALVES: dict[str, Callable[[NDArray[np.float32]], NDArray[np.float32]]] = {
    "left half": lambda film: film[:, : film.shape[1] // 2],
    "right half": lambda film: film[:, film.shape[1] // 2 :],
    "upper half": lambda film: film[: film.shape[0] // 2],
    "lower half": lambda film: film[film.shape[0] // 2 :],
}
LARGER_PARTS: dict[str, Callable[[NDArray[np.float32]], NDArray[np.float32]]] = {
    "left 60 %": lambda film: film[:, : film.shape[1] * 3 // 5],
    "right 60 %": lambda film: film[:, film.shape[1] * 2 // 5 :],
    "left 70 %": lambda film: film[:, : film.shape[1] * 7 // 10],
}
Films = dict[Part, list[NDArray[np.float32]]]
"""Pictures of the films of one population, by part."""


def main(data: Path, only: str = "") -> None:
    """Fit both plugins' models, or those of one, write them, and print their rates."""
    torch.set_num_threads(1)
    adults = _thirds(data / "train_cxr_adult_nih" / "images")
    for name, folder, others, around_lungs in (
        ("lung_fields_xr", "train_cxr_lungmask", {"adults": adults}, True),
        ("pneumonia_xr", "train_cxr_pneumonia", {}, False),
    ):
        if only not in ("", name):
            continue
        split = read_split(ZOO / name / "training" / "split.csv")
        images = data / folder / "images"
        children: dict[Part, list[Path]] = {part: [] for part in Part}
        for sample, part in sorted(split.items()):
            if (images / sample).is_file():
                children[part].append(images / sample)
        paths = {"children": children, **others}
        whole = {who: _pictures(parts, _whole) for who, parts in paths.items()}
        see_heart = _around_lungs() if around_lungs else _whole
        lungs = {who: _pictures(parts, see_heart) for who, parts in paths.items()}
        greys = {
            who: {part: np.stack([p.ravel() for p in each]) for part, each in parts.items()}
            for who, parts in whole.items()
        }
        heart = {
            who: {part: np.stack([heart_features(p) for p in each]) for part, each in parts.items()}
            for who, parts in lungs.items()
        }
        arrays = {
            "greys_weights": _fitted(greys, RIDGE["greys"]),
            "heart_weights": _fitted(heart, RIDGE["heart"]),
        }
        if not around_lungs:
            pictures = fit_likeness(
                greys["children"][Part.TRAIN],
                greys["children"][Part.VALIDATION],
                share=FALSE_REFUSALS,
                directions=PICTURE_DIRECTIONS,
            )
            arrays |= {f"pictures_{key}": values for key, values in pictures.items()}
            _print_likeness(name, whole["children"][Part.TEST], pictures)
            arrays["parts_weights"] = fit_parts(paths["children"])
        write_references(ZOO / name / "models" / "reference.safetensors", arrays)
        _print(name, "inverted", greys, arrays["greys_weights"], 0.0)
        _print(name, "mirrored", heart, arrays["heart_weights"], LEAST_LOG_ODDS)


def _thirds(folder: Path) -> dict[Part, list[Path]]:
    parts: dict[Part, list[Path]] = {part: [] for part in Part}
    for path in sorted(folder.iterdir()):
        third = zlib.crc32(path.name.split("_")[0].encode()) % 3
        parts[list(Part)[third]].append(path)
    return parts


def _pictures(
    parts: dict[Part, list[Path]],
    picture: Callable[[list[NDArray[np.float32]]], list[NDArray[np.float32]]],
) -> Films:
    found: Films = {}
    for part, paths in parts.items():
        found[part] = []
        for start in range(0, len(paths), BATCH):
            values = [read_array(path)[0] for path in paths[start : start + BATCH]]
            found[part] += picture(values)
    return found


def _whole(films: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    return [small_picture(film) for film in films]


def _around_lungs() -> Callable[[list[NDArray[np.float32]]], list[NDArray[np.float32]]]:
    bundle = ZOO / "lung_fields_xr"
    network = build_network(bundle)
    load_model(network, str(bundle / "models" / "model.safetensors"))
    network.eval()
    prepare = build_preprocessing(bundle)

    def pictures(films: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
        images = torch.stack(
            [prepare({"image": torch.from_numpy(f)[None]})["image"].as_tensor() for f in films]
        ).float()
        with torch.inference_mode():
            logits = network(images).numpy()
        found = []
        for image, logit in zip(images[:, 0].numpy(), logits, strict=True):
            left, right = both_fields(logit[1] > logit[0])
            field = left | right
            found.append(small_picture(image, lung_box(field) if field.any() else None))
        return found

    return pictures


def _fitted(
    populations: dict[str, dict[Part, NDArray[np.float32]]], ridge: float
) -> NDArray[np.float32]:
    """Weights of a logistic model without offset; every population counts the same."""
    rows = np.concatenate([parts[Part.TRAIN] for parts in populations.values()]).astype(np.float64)
    share = np.concatenate(
        [np.full(len(p[Part.TRAIN]), 1 / len(p[Part.TRAIN])) for p in populations.values()]
    ) / len(populations)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = rows @ weights
        value = float(share @ np.logaddexp(0, -odds) + ridge * weights @ weights)
        slope = -rows.T @ (share / (1 + np.exp(odds))) + 2 * ridge * weights
        return value, slope

    found = minimize(
        loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000}
    )
    weights: NDArray[np.float32] = found.x.astype(np.float32)
    return weights


def fit_parts(paths: dict[Part, list[Path]]) -> NDArray[np.float32]:
    """What tells each half of a film from a whole one, and rates of halves and larger parts.

    Returns
    -------
    (4, GRID * GRID + 1) float32
        Weights of a picture and of a one: above 0 for halves, below it for whole films of the
        validation.
    """
    pictures = {
        name: {part: _rows(each, cut) for part, each in paths.items()}
        for name, cut in {"whole": _uncut, **HALVES, **LARGER_PARTS}.items()
    }
    found = []
    for name in HALVES:
        # Odd, as `_fitted` wants it: a whole film is the counterexample of a half.
        rows = {"half": pictures[name], "whole": {p: -v for p, v in pictures["whole"].items()}}
        weights = _fitted(rows, RIDGE["parts"])
        allowed = float((pictures["whole"][Part.VALIDATION] @ weights).max())
        weights[-1] -= allowed + PARTS_MARGIN
        found.append(weights)
    parts = np.stack(found)
    for name, of_part in pictures.items():
        tested = of_part[Part.TEST]
        refused = int((tested @ parts.T > 0).any(axis=1).sum())
        sys.stdout.write(f"parts, {name}: {refused} of {len(tested)} test films refused\n")
    return parts


def _rows(
    paths: list[Path], cut: Callable[[NDArray[np.float32]], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Pictures of parts of films, and a one, a row each."""
    pictures = [small_picture(cut(read_array(path)[0])).ravel() for path in paths]
    return np.stack([np.append(picture, np.float32(1)) for picture in pictures])


def _uncut(film: NDArray[np.float32]) -> NDArray[np.float32]:
    return film


def _print(
    name: str,
    what: str,
    populations: dict[str, dict[Part, NDArray[np.float32]]],
    weights: NDArray[np.float32],
    limit: float,
) -> None:
    for who, parts in populations.items():
        for part in (Part.VALIDATION, Part.TEST):
            odds = parts[part] @ weights
            sys.stdout.write(
                f"{name}, {what}, {who}: {int((odds < -limit).sum())} false alarms, "
                f"{int((odds > limit).sum())} caught, of {len(odds)} {part} films each\n"
            )


def _print_likeness(
    name: str, films: list[NDArray[np.float32]], fitted: dict[str, NDArray[np.float32]]
) -> None:
    """How many pictures are refused, as they are and spoiled in ways that keep them upright."""
    noise = np.random.default_rng(0)
    half, edge = GRID // 2, GRID // 7
    for words, spoil in (
        ("as they are", lambda p: p),
        ("the upper half", lambda p: p[:half]),
        ("the lower half", lambda p: p[half:]),
        ("the left half", lambda p: p[:, :half]),
        ("the right half", lambda p: p[:, half:]),
        ("without 15 % on each side", lambda p: p[edge:-edge, edge:-edge]),
        ("turned by 15 degrees", lambda p: rotate(p, 15.0, reshape=False, mode="nearest")),
        ("black and white", np.sign),
        ("with noise", lambda p: p + noise.normal(0, 0.5, p.shape)),
    ):
        rows = np.stack([small_picture(spoil(p)).ravel() for p in films])
        beyond = unlikeness(rows, fitted["mean"], fitted["basis"]) > fitted["limit"][0]
        sys.stdout.write(
            f"{name}, {words}: {int(beyond.sum())} of {len(rows)} test films refused\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
