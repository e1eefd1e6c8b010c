"""What every test shares."""

import os

import pytest

from tests.chromium import launch

__all__ = ["launch"]

# Before anything imports TensorFlow: tests read what programs print.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep the tests of a file on one core, whose fixtures they share, but for slow ones apart."""
    for item in items:
        if not (item.get_closest_marker("apart") or item.get_closest_marker("xdist_group")):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
