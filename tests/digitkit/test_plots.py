"""The look that all plots share, and how they are saved."""

import subprocess
import sys

import matplotlib
import numpy as np
import pytest

from digitkit.plots import DIGIT_COLOURS, house_style, new_figure, save_figure


def small_figure():
    figure, axes = new_figure("Ink")
    axes.plot([1, 2, 3], label="a line")
    axes.legend()
    return figure


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_a_figure_is_saved_in_the_format_of_its_suffix(tmp_path, suffix, start):
    path = save_figure(small_figure(), tmp_path / "new" / f"ink{suffix}")
    assert path.read_bytes().startswith(start)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".png", ".svg", ".PNG"])
def test_the_same_figure_gives_the_same_bytes_in_another_process(tmp_path, suffix):
    ours = save_figure(small_figure(), tmp_path / f"ours{suffix}").read_bytes()
    program = (
        "import sys\n"
        "from digitkit.plots import new_figure, save_figure\n"
        "figure, axes = new_figure('Ink')\n"
        "axes.plot([1, 2, 3], label='a line')\n"
        "axes.legend()\n"
        "save_figure(figure, sys.argv[1])\n"
    )
    theirs = tmp_path / f"theirs{suffix}"
    subprocess.run([sys.executable, "-c", program, str(theirs)], check=True)
    assert theirs.read_bytes() == ours, "A date, a version or a random name was written into it."


@pytest.mark.parametrize("name", ["ink.jpg", "ink.pdf", "ink"])
def test_another_suffix_is_refused_and_nothing_is_written(tmp_path, name):
    with pytest.raises(ValueError, match=rf"saved as .png or .svg, got '{name}'; try ink.png"):
        save_figure(small_figure(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_your_own_matplotlib_settings_stay_as_they_are():
    before = dict(matplotlib.rcParams)
    with house_style():
        assert matplotlib.rcParams["axes.spines.top"] is False
    save_figure_free = small_figure()
    assert save_figure_free.get_suptitle() == "Ink"
    assert dict(matplotlib.rcParams) == before


def test_a_dark_theme_of_your_own_does_not_darken_the_figure():
    with matplotlib.rc_context({"axes.facecolor": "black", "figure.facecolor": "black"}):
        figure = small_figure()
    assert figure.get_facecolor() == figure.axes[0].get_facecolor() == (1, 1, 1, 1)


def test_drawing_needs_no_window(tmp_path):
    program = (
        "import sys\n"
        "from digitkit.plots import new_figure, save_figure\n"
        "save_figure(new_figure('Ink')[0], sys.argv[1])\n"
        "print('matplotlib.pyplot' in sys.modules)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "ink.png")]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.stdout == "False\n", found.stdout + found.stderr


def test_the_kits_rooms_import_without_matplotlib():
    program = (
        "import sys, digitkit.eda, digitkit.evaluation, digitkit.plots\n"
        "print(sorted({'matplotlib', 'seaborn', 'pandas', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout == "[]\n", (
        f"{found.stdout}{found.stderr} A check without a plot must answer within a second: import "
        "them inside the functions that draw."
    )


def test_each_digit_has_its_own_colour_dark_enough_on_white():
    assert len(set(DIGIT_COLOURS)) == 10
    for colour in DIGIT_COLOURS:
        red, green, blue = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
        assert 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.75, f"{colour} is too pale."
