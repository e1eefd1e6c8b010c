"""What several tests of the kit share."""

import pytest

from digitkit.loading import load_mnist


@pytest.fixture(scope="session")
def mnist():
    """Give ((train_images, train_labels), (test_images, test_labels)), shared: read, never write."""
    loaded = load_mnist()
    for images, labels in loaded:
        images.flags.writeable = labels.flags.writeable = False
    return loaded
