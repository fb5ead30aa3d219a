"""How far a feature vector lies from the ones that a model was trained on."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def mahalanobis_distance(
    features: ArrayLike, means: ArrayLike, precision: ArrayLike
) -> NDArray[np.float64]:
    """Distance to the nearest class mean under one shared covariance.

    Parameters
    ----------
    features : (n, f) float
        Pooled features before the last layer.
    means : (c, f) float
        Mean of each class over the training set.
    precision : (f, f) float
        Inverse of the shared covariance.

    Returns
    -------
    (n,) float64
        Not squared.

    References
    ----------
    Lee K et al. A simple unified framework for detecting out-of-distribution samples.
    NeurIPS 2018.
    """
    x = np.asarray(features, dtype=np.float64)
    mu = np.asarray(means, dtype=np.float64)
    inverse = np.asarray(precision, dtype=np.float64)
    gaps = x[:, None, :] - mu[None, :, :]
    squared = np.einsum("ncf,fg,ncg->nc", gaps, inverse, gaps)
    distance: NDArray[np.float64] = np.sqrt(np.maximum(squared.min(axis=1), 0.0))
    return distance


def unlikeness(features: ArrayLike, mean: ArrayLike, basis: ArrayLike) -> NDArray[np.float64]:
    """What a few main directions of the training set cannot explain of feature vectors.

    Parameters
    ----------
    features : (n, f) float
        Coarse features of a network.
    mean, basis : (f,), (q, f) float
        Mean and main directions (orthonormal rows) of those of the training set.

    Returns
    -------
    (n,) float64
        Euclidean norm of the rest.

    References
    ----------
    Ndiour I, Ahuja N, Tickoo O. Out-of-distribution detection with subspace techniques and
    probabilistic modeling of features. arXiv 2012.04250, 2020 (feature reconstruction error).
    """
    gaps = np.asarray(features, dtype=np.float64) - np.asarray(mean, dtype=np.float64)
    axes = np.asarray(basis, dtype=np.float64)
    rest = gaps - gaps @ axes.T @ axes
    norms: NDArray[np.float64] = np.linalg.norm(rest, axis=1)
    return norms
