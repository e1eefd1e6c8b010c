"""Label-keeping changes of an image, alone and by the batch."""

from digitkit.augmentation.affine import affine_matrix, warp, warp_batch
from digitkit.augmentation.batch import augment, elastic
from digitkit.augmentation.one_image import rotate, shear, shift, zoom
from digitkit.augmentation.plot import plot_changes
from digitkit.augmentation.sizes import measure, measure_batch

__all__ = [
    "affine_matrix",
    "augment",
    "elastic",
    "measure",
    "measure_batch",
    "plot_changes",
    "rotate",
    "shear",
    "shift",
    "warp",
    "warp_batch",
    "zoom",
]
