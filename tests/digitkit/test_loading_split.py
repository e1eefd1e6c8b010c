import numpy as np
import pytest
from sklearn.model_selection import train_test_split

from digitkit.loading import stratified_split


def numbered(labels):
    """Make pictures whose one pixel is their own number, so that each can be followed."""
    return np.arange(len(labels)).reshape(-1, 1, 1), np.asarray(labels)


def test_every_picture_lands_in_exactly_one_part():
    images, labels = numbered(np.repeat([1, 2, 7], [50, 30, 20]))
    (train, _), (validation, _) = stratified_split(images, labels)
    together = np.concatenate([train, validation]).ravel()
    assert sorted(together) == list(range(100)), "A picture is lost, or stands in both parts."


def test_each_picture_keeps_its_label():
    images, labels = numbered(np.repeat([1, 2, 7], [50, 30, 20]))
    for part_images, part_labels in stratified_split(images, labels):
        assert (part_labels == labels[part_images.ravel()]).all(), (
            "Pictures and labels must be shuffled by the same order."
        )


def test_on_mnist_each_class_gets_its_tenth_as_in_sklearn(mnist):
    (_, labels), _ = mnist
    _, (_, ours) = stratified_split(labels.reshape(-1, 1, 1), labels, validation_fraction=0.1)
    _, theirs = train_test_split(labels, test_size=0.1, stratify=labels, random_state=0)
    difference = np.bincount(ours) - np.bincount(theirs)
    assert np.abs(difference).max() <= 1, f"Class shares differ from scikit-learn's: {difference}."


def test_both_parts_are_shuffled():
    images, labels = numbered(np.repeat(range(10), 100))
    for _, part_labels in stratified_split(images, labels):
        assert (np.diff(part_labels.astype(int)) < 0).sum() > 20, "The classes stand in blocks."


def test_the_seed_alone_decides_the_split():
    images, labels = numbered(np.repeat(range(10), 20))
    (first, _), _ = stratified_split(images, labels, seed=1)
    (again, _), _ = stratified_split(images, labels, seed=1)
    (other, _), _ = stratified_split(images, labels, seed=2)
    assert (first == again).all() and not (first == other).all()


@pytest.mark.parametrize(
    ("labels", "fraction", "sentence"),
    [
        ([0, 0, 1, 1, 1], 0.5, "equally many, got 4 and 5"),
        ([0, 0, 1, 1], 0, "between 0 and 1, got 0"),
        ([0, 0, 1, 1], 1.0, "between 0 and 1, got 1.0"),
        ([0, 0, 0, 1], 0.5, "Class 1 has 1 pictures: too few"),
        ([0, 0, 1, 1], 0.9, "Class 0 has 2 pictures: too few to put 90%"),
    ],
)
def test_an_impossible_split_is_refused(labels, fraction, sentence):
    with pytest.raises(ValueError, match=sentence):
        stratified_split(np.zeros((4, 28, 28)), np.array(labels), fraction)
