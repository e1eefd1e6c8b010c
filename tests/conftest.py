"""What every test shares."""

import os
import re

import pytest

from tests.chromium import launch

__all__ = ["launch"]

# Before anything imports TensorFlow: tests read what programs print.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
LONG = ("test_solutions.py", "test_three_ways.py")  # nothing is shared from lesson to lesson
TRAINING = (
    *("test_train.py", "test_evaluate.py", "test_training.py", "test_network.py"),
    *("test_recipe.py", "test_early_stopping.py"),
)
FIRST = (*TRAINING, *LONG, "test_nbgrader_road.py", "test_confining.py")
OF_THE_SITE = re.compile(r"(?<=test_site)_(?!browser)\w+(?=\.py$)")
OF_A_LESSON = re.compile(rf"(?:{'|'.join(LONG)})::.*\[(?:[\w-]+-)?(\d\d_\w+)\]$")


def pytest_ignore_collect(collection_path, config):
    """Import no file in vain: what is asked for by its marker stands in a few of them."""
    wanted = set(re.findall(r"\w+", config.option.markexpr)) - {"or"}
    if wanted and wanted <= {"browser", "alone"} and collection_path.name.startswith("test_"):
        text = collection_path.read_text(encoding="utf-8")
        return None if any(f"mark.{name}" in text for name in wanted) else True
    return None


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that no core waits for another at the end."""
    order = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep the tests of a file on one core, for they share fixtures; those of a lesson apart.

    The tests of the site share the built site, and those of training TensorFlow and a network.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFileOrLesson(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            lesson = OF_A_LESSON.search(nodeid)
            file = nodeid.partition("::")[0]
            if file.rpartition("/")[2] in TRAINING:
                return "training"
            return OF_THE_SITE.sub("", file) + (lesson[1] if lesson else "")

    config.option.loadscopereorder = False
    return ByFileOrLesson(config, log)
