"""The epoch loop: averaged weights, plateau schedule, early stopping, checkpoints, a log."""

from __future__ import annotations

import csv
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

from workstation.errors import InputError
from workstation.messages import NOTHING, Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.training.config import OptimizerSettings
from workstation.training.datasets import Sample

Batch = list[dict[str, torch.Tensor]]
LossFn = Callable[[nn.Module, Batch], torch.Tensor]
ScoreFn = Callable[[nn.Module], float]
AugmentFn = Callable[[dict[str, torch.Tensor]], dict[str, torch.Tensor]]


@dataclass(slots=True, kw_only=True)
class LoopState:
    """Where a run stands; the part of a checkpoint that is plain numbers."""

    epoch: int = 0
    step: int = 0
    best: float = -math.inf
    best_epoch: int = 0
    minutes: float = 0.0
    rows: list[dict[str, float]] = field(default_factory=list)
    stopped: Message = NOTHING
    """Why it ended; not kept in a checkpoint, since more epochs may be allowed later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopParts:
    """What the loop is made of."""

    network: nn.Module
    samples: Sequence[Sample]
    augment: AugmentFn
    loss: LossFn
    score: ScoreFn
    settings: OptimizerSettings
    checkpoint: Path
    log_file: Path
    score_name: str = "score"
    """What the score is, in the line of each epoch; higher is better."""


def run_loop(
    parts: LoopParts, *, token: CancelToken | None = None, progress: ProgressFn = no_progress
) -> LoopState:
    """Train until the validation score stops rising; the best averaged weights end in `network`.

    A checkpoint is written after every epoch, and a run that finds one goes on from it.

    Raises
    ------
    CancelledError
        `token` was cancelled; the checkpoint stays.
    """
    settings = parts.settings
    torch.manual_seed(settings.seed)
    optimizer = torch.optim.AdamW(
        parts.network.parameters(), lr=settings.learning_rate, weight_decay=settings.weight_decay
    )
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer,
        mode="max",
        factor=settings.plateau_factor,
        patience=settings.plateau_epochs,
        threshold=settings.plateau_gain,
        threshold_mode="abs",
    )
    averaged = AveragedModel(
        parts.network,
        multi_avg_fn=_growing_average(settings.average_decay),
        use_buffers=True,
    )
    state = LoopState()
    best = {k: v.clone() for k, v in parts.network.state_dict().items()}
    if parts.checkpoint.exists():
        try:
            saved = torch.load(parts.checkpoint, weights_only=True)
            parts.network.load_state_dict(saved["network"])
            averaged.load_state_dict(saved["averaged"])
            optimizer.load_state_dict(saved["optimizer"])
            plateau.load_state_dict(saved["plateau"])
            best, state = saved["best_weights"], LoopState(**saved["state"])
        except (RuntimeError, KeyError, ValueError, TypeError, EOFError, OSError) as error:
            raise InputError(
                Message(
                    "The checkpoint is not one of this training: network or data have changed."
                ),
                hint=Message("--restart begins anew."),
                detail=f"{parts.checkpoint}: {error}",
            ) from error
        plateau.threshold = settings.plateau_gain
        plateau.threshold_mode = "abs"
        # More epochs may be allowed now than when it stopped.
        state.stopped = _reason_to_stop(state, settings)
    while not state.stopped:
        started = time.monotonic()
        loss = _epoch(parts, optimizer, averaged, state, token)
        averaged.eval()
        score = parts.score(averaged.module)
        state.epoch += 1
        state.minutes += (time.monotonic() - started) / 60
        if score > state.best:
            state.best, state.best_epoch = score, state.epoch
            best = {k: v.clone() for k, v in averaged.module.state_dict().items()}
        plateau.step(score)
        rate = float(optimizer.param_groups[0]["lr"])
        state.rows.append(
            {
                "epoch": state.epoch,
                "loss": round(loss, 5),
                "score": round(score, 5),
                "learning_rate": rate,
                "minutes": round(state.minutes, 2),
            }
        )
        _write_log(parts.log_file, state.rows)
        state.stopped = _reason_to_stop(state, settings)
        _save(parts, optimizer, plateau, averaged, best, state)
        progress(
            min(0.99, state.epoch / settings.max_epochs),
            Message(
                "epoch {epoch}: loss {loss:.4f}, validation {score_name} {score:.4f}",
                epoch=state.epoch,
                loss=loss,
                score_name=parts.score_name,
                score=score,
            ),
        )
    parts.network.load_state_dict(best)
    parts.network.eval()
    return state


def _growing_average(decay: float) -> Callable[[Any, Any, Any], None]:
    """An exponential average that forgets the first weights quickly.

    With a fixed decay of 0.995 the average of a short training is still its random beginning.

    References
    ----------
    TensorFlow documentation, `tf.train.ExponentialMovingAverage` (`num_updates`).
    """

    @torch.no_grad()
    def update(averages: Any, currents: Any, count: Any) -> None:  # noqa: ANN401
        steps = float(count)
        kept = min(decay, (1.0 + steps) / (10.0 + steps))
        for average, current in zip(averages, currents, strict=True):
            if average.is_floating_point():
                average.lerp_(current.to(average.dtype), 1.0 - kept)
            else:
                average.copy_(current)

    return update


def _epoch(
    parts: LoopParts,
    optimizer: torch.optim.Optimizer,
    averaged: AveragedModel,
    state: LoopState,
    token: CancelToken | None,
) -> float:
    settings = parts.settings
    parts.network.train()
    generator = torch.Generator().manual_seed(settings.seed * 100003 + state.epoch)
    order = torch.randperm(len(parts.samples), generator=generator).tolist()
    total, batches = 0.0, 0
    size = min(settings.batch_size, len(order))
    for start in range(0, len(order) - size + 1, size):
        if token is not None:
            token.raise_if_cancelled()
        if state.step < settings.warmup_steps:
            for group in optimizer.param_groups:
                group["lr"] = settings.learning_rate * (state.step + 1) / settings.warmup_steps
        batch = [
            parts.augment({"image": parts.samples[n].image, "label": parts.samples[n].label})
            for n in order[start : start + size]
        ]
        with torch.autocast("cpu", torch.bfloat16, enabled=settings.precision == "bf16"):
            loss = parts.loss(parts.network, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parts.network.parameters(), 5.0)
        optimizer.step()
        averaged.update_parameters(parts.network)
        state.step += 1
        total += float(loss.detach())
        batches += 1
    return total / max(1, batches)


def _reason_to_stop(state: LoopState, settings: OptimizerSettings) -> Message:
    scores = [row["score"] for row in state.rows]
    if state.epoch - last_gain_epoch(scores, settings.plateau_gain) >= settings.patience_epochs:
        return Message(
            "no gain of {gain:g} in the validation score for {count} epoch",
            many="no gain of {gain:g} in the validation score for {count} epochs",
            gain=settings.plateau_gain,
            count=settings.patience_epochs,
        )
    if state.minutes >= settings.time_limit_min:
        return Message("time limit of {minutes:g} minutes", minutes=settings.time_limit_min)
    if state.epoch >= settings.max_epochs:
        return Message(
            "limit of {count} epoch", many="limit of {count} epochs", count=settings.max_epochs
        )
    return NOTHING


def last_gain_epoch(scores: Sequence[float], gain: float) -> int:
    """The last epoch, from 1, whose score rose by more than `gain` over the one before it."""
    mark, epoch = -math.inf, 0
    for number, score in enumerate(scores, start=1):
        if score > mark + gain:
            mark, epoch = score, number
    return epoch


def _write_log(path: Path, rows: list[dict[str, float]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _save(
    parts: LoopParts,
    optimizer: torch.optim.Optimizer,
    plateau: torch.optim.lr_scheduler.ReduceLROnPlateau,
    averaged: AveragedModel,
    best: dict[str, Any],
    state: LoopState,
) -> None:
    parts.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    draft = parts.checkpoint.with_suffix(".part")
    torch.save(
        {
            "network": parts.network.state_dict(),
            "averaged": averaged.state_dict(),
            "optimizer": optimizer.state_dict(),
            "plateau": plateau.state_dict(),
            "best_weights": best,
            "state": {
                name: getattr(state, name) for name in LoopState.__slots__ if name != "stopped"
            },
        },
        draft,
    )
    draft.replace(parts.checkpoint)
