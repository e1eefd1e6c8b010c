"""Looking at the data: what is computed, held against NumPy and scikit-learn, and what is drawn."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from digitkit.eda import (
    class_counts,
    class_overlap,
    mean_digits,
    pairwise_distances,
    pca_axes,
    pca_projection,
    pixel_histogram,
    plot_class_counts,
    plot_class_overlap,
    plot_explained_variance,
    plot_mean_digits,
    plot_pca_axes,
    plot_pca_projection,
    plot_pixel_histogram,
    plot_sample_grid,
    sample_grid,
    spread_apart,
)


@pytest.fixture(scope="module")
def digits(mnist):
    """Give 2,000 of the training digits."""
    (images, labels), _ = mnist
    return images[:2000], labels[:2000]


@pytest.fixture(scope="module")
def middles(digits):
    """Give their 12 by 12 pixels in the middle, on which a PCA takes no time."""
    images, labels = digits
    return images[:, 8:20, 8:20], labels


def test_a_sample_grid_has_one_row_for_each_class(digits):
    images, labels = digits
    grid = sample_grid(images, labels, per_class=5)
    assert grid.shape == (10, 5, 28, 28) and grid.dtype == np.uint8
    for digit, row in enumerate(grid):
        own = {image.tobytes() for image in images[labels == digit]}
        assert {image.tobytes() for image in row} <= own, f"Row {digit} has another digit in it."


def test_a_sample_grid_shows_no_picture_twice():
    images, labels = np.arange(6).reshape(6, 1, 1), np.array([0, 0, 0, 1, 1, 1])
    assert sorted(sample_grid(images, labels, per_class=3).ravel()) == [0, 1, 2, 3, 4, 5]


def test_the_seed_chooses_the_samples(digits):
    first, again, other = (sample_grid(*digits, seed=seed) for seed in (1, 1, 2))
    assert (first == again).all() and (first != other).any()


def test_more_samples_than_there_are_is_refused():
    with pytest.raises(ValueError, match="Class 8 has 2 pictures, fewer than per_class=3"):
        sample_grid(np.zeros((5, 28, 28)), np.array([3, 3, 3, 8, 8]), per_class=3)


def test_class_counts_count_every_class_even_an_absent_one():
    assert class_counts(np.array([9, 0, 9], np.uint8)).tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]


@pytest.mark.parametrize("labels", [[0, 10], [-1, 3]])
def test_a_label_out_of_range_is_refused(labels):
    with pytest.raises(ValueError, match="labels must be from 0 to 9, got"):
        class_counts(np.array(labels))


def test_the_pixel_histogram_counts_every_pixel_as_numpy_does(digits):
    images, _ = digits
    counts = pixel_histogram(images)
    assert counts.sum() == images.size
    assert (counts == np.histogram(images, bins=256, range=(0, 256))[0]).all()


def test_scaled_pictures_have_no_grey_values_to_count():
    with pytest.raises(ValueError, match="uint8, got float32; count before you scale"):
        pixel_histogram(np.zeros((2, 28, 28), np.float32))


def test_the_mean_digit_is_the_mean_of_its_class(digits):
    images, labels = digits
    means = mean_digits(images, labels)
    assert means.shape == (10, 28, 28)
    sevens = [
        image.astype(float) for image, label in zip(images, labels, strict=True) if label == 7
    ]
    assert np.allclose(means[7], sum(sevens) / len(sevens)), (
        "Adding up uint8 pictures wraps round at 256: average them as floats."
    )


def test_a_class_without_a_picture_has_no_mean():
    with pytest.raises(ValueError, match="Class 1 has no picture"):
        mean_digits(np.zeros((2, 28, 28)), np.array([0, 2]), n_classes=3)


def test_pca_agrees_with_scikit_learn(middles):
    images, _ = middles
    mean, axes, ratio = pca_axes(images)
    oracle = PCA(svd_solver="full").fit(images.reshape(-1, 144).astype(float))
    assert np.allclose(mean, oracle.mean_)
    assert np.allclose(ratio, oracle.explained_variance_ratio_, atol=1e-6)
    assert np.allclose(axes[:10], oracle.components_[:10], atol=1e-3), "The signs count, too."
    ours = pca_projection(images[:50], mean, axes[:5])
    theirs = oracle.transform(images[:50].reshape(-1, 144).astype(float))[:, :5]
    assert np.allclose(ours, theirs, atol=0.5), "Of coordinates up to 2,000."


def test_pca_axes_are_at_right_angles_and_their_shares_sum_to_one(middles):
    _, axes, ratio = pca_axes(middles[0])
    assert np.allclose(axes @ axes.T, np.eye(144), atol=1e-9)
    assert ratio.sum() == pytest.approx(1) and (np.diff(ratio) <= 1e-12).all()


def test_test_pictures_are_projected_with_the_mean_of_the_training_pictures(middles):
    images, _ = middles
    mean, axes, _ = pca_axes(images[:1000])
    alone = pca_projection(images[1000:1001], mean, axes[:2])
    among = pca_projection(images[1000:], mean, axes[:2])
    assert np.allclose(alone[0], among[0]), "A picture's place must not depend on its neighbours."


def test_labels_of_a_plot_are_spread_until_they_can_be_read():
    crowd = np.random.default_rng(0).normal(size=(10, 2)) * 0.01
    spread = spread_apart(crowd, gap=1)
    gaps = np.linalg.norm(spread[:, np.newaxis] - spread, axis=2) + np.eye(10) * 9
    assert gaps.min() > 0.95


def test_the_sample_grid_is_drawn_dark_on_light_with_its_digits(digits):
    figure = plot_sample_grid(sample_grid(*digits, per_class=3))
    (picture,) = figure.axes[0].images
    assert picture.get_array().shape == (280, 84) and picture.get_cmap().name == "gray_r"
    assert [tick.get_text() for tick in figure.axes[0].get_yticklabels()] == list("0123456789")


def test_the_mean_digits_are_drawn_under_their_names(digits):
    figure = plot_mean_digits(mean_digits(*digits))
    assert [axes.get_title("center") for axes in figure.axes] == list("0123456789")


def test_the_class_counts_are_written_at_the_bars(digits, words):
    counts = class_counts(digits[1])
    figure = plot_class_counts(counts)
    assert [bar.get_height() for bar in figure.axes[0].patches[:10]] == counts.tolist()
    assert all(f"{count:,}" in words(figure) for count in counts) and "2,000 in all" in words(
        figure
    )


def test_the_histogram_says_how_much_is_paper(words):
    counts = np.zeros(256, int)
    counts[0], counts[255] = 80, 20
    text = words(plot_pixel_histogram(counts))
    assert "80% of the pixels are bare paper, 20% are nearly full ink" in text


def test_the_projection_names_its_axes_by_the_variance_they_keep(middles, words):
    images, labels = middles
    mean, axes, ratio = pca_axes(images[:300])
    text = words(
        plot_pca_projection(pca_projection(images[:300], mean, axes[:2]), labels[:300], ratio)
    )
    assert f"first axis ({ratio[0]:.1%} of the variance)" in text and "300 pictures" in text


def test_the_variance_curve_says_how_many_axes_keep_how_much(words):
    text = words(plot_explained_variance(np.array([0.6, 0.25, 0.1, 0.045, 0.005])))
    assert "1 axes keep 50%" in text and "3 axes keep 90%" in text and "4 axes keep 99%" in text


def test_the_axes_are_drawn_as_pictures_under_their_numbers(middles):
    _, axes, _ = pca_axes(middles[0][:200])
    figure = plot_pca_axes(axes[:8], shape=(12, 12))
    drawn = [place for place in figure.axes if place.images]
    assert [place.get_title("center") for place in drawn] == [f"axis {n}" for n in range(1, 9)]
    assert np.array_equal(drawn[0].images[0].get_array(), axes[0].reshape(12, 12))


def test_distances_are_those_of_a_map():
    points = np.random.default_rng(0).normal(size=(40, 3)) * 1000
    expected = np.linalg.norm(points[:, np.newaxis] - points, axis=2)
    assert np.allclose(pairwise_distances(points), expected, atol=1e-3)
    assert (np.diag(pairwise_distances(points)) == 0).all()


def test_the_overlap_agrees_with_scikit_learns_neighbours(middles):
    points, labels = middles[0][:300].reshape(300, -1).astype(float), middles[1][:300]
    overlap = class_overlap(points, labels, n_neighbors=7)
    # Asked without points, it leaves each point out of its own neighbours.
    nearest = NearestNeighbors(n_neighbors=7).fit(points).kneighbors(return_distance=False)
    for digit in range(10):
        theirs = labels[nearest[labels == digit]]
        assert np.allclose(overlap[digit], [(theirs == other).mean() for other in range(10)])


def test_a_class_without_a_point_has_no_neighbours():
    overlap = class_overlap(np.array([[0], [1]]), np.array([0, 2]), n_neighbors=1, n_classes=3)
    assert overlap.tolist() == [[0, 0, 1], [0, 0, 0], [1, 0, 0]]


@pytest.mark.parametrize("n_neighbors", [0, 3])
def test_more_neighbours_than_there_are_is_refused(n_neighbors):
    with pytest.raises(ValueError, match="n_neighbors must be from 1 to 2"):
        class_overlap(np.zeros((3, 2)), np.zeros(3, int), n_neighbors=n_neighbors)


def test_the_overlap_is_drawn_with_its_percentages(words):
    text = words(plot_class_overlap(np.array([[0.75, 0.25], [0, 1]])))
    assert all(word in text for word in ("75%", "25%", "100%", "mean of the diagonal: 88%"))
