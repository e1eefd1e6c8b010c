"""Choose among models, and compare two of them, without fooling oneself."""

import numpy as np


def choose_model(
    validation: tuple[np.ndarray, np.ndarray], test: tuple[np.ndarray, np.ndarray]
) -> tuple[int, float]:
    """Choose the model that is best on validation pictures, and judge that one on test pictures.

    The pictures that choose may not judge: the best of many is best partly by luck, and the luck
    does not come along to other pictures.

    Parameters
    ----------
    validation, test : (labels, predictions)
        Labels of shape (n,), and what each model says: predictions of shape (n_models, n). The
        two n may differ; the models stand in the same order.

    Returns
    -------
    chosen : int
        The number of the model with most right of the validation pictures; the first of several.
    accuracy : float
        Which share of the test pictures that one has right, from 0 to 1.

    Examples
    --------
    >>> validation = np.array([3, 8, 8, 1]), np.array([[3, 8, 5, 5], [3, 8, 8, 5]])
    >>> test = np.array([7, 2]), np.array([[7, 2], [7, 1]])
    >>> choose_model(validation, test)
    (1, 0.5)
    """
    labels, predictions = validation
    chosen = int(np.mean(predictions == labels, axis=1).argmax())
    labels, predictions = test
    return chosen, float(np.mean(predictions[chosen] == labels))


def compare_models(
    labels: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    rng: np.random.Generator | int,
    draws: int = 1000,
) -> tuple[float, float, float]:
    """Say how much better the second of two models is, and how far that depends on the pictures.

    Both have been trained several times, with the same seeds, and asked about the same pictures.

    Parameters
    ----------
    labels : ndarray of shape (n,)
        The right answers.
    first, second : ndarray of shape (n_seeds, n)
        What each model says, a row for each training. Every row counts alike.
    rng : numpy.random.Generator or int
        Source of the chance, or its seed.
    draws : int, default 1000
        How often n pictures are drawn anew from the n, each as often as it happens.

    Returns
    -------
    gain : float
        Mean accuracy of the second, less that of the first: above 0 when the second is better.
    low, high : float
        The middle 95% of the gains on the drawn pictures.

    Raises
    ------
    ValueError
        If the two were not trained equally often, or asked about the same pictures.

    References
    ----------
    B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7:1-26,
    1979.

    Examples
    --------
    >>> labels = np.zeros(500, int)
    >>> first, second = np.ones((2, 3, 500), int)
    >>> second[:, :100] = 0
    >>> gain, low, high = compare_models(labels, first, second, rng=0)
    >>> f"{gain:.2f}, between {low:.2f} and {high:.2f}"
    '0.20, between 0.17 and 0.23'
    """
    if np.shape(first) != np.shape(second) or np.shape(first)[1:] != np.shape(labels):
        raise ValueError(
            "first and second must have the same shape, (n_seeds, n), for n labels; got "
            f"{np.shape(first)}, {np.shape(second)} and {np.shape(labels)}."
        )
    rng, n = np.random.default_rng(rng), len(labels)
    # One number for each picture: a picture that both have right, or wrong, says nothing.
    gains = np.mean(second == labels, axis=0) - np.mean(first == labels, axis=0)
    drawn = [gains[rng.integers(n, size=n)].mean() for _ in range(draws)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(gains.mean()), float(low), float(high)
