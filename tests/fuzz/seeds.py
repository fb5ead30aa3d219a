"""All seeds, with the same bytes every time."""

from __future__ import annotations

import random
import tempfile
import uuid
from pathlib import Path
from unittest import mock

from tests.fuzz import image_seeds, object_seeds
from tests.fuzz.seed import Seeds, files_of
from tests.support import ct_series
from tests.support.dicom_phantoms import (
    save,
)
from tests.support.masks import geometry


def build(more: Path | None = None) -> Seeds:
    """Make the seeds.

    Parameters
    ----------
    more : Path or None
        A folder whose files of at most 300 kB are mutated as images, too.
    """
    chance = random.Random(0)

    def random_uuid() -> uuid.UUID:
        return uuid.UUID(int=chance.getrandbits(127) | 1 << 126, version=4)

    with (
        tempfile.TemporaryDirectory() as name,
        mock.patch(
            "pydicom.uid.secrets.randbelow", lambda most: most // 2 + chance.randrange(most // 3)
        ),
        mock.patch("uuid.uuid4", side_effect=random_uuid),
    ):
        folder = Path(name)
        volume = ct_series.a_series(folder / "series", geometry())
        film = image_seeds.film_image()
        (folder / "film").mkdir()
        save(film, folder / "film" / "0")
        return Seeds(
            images=(
                *image_seeds.image_seeds(folder / "images"),
                *image_seeds.volume_seeds(folder / "volumes", volume),
                *image_seeds.picture_seeds(folder / "pictures"),
                *image_seeds.found_seeds(more),
            ),
            containers=tuple(object_seeds.container_seeds(folder / "containers")),
            masks=tuple(object_seeds.mask_seeds(folder / "masks", volume)),
            states=tuple(object_seeds.state_seeds(film)),
            plugins=tuple(object_seeds.plugin_seeds(folder / "plugins")),
            series=files_of(folder / "series"),
            film=files_of(folder / "film"),
        )
