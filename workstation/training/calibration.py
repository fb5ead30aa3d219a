"""Fitting what turns logits into a stated probability, and what tells unlike films apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, logsumexp

from workstation.plugin_api.outliers import mahalanobis_distance

_SHRINKAGE = 0.1
_ADULT_LIMITS = (0.02, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OutlierReference:
    """Class means, shared precision and the two thresholds that flag a film."""

    means: NDArray[np.float32]
    precision: NDArray[np.float32]
    distance_limit: float
    outlier_limit: float


def fit_temperature(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """The temperature with the least log loss of "any class but the first" on held-out rows.

    Parameters
    ----------
    logits : (n, c) float64
        Column 0 is the class without disease.
    labels : (n,) int64
        Class of each row.

    References
    ----------
    Guo C et al. On calibration of modern neural networks. ICML 2017.
    """
    positive = labels > 0

    def loss(log_temperature: float) -> float:
        scaled = log_softmax(logits / np.exp(log_temperature), axis=1)
        disease = logsumexp(scaled[:, 1:], axis=1)
        return -float(np.where(positive, disease, scaled[:, 0]).mean())

    found = minimize_scalar(loss, bounds=(-2.5, 2.5), method="bounded")
    return float(np.exp(found.x))


def disease_probability(logits: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Probability, (n,), of any class but the first."""
    scaled = log_softmax(logits / temperature, axis=1)
    probability: NDArray[np.float64] = 1.0 - np.exp(scaled[:, 0])
    return probability


def fit_outliers(
    features: NDArray[np.float64],
    labels: NDArray[np.int64],
    held_out_features: NDArray[np.float64],
    held_out_scores: NDArray[np.float64],
    *,
    share: float = 0.015,
) -> OutlierReference:
    """Class means and covariance of training films, and two limits on unlike films.

    Each limit flags about `share` of held-out films of the same kind.

    Parameters
    ----------
    features, labels : (n, f) float64, (n,) int64
        Training films that the model is for.
    held_out_features, held_out_scores : (m, f), (m,) float64
        Validation films that the model is for; scores are probabilities of being an outlier.
    """
    classes = np.unique(labels)
    means = np.stack([features[labels == c].mean(axis=0) for c in classes])
    centered = np.concatenate(
        [features[labels == c] - m for c, m in zip(classes, means, strict=True)]
    )
    covariance = centered.T @ centered / len(centered)
    diagonal = np.eye(covariance.shape[0]) * np.trace(covariance) / covariance.shape[0]
    precision = np.linalg.inv((1 - _SHRINKAGE) * covariance + _SHRINKAGE * diagonal)
    distances = mahalanobis_distance(held_out_features, means, precision)
    outlier_limit = float(np.clip(np.quantile(held_out_scores, 1 - share), *_ADULT_LIMITS))
    return OutlierReference(
        means=means.astype(np.float32),
        precision=precision.astype(np.float32),
        distance_limit=float(np.quantile(distances, 1 - share)),
        outlier_limit=outlier_limit,
    )
