"""A pinned MONAI bundle, loaded in the worker: network, pre- and post-processing, inferer."""

from __future__ import annotations

import copy
import traceback
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from workstation.errors import PluginCrashedError, PluginRefusedError, WorkstationError
from workstation.inference.bundle_config import read_bundle_config, refused_bundle
from workstation.inference.bundle_parts import MADE_SECTIONS, make_parts
from workstation.inference.devices import choose_device, cpu_name
from workstation.inference.label_output import LabelsUnusableError, label_volume
from workstation.inference.ladder import Rung, climb_down, make_ladder
from workstation.inference.tensors import film_tensor, volume_array, volume_tensor
from workstation.inference.windows import predict, window_of
from workstation.messages import Message
from workstation.plugin_api.integrity import WEIGHTS, require_pinned
from workstation.plugin_api.manifest import ModelPin

REFERENCE = "models/reference.safetensors"


class LoadedBundle:
    """The model of one plugin on one device; implements `plugin_api.protocols.BundleModel`.

    Parameters
    ----------
    folder : Path
        The bundle.
    pin : ModelPin
        SHA-256 of each file that may be read.
    device, precision : str
        "auto", "cpu" or "cuda"; "fp32" or "bf16".

    Raises
    ------
    PluginRefusedError
        A file differs from its pin, the configuration would run code, or the weights do not
        fit the network.
    """

    def __init__(self, folder: Path, pin: ModelPin, *, device: str, precision: str) -> None:
        require_pinned(folder, pin)
        for needed in ("configs/inference.json", WEIGHTS):
            if needed not in pin.sha256:
                raise refused_bundle(folder, Message("has no pin for {needed}", needed=needed))
        self._folder = folder
        self._pin = pin
        self._config = read_bundle_config(folder)
        self._parts = make_parts(folder, self._config, MADE_SECTIONS)
        self.device, self._device_name, self._device_notes = choose_device(device)
        self.device_name = self._device_name
        self.precision = precision
        self.sha256 = pin.sha256[WEIGHTS]
        self.fallbacks: list[Message] = []
        network: nn.Module = self._parts["network_def"]
        _load_weights(folder, network)
        self._network = network.to(self.device).eval()

    def start_run(self) -> None:
        """Forget the fallbacks of the run before."""
        self.fallbacks = list(self._device_notes)
        self.device_name = self._device_name

    def segment_volume(
        self, array: NDArray[Any], affine_lps: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """Class probabilities, (c, k, j, i) float32, on the grid of `array`."""
        item = self._prepared(volume_tensor(array, affine_lps))
        return volume_array(self._predicted(item))

    def label_volume(
        self, array: NDArray[Any], affine_lps: NDArray[np.float64]
    ) -> NDArray[np.uint16]:
        """Labels of a bundle that makes labels itself, (k, j, i), on the grid of `array`."""
        output = self._config.get("output")
        if not isinstance(output, dict):
            raise refused_bundle(self._folder, Message("makes no labels of its own"))
        image = volume_tensor(array, affine_lps)
        try:
            return label_volume(self._predicted(self._prepared(image.clone())), image, output)
        except WorkstationError:
            raise
        except LabelsUnusableError as error:
            raise PluginRefusedError(
                Message(
                    "The model {name} gave a result that does not fit the image; none was kept.",
                    name=self._folder.name,
                ),
                hint=Message("Remove the model, or report this to its author."),
                detail=str(error),
            ) from error
        except Exception as error:
            # Whatever the network or a transform of others cannot do with this image.
            if isinstance(error, MemoryError) or _out_of_memory(error):
                raise
            cause = _first_cause(error)
            raise PluginCrashedError(
                Message(
                    "The model {name} cannot work on this image ({kind}: {what}).",
                    name=self._folder.name,
                    kind=type(cause).__name__,
                    what=str(cause).strip().partition("\n")[0][:300],
                ),
                hint=Message(
                    "It may need an image of another size or kind; its model card may say."
                ),
                detail=traceback.format_exc(),
            ) from error

    def segment_film(self, array: NDArray[Any]) -> NDArray[np.float32]:
        """Class probabilities, (c, j, i) float32, on the grid of `array`."""
        predicted = self._predicted(self._prepared(film_tensor(array)))
        values: NDArray[np.float32] = predicted.cpu().numpy().astype(np.float32)
        return values

    def classify_film(self, array: NDArray[Any]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Logits, (c,), and pooled features, (f,), both float32."""
        image = self._prepared(film_tensor(array))["image"].as_tensor()[None].to(self.device)
        kept: list[torch.Tensor] = []
        layer = self._network.get_submodule(self._layer("features"))
        hook = layer.register_forward_hook(lambda _module, _inputs, output: kept.append(output))
        try:
            with torch.inference_mode(), self._autocast(self.device):
                logits = self._network(image)
        finally:
            hook.remove()
        _require_finite(self._folder, logits.float())
        pooled = _require_finite(self._folder, kept[0].float()).flatten(1)[0]
        return logits.float()[0].cpu().numpy(), pooled.cpu().numpy()

    def features_film(self, array: NDArray[Any]) -> NDArray[np.float32]:
        """Features of the configured layer, averaged on its configured grid, (f,) float32."""
        return self._coarse_features(self._prepared(film_tensor(array))["image"])

    def features_volume(
        self, array: NDArray[Any], affine_lps: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """Features of the configured layer, averaged on its configured grid, (f,) float32."""
        return self._coarse_features(self._prepared(volume_tensor(array, affine_lps))["image"])

    def _coarse_features(self, image: torch.Tensor) -> NDArray[np.float32]:
        layer = self._layer("features")
        values = coarse_features(
            self._network,
            layer,
            torch.as_tensor(image)[None].to(self.device),
            self._config["features"],
        )
        found: NDArray[np.float32] = _require_finite(self._folder, values)[0].cpu().numpy()
        return found

    def saliency_film(self, array: NDArray[Any], classes: tuple[int, ...]) -> NDArray[np.float32]:
        """Grad-CAM of the pooled logits of `classes` against the rest, (j, i), 0..1.

        References
        ----------
        Selvaraju R et al. Grad-CAM. ICCV 2017.
        """
        from monai.visualize import GradCAM

        item = self._prepared(film_tensor(array))
        image = item["image"].as_tensor()[None].to(self.device)
        # A copy: Grad-CAM leaves hooks on the layers and changes their mode.
        wrapped = _ClassContrast(copy.deepcopy(self._network), classes).eval()
        cam = GradCAM(
            nn_module=wrapped,
            target_layers=f"network.{self._layer('saliency')}",
            postprocessing=_unchanged,
        )
        values = cam(x=image, class_idx=0).detach()[0, 0].float().cpu()
        resized = nn.functional.interpolate(
            values[None, None], size=array.shape, mode="bilinear", align_corners=False
        )[0, 0].clamp(min=0)
        top = float(resized.max())
        scaled: NDArray[np.float32] = (resized / top if top > 0 else resized).numpy()
        return scaled

    def reference(self, name: str) -> NDArray[np.float32]:
        """A pinned array of the bundle."""
        from safetensors.numpy import load_file

        if REFERENCE not in self._pin.sha256:
            raise refused_bundle(
                self._folder, Message("has no pin for {reference}", reference=REFERENCE)
            )
        arrays: dict[str, NDArray[np.float32]] = load_file(self._folder / REFERENCE)
        if name not in arrays:
            raise refused_bundle(self._folder, Message("has no reference array {name}", name=name))
        return arrays[name]

    def _layer(self, section: str) -> str:
        entry = self._config.get(section)
        if not isinstance(entry, dict) or not isinstance(entry.get("layer"), str):
            raise refused_bundle(
                self._folder, Message("names no layer for {section}", section=section)
            )
        name: str = entry["layer"]
        return name

    def _prepared(self, image: torch.Tensor) -> dict[str, Any]:
        item: dict[str, Any] = self._parts["preprocessing"]({"image": image})
        return item

    def _predicted(self, item: dict[str, Any]) -> torch.Tensor:
        from monai.data import MetaTensor

        image = item["image"]
        roi, batch = window_of(self._config.get("inferer", {}))
        rungs = make_ladder(self.device, batch, roi, multiple=8)
        logits, rung, notes = climb_down(rungs, lambda r: self._infer(image, r), _out_of_memory)
        self.fallbacks.extend(notes)
        if rung.device == "cpu":
            self.device_name = cpu_name()
        prediction = MetaTensor(
            _require_finite(self._folder, logits[0].float().cpu()), meta=image.meta
        )
        item = {"image": image, "pred": prediction}
        post = self._parts.get("postprocessing")
        predicted: torch.Tensor = (post(item) if post is not None else item)["pred"]
        return predicted

    def _infer(self, image: torch.Tensor, rung: Rung) -> torch.Tensor:
        data = torch.as_tensor(image)[None]
        with torch.inference_mode(), self._autocast(rung.device):
            return predict(self._network, data, self._config.get("inferer", {}), rung)

    def _autocast(self, device: str) -> torch.autocast:
        return torch.autocast(device, torch.bfloat16, enabled=self.precision == "bf16")


def coarse_features(
    network: nn.Module, layer: str, images: torch.Tensor, settings: dict[str, Any]
) -> torch.Tensor:
    """Outputs of a layer averaged on a coarse grid, (n, f) float32.

    The grid keeps where things are: features of an upright film differ from those of a turned one.

    Parameters
    ----------
    images : (n, 1, ...) float32
        Pre-processed.
    settings : dict
        `grid`, cells along each axis; `size`, to which images are brought first, if given.
    """
    kept: list[torch.Tensor] = []
    hook = network.get_submodule(layer).register_forward_hook(
        lambda _module, _inputs, output: kept.append(output)
    )
    volume = images.ndim == 5
    if settings.get("size"):
        images = nn.functional.interpolate(
            images.float(),
            size=tuple(settings["size"]),
            mode="trilinear" if volume else "bilinear",
            align_corners=False,
        )
    try:
        with torch.inference_mode():
            network(images)
    finally:
        hook.remove()
    pool = nn.functional.adaptive_avg_pool3d if volume else nn.functional.adaptive_avg_pool2d
    return pool(kept[0].float(), tuple(settings["grid"])).flatten(1)


class _ClassContrast(nn.Module):
    """The evidence for some classes against the others, as a network of one output."""

    def __init__(self, network: nn.Module, classes: tuple[int, ...]) -> None:
        super().__init__()
        self.network = network
        self._classes = list(classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(n, 1): log sum exp of the classes' logits minus the first class's."""
        logits = self.network(x).float()
        contrast: torch.Tensor = torch.logsumexp(logits[:, self._classes], 1) - logits[:, 0]
        return contrast[:, None]


def _unchanged(values: torch.Tensor) -> torch.Tensor:
    return values


def _load_weights(folder: Path, network: nn.Module) -> None:
    from safetensors import SafetensorError
    from safetensors.torch import load_model

    try:
        load_model(network, str(folder / WEIGHTS))
    except (SafetensorError, RuntimeError) as error:
        raise PluginRefusedError(
            Message("The weights of the model {name} do not fit its network.", name=folder.name),
            hint=Message("Install the model again."),
            detail=str(error),
        ) from error
    bad = next((n for n, v in network.state_dict().items() if not bool(v.isfinite().all())), "")
    if bad:
        raise PluginRefusedError(
            Message(
                "The weights of the model {name} hold values that are not numbers.",
                name=folder.name,
            ),
            hint=Message("Install the model again."),
            detail=bad,
        )


def _require_finite(folder: Path, values: torch.Tensor) -> torch.Tensor:
    """What a network gave, unless it is no number: nothing may be read out of that.

    Raises
    ------
    PluginRefusedError
        A value is infinite or not a number.
    """
    if bool(values.isfinite().all()):
        return values
    raise PluginRefusedError(
        Message(
            "The model {name} gave values that are not numbers on this image.", name=folder.name
        ),
        hint=Message("Check the image; on a GPU with bf16 try --device cpu."),
    )


def _first_cause(error: BaseException) -> BaseException:
    """What a chain of errors began with: transforms wrap what went wrong in them."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _out_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    text = str(error)
    return "out of memory" in text or "can't allocate memory" in text
