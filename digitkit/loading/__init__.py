"""Get digits: the bundled MNIST, IDX files, Kaggle's CSV files, and a validation split."""

from digitkit.loading.idx import (
    decode_idx,
    read_bytes,
    read_idx,
    read_idx_pair,
    read_idx_shape,
)
from digitkit.loading.kaggle import (
    PIXELS,
    digits_from_table,
    kaggle_split,
    read_kaggle,
    write_kaggle,
    write_kaggle_csv,
)
from digitkit.loading.mnist import DATA, SHA256, load_mnist, read_verified
from digitkit.loading.split import check_split, stratified_split
from digitkit.loading.submission import check_submission, score_submission, write_submission
from digitkit.loading.table import explain_bad_cell, read_header, read_whole_numbers

__all__ = [
    "DATA",
    "PIXELS",
    "SHA256",
    "check_split",
    "check_submission",
    "decode_idx",
    "digits_from_table",
    "explain_bad_cell",
    "kaggle_split",
    "load_mnist",
    "read_bytes",
    "read_header",
    "read_idx",
    "read_idx_pair",
    "read_idx_shape",
    "read_kaggle",
    "read_verified",
    "read_whole_numbers",
    "score_submission",
    "stratified_split",
    "write_kaggle",
    "write_kaggle_csv",
    "write_submission",
]
