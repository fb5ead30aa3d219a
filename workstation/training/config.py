"""What a training run is told: a JSON file beside the bundle that it fills."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from workstation.errors import InputError
from workstation.messages import Message

OWN_LAYOUTS = frozenset({"dataset", "pictures"})
"""Layouts of data of the user, from which classes can be read."""
_LAYOUTS: dict[str, tuple[str, ...]] = {
    "segmentation": ("dataset", "hippocampus", "lungmask"),
    "classification": ("pictures",),
    "pneumonia": ("pneumonia",),
}


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SplitSettings(_Settings):
    """Fractions of patients held out, and the seed that draws them."""

    seed: int = 0
    validation: float = Field(default=0.15, gt=0, lt=1)
    test: float = Field(default=0.2, gt=0, lt=1)


class OptimizerSettings(_Settings):
    """How the weights are moved and when that ends."""

    seed: int = 0
    batch_size: int = Field(default=4, ge=1)
    learning_rate: float = Field(default=1e-3, gt=0)
    weight_decay: float = Field(default=1e-4, ge=0)
    warmup_steps: int = Field(default=50, ge=0)
    average_decay: float = Field(default=0.995, ge=0, lt=1)
    plateau_epochs: int = Field(default=4, ge=1)
    plateau_gain: float = Field(default=0.0005, ge=0)
    plateau_factor: float = Field(default=0.4, gt=0, lt=1)
    patience_epochs: int = Field(default=12, ge=1)
    max_epochs: int = Field(default=300, ge=1)
    time_limit_min: float = Field(default=240.0, gt=0)
    threads: int = Field(default=2, ge=1)
    precision: Literal["bf16", "fp32"] = "bf16"


class TrainingConfig(_Settings):
    """One training run.

    `data` and `outlier_data` are relative to the configuration file. Network and
    pre-processing are those of the bundle's `inference.json`, so that training and use
    cannot drift apart; without one they are made for the data (`defaults`). Classes are those
    of the data where none are named. `label_preprocessing` and `augmentation` are lists of
    MONAI dictionary transforms over the keys `image` and `label`.
    """

    model: str = Field(pattern=r"^[a-z][a-z0-9_]{1,63}$")
    task: Literal["segmentation", "classification", "pneumonia"]
    layout: Literal["dataset", "pictures", "hippocampus", "lungmask", "pneumonia"] = "dataset"
    data: str
    outlier_data: str = ""
    classes: tuple[str, ...] = ()
    split: SplitSettings = SplitSettings()
    optimizer: OptimizerSettings = OptimizerSettings()
    label_preprocessing: tuple[dict[str, Any], ...] = ()
    augmentation: tuple[dict[str, Any], ...] = ()
    published: dict[str, float] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _usual_layout(cls, content: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        if isinstance(content, dict) and "layout" not in content:
            usual = _LAYOUTS.get(str(content.get("task")), ("dataset",))[0]
            return {**content, "layout": usual}
        return content

    @model_validator(mode="after")
    def _task_and_layout_fit(self) -> TrainingConfig:
        allowed = _LAYOUTS[self.task]
        if self.layout not in allowed:
            raise ValueError(
                f"layout: for the task {self.task} it should be {' or '.join(map(repr, allowed))}"
            )
        if not self.classes and self.layout not in OWN_LAYOUTS:
            raise ValueError(f"classes: name them for the layout {self.layout!r}")
        return self


class TrainingPaths(_Settings):
    """Where a run reads and writes."""

    bundle: Path
    """Network and pre-processing."""
    output: Path
    """The bundle that is filled; that of `bundle` where weights are replaced or measured."""
    data: Path
    outlier_data: Path | None
    checkpoint: Path

    @property
    def split_file(self) -> Path:
        """Which patient is in which part."""
        return self.output / "training" / "split.csv"

    @property
    def log_file(self) -> Path:
        """One line per epoch."""
        return self.output / "training" / "log.csv"

    @property
    def weights_file(self) -> Path:
        """The weights that are written, or measured."""
        return self.output / "models" / "model.safetensors"

    @property
    def metrics_file(self) -> Path:
        """Held-out numbers."""
        return self.output / "training" / "metrics.json"


def read_config(path: Path) -> TrainingConfig:
    """Read and judge a training configuration; its data need not be there.

    Parameters
    ----------
    path : Path
        `<bundle>/configs/train.json`.

    Raises
    ------
    InputError
        The file cannot be read or is not valid; the first wrong field is named.
    """
    try:
        return TrainingConfig.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            Message("The training configuration cannot be read."),
            hint=Message(
                "Give the path of a train.json, e.g. model_zoo/hippocampus_mr/configs/train.json."
            ),
            detail=str(error),
        ) from error
    except ValidationError as error:
        problem, more = _first_problem(error), error.error_count() - 1
        raise InputError(
            Message(
                "The training configuration is not valid: {problem} (and {more} more).",
                problem=problem,
                more=more,
            )
            if more
            else Message("The training configuration is not valid: {problem}.", problem=problem),
            hint=Message("docs/plugins/training.md names every field."),
            detail=str(error),
        ) from error


def _first_problem(error: ValidationError) -> Message | str:
    """The wrong field, what is wrong with it, and what may stand there."""
    first = error.errors(include_url=False)[0]
    loc = [str(part) for part in first["loc"]]
    place = ".".join(loc)
    if first["type"] == "extra_forbidden":
        inner: dict[str, type[BaseModel]] = {
            "split": SplitSettings,
            "optimizer": OptimizerSettings,
        }
        whole: type[BaseModel] = TrainingConfig
        kind = inner.get(loc[0], whole) if len(loc) > 1 else whole
        return Message(
            "{place}: there is no such field; there are {names}",
            place=place,
            names=", ".join(kind.model_fields),
        )
    if first["type"] == "json_invalid":
        return Message("it is no JSON: {why}", why=first["ctx"]["error"])
    if first["type"] == "missing":
        return Message("{place}: it is missing", place=place)
    given = first.get("input")
    text = first["msg"].removeprefix("Value error, ")
    if not place:
        return text
    if isinstance(given, str | int | float):
        return Message("{place}: {text} (it is {given})", place=place, text=text, given=repr(given))
    return Message("{place}: {text}", place=place, text=text)


def resolve_paths(
    config: TrainingConfig,
    bundle: Path,
    *,
    data: Path | None = None,
    outliers: Path | None = None,
    output: Path | None = None,
    config_folder: Path | None = None,
) -> TrainingPaths:
    """Where a run reads and writes.

    Parameters
    ----------
    config_folder : Path or None
        To which `data` is relative; None for `configs` of the bundle.
    data, outliers : Path or None
        In place of the configured folders. With `data` alone the configured folder of outliers
        is not used where it is absent.
    output : Path or None
        The bundle that is filled; None for `bundle` itself.

    Raises
    ------
    InputError
        A data folder is not there.
    """
    base = config_folder if config_folder is not None else bundle / "configs"
    folder = data if data is not None else (base / config.data).resolve()
    if outliers is None and config.outlier_data:
        configured = (base / config.outlier_data).resolve()
        outliers = configured if data is None or configured.is_dir() else None
    own = config.layout in OWN_LAYOUTS
    for path in (folder, outliers):
        if path is not None and not (path.is_dir() or (own and path.is_file())):
            raise InputError(
                Message("The training data {name} are not there.", name=path.name),
                hint=Message("Set `data` in train.json to where they lie, seen from that file."),
                detail=str(path),
            )
    filled = output if output is not None else bundle
    checkpoint = (
        output / "checkpoint.pt"
        if output is not None
        else bundle.parent.parent / "out" / "training" / f"{config.model}.pt"
    )
    return TrainingPaths(
        bundle=bundle, output=filled, data=folder, outlier_data=outliers, checkpoint=checkpoint
    )
