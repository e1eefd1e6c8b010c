"""Get digits: the bundled MNIST, IDX files."""

from digitkit.loading.idx import decode_idx, read_bytes, read_idx, read_idx_pair
from digitkit.loading.mnist import DATA, SHA256, load_mnist, read_verified

__all__ = [
    "DATA",
    "SHA256",
    "decode_idx",
    "load_mnist",
    "read_bytes",
    "read_idx",
    "read_idx_pair",
    "read_verified",
]
