"""What plugins gave on the open studies."""

from __future__ import annotations

from workstation.domain.analysis import AnalysisResult, Enhanced, Heatmap


class Results:
    """Plugin runs by study, and by series the pictures that came with them."""

    def __init__(self) -> None:
        self._results: list[tuple[str, AnalysisResult]] = []
        self._heatmaps: dict[str, list[tuple[str, Heatmap]]] = {}
        self._enhanced: dict[str, list[tuple[str, Enhanced]]] = {}

    @property
    def all(self) -> tuple[AnalysisResult, ...]:
        """Every run, the last one last."""
        return tuple(result for _, result in self._results)

    def of(self, study_instance_uid: str) -> tuple[AnalysisResult, ...]:
        """Runs on one study, the last one last."""
        return tuple(result for uid, result in self._results if uid == study_instance_uid)

    def add(
        self, result: AnalysisResult, study_instance_uid: str, series_instance_uid: str
    ) -> None:
        """Take in a run with its saliency maps and its enhanced picture."""
        self._results.append((study_instance_uid, result))
        named = [(f"{result.plugin_name}: {heat.name}", heat) for heat in result.heatmaps]
        self._heatmaps.setdefault(series_instance_uid, []).extend(named)
        if result.enhanced is not None:
            entry = (f"{result.plugin_name}: {result.enhanced.words}", result.enhanced)
            self._enhanced.setdefault(series_instance_uid, []).append(entry)

    def restore(self, result: AnalysisResult, study_instance_uid: str) -> bool:
        """Take in a run that was kept, without its pictures; whether it was not here yet."""
        made = result.provenance.created
        if any(known.provenance.created == made for known in self.of(study_instance_uid)):
            # It ended while its study was closed, and is here already.
            return False
        self._results.append((study_instance_uid, result))
        return True

    def enhanced_of(self, series_instance_uid: str) -> tuple[tuple[str, Enhanced], ...]:
        """Enhanced images of one series with their names, newest last."""
        return tuple(self._enhanced.get(series_instance_uid, ()))

    def heatmaps_of(self, series_instance_uid: str) -> tuple[tuple[str, Heatmap], ...]:
        """Saliency maps of one series with their names, newest last."""
        return tuple(self._heatmaps.get(series_instance_uid, ()))

    def clear(self) -> None:
        """Forget all of them, when the studies are closed; the journal keeps the runs."""
        self._results.clear()
        self._heatmaps.clear()
        self._enhanced.clear()
