"""Promises of the plot of kernels and feature maps."""

import numpy as np
import pytest

from digitkit.cnn.plot import plot_maps


def maps_of(figure):
    return [axis for axis in figure.axes if axis.images]


def test_all_maps_share_one_scale_with_white_at_zero():
    figure = plot_maps([np.eye(3), -5 * np.eye(3)], ["one", "five"], "Maps")
    assert [axis.images[0].get_clim() for axis in maps_of(figure)] == [(-5, 5)] * 2
    white = maps_of(figure)[0].images[0].cmap(0.5)
    assert np.allclose(white, 1, atol=0.01)


def test_each_map_has_its_caption_and_the_figure_its_title():
    figure = plot_maps(np.zeros((3, 4, 4)), ["a", "b", "c"], "Nothing found", columns=2)
    assert [axis.get_title() for axis in maps_of(figure)] == ["a", "b", "c"]
    assert figure.get_suptitle() == "Nothing found"


def test_numbers_are_written_where_they_are_asked_for():
    kernel = np.array([[-1.0, 0.25], [-0.0, 2]])
    (axis,) = maps_of(plot_maps([kernel], ["kernel"], "A kernel", numbers=True))
    assert [text.get_text() for text in axis.texts] == ["-1", "0.25", "0", "2"]
    (axis,) = maps_of(plot_maps([kernel], ["kernel"], "A kernel"))
    assert not axis.texts


@pytest.mark.parametrize(("maps", "captions"), [([], []), ([np.eye(2)], ["one", "two"])])
def test_a_caption_too_many_or_no_map_at_all_is_refused(maps, captions):
    with pytest.raises(ValueError, match="one caption for each map"):
        plot_maps(maps, captions, "Maps")
