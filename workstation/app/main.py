"""Start of the window and orderly shutdown."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workstation import __version__
from workstation.app.composition import build_window
from workstation.app.crash import CrashHandler
from workstation.app.logs import set_up_logs
from workstation.app.own_settings import open_settings
from workstation.settings.paths import user_data_folder, user_log_folder
from workstation.ui.help.feature import HelpFeature
from workstation.ui.language import install_language, language_in_force
from workstation.ui.main_window import MainWindow
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.widgets.theme import apply_theme

_WAKE_MS = 250
_ENDS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Ctrl-C, log-out and shutdown end the program in order: what was unpacked is removed."""


def keep_collections_short() -> None:
    """Leave everything made so far out of garbage collection.

    Modules and widgets live as long as the program; looking through them again and again
    stops every thread for some 70 ms.
    """
    gc.collect()
    gc.freeze()


def _end(window: MainWindow, app: QApplication) -> None:
    window.ends_unasked = True
    window.close()
    app.quit()


def main(paths: Sequence[Path] = ()) -> int:
    """Show the window with these folders, files, DICOMDIRs or ZIPs open.

    Returns
    -------
    int
        Exit status: 0 when the window was closed.
    """
    log_path = set_up_logs(user_log_folder())
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Lightbox")
    app.setOrganizationName("Lightbox")
    app.setApplicationVersion(__version__)
    settings = open_settings(mend=True)
    apply_theme(app, settings.values.theme)
    install_language(app, language_in_force(settings.values.language))
    crash = CrashHandler(str(log_path or ""), app)
    crash.install()
    window = build_window(data_folder=user_data_folder(), settings=settings, on_crash=crash.report)
    if not window.place.is_known:
        # The first time: no larger than the screen.
        window.resize(window.size().boundedTo(window.screen().availableSize()))
    window.show()
    keep_collections_short()
    QTimer.singleShot(0, window.features[StudiesFeature].recovery.offer)
    QTimer.singleShot(0, window.features[HelpFeature].tour.offer)
    if paths:
        wanted = [Path(path) for path in paths]
        QTimer.singleShot(0, lambda: window.open_paths(wanted))
    asked: list[int] = []
    for number in _ENDS:
        # Under nohup the terminal may be closed.
        if signal.getsignal(number) is not signal.SIG_IGN:
            # Noted only: a handler runs in the middle of anything, also of what holds a lock that
            # the end waits for.
            signal.signal(number, lambda caught, _frame: asked.append(caught))

    def end_if_asked() -> None:
        if asked:
            asked.clear()
            _end(window, app)

    # Python handles signals only when it gets to run now and then.
    wake = QTimer(app)
    wake.timeout.connect(end_if_asked)
    wake.start(_WAKE_MS)
    return int(app.exec())
