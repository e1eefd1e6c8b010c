"""Explore the data before a model does: samples, means, counts, grey values, PCA, overlap."""

from digitkit.eda.distributions import (
    class_counts,
    pixel_histogram,
    plot_class_counts,
    plot_pixel_histogram,
)
from digitkit.eda.overlap import class_overlap, pairwise_distances, plot_class_overlap
from digitkit.eda.pca import (
    pca_axes,
    pca_projection,
    plot_explained_variance,
    plot_pca_axes,
    plot_pca_projection,
    spread_apart,
)
from digitkit.eda.samples import mean_digits, plot_mean_digits, plot_sample_grid, sample_grid

__all__ = [
    "class_counts",
    "class_overlap",
    "mean_digits",
    "pairwise_distances",
    "pca_axes",
    "pca_projection",
    "pixel_histogram",
    "plot_class_counts",
    "plot_class_overlap",
    "plot_explained_variance",
    "plot_mean_digits",
    "plot_pca_axes",
    "plot_pca_projection",
    "plot_pixel_histogram",
    "plot_sample_grid",
    "sample_grid",
    "spread_apart",
]
