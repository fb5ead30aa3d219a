"""Where plugins and models lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

import workstation

APPLICATION = "lightbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginFolders:
    """Folders that hold plugin folders, and folders that hold bundles; the first wins.

    Parameters
    ----------
    shipped : tuple of Path
        Those of `plugins` that came with the program; what lies elsewhere, or comes with an
        installed package, is from outside.
    """

    plugins: tuple[Path, ...]
    models: tuple[Path, ...]
    shipped: tuple[Path, ...] = ()

    @property
    def own_plugins(self) -> Path:
        """Where the user's own plugins lie: the last folder."""
        return self.plugins[-1]

    @property
    def own_models(self) -> Path:
        """Where the user's own bundles lie: the last folder."""
        return self.models[-1]


def default_folders() -> PluginFolders:
    """What ships with the program, then the user's own data folder."""
    root = Path(workstation.__file__).resolve().parent.parent
    user = Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))
    return PluginFolders(
        plugins=(root / "plugins", user / "plugins"),
        models=(root / "model_zoo", user / "model_zoo"),
        shipped=(root / "plugins",),
    )
