"""Fitting the weights of others in a process of its own: they are large, and of strangers."""

from __future__ import annotations

from pathlib import Path

from workstation.errors import PluginRefusedError
from workstation.inference.bundle_config import read_bundle_config
from workstation.messages import Message
from workstation.plugin_api.integrity import WEIGHTS
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.processes.child_task import TaskEndedError, run_in_child


def fit_weights(bundle: Path, source: Path, *, token: CancelToken | None = None) -> int:
    """Make the parts of an adapted bundle, put the weights into its network and write them there.

    Parameters
    ----------
    bundle : Path
        With its plain configuration; gets `models/model.safetensors`.
    source : Path
        The weights as they came.

    Returns
    -------
    int
        How many numbers the network has.

    Raises
    ------
    PluginRefusedError
        Something cannot be made, or the weights do not fit.
    """
    try:
        return int(run_in_child(_fit, bundle, source, token=token))
    except TaskEndedError as error:
        raise PluginRefusedError(
            Message(
                "The weights of the model {name} cannot be read: {why}.",
                name=bundle.name,
                why=error.why,
            ),
            hint=Message("--verbose prints where it failed."),
            detail=error.trace,
        ) from error


def _fit(
    bundle: Path,
    source: Path,
    *,
    token: CancelToken,  # noqa: ARG001 - its process is ended
    progress: ProgressFn,
) -> int:
    from workstation.inference.bundle_parts import MADE_SECTIONS, make_parts
    from workstation.inference.foreign_weights import convert_weights

    progress(0.1, Message("network"))
    parts = make_parts(bundle, read_bundle_config(bundle), MADE_SECTIONS)
    progress(0.5, Message("weights"))
    return convert_weights(bundle, source, parts["network_def"], bundle / WEIGHTS)
