"""What several tests of the kit share."""

import pytest

from digitkit.loading import load_mnist


@pytest.fixture(scope="session")
def mnist():
    """Give load_mnist(), read once and read-only, because all tests share it."""
    loaded = load_mnist()
    for images, labels in loaded:
        images.flags.writeable = labels.flags.writeable = False
    return loaded


@pytest.fixture
def words():
    """Give a function that collects all that is written in a figure."""

    def collect(figure):
        texts = figure.findobj(lambda part: hasattr(part, "get_text"))
        return " | ".join(text.get_text() for text in texts)

    return collect
