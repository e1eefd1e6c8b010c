"""Label-keeping changes of an image, alone and by the batch."""

from digitkit.augmentation.affine import affine_matrix, warp
from digitkit.augmentation.batch import augment, elastic
from digitkit.augmentation.one_image import rotate, shear, shift, zoom

__all__ = ["affine_matrix", "augment", "elastic", "rotate", "shear", "shift", "warp", "zoom"]
