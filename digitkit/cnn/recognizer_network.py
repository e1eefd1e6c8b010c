"""The network that ships: residual, eleven classes, a third of a million weights."""

from digitkit.cnn.backend import import_keras

N_CLASSES = 11
"""The ten digits, and what is none."""
NOT_A_DIGIT = 10
"""Number of the class that is none of the ten digits."""


def build_recognizer(width=48, *, dropout=0.4, temperature=1.0, seed=0):
    """Build the recogniser's network, not compiled.

    Two halvings by strided convolution instead of pooling (dear on a CPU), one residual
    block (He et al., 2016) at each size, batch normalisation (Ioffe and Szegedy, 2015)
    throughout, one dense layer on the 7 by 7 map: where a stroke lies matters, so the
    map is flattened, not averaged.

    Parameters
    ----------
    width : int, default 48
        Filters at 14 by 14; half as many at 28 by 28, twice as many at 7 by 7.
    dropout : float, default 0.4
        Share of the flattened map dropped in training.
    temperature : float, default 1.0
        Divisor of the logits, fitted on validation data after training (Guo et al.,
        "On calibration of modern neural networks", 2017).
    seed : int, default 0
        Seed of the initial weights and of the dropout.

    Returns
    -------
    keras.Model
        From (n, 28, 28, 1) in [0, 1] to (n, 11) probabilities; the last column is
        "not a digit".
    """
    keras = import_keras()
    layers = keras.layers

    keras.utils.set_random_seed(seed)

    def convolve(x, filters, strides=1):
        x = layers.Conv2D(filters, 3, strides, padding="same", use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization()(x))

    inputs = keras.Input((28, 28, 1))
    x = convolve(inputs, width // 2)
    for filters in (width, 2 * width):
        x = convolve(x, filters, strides=2)
        x = layers.add([x, convolve(convolve(x, filters), filters)])
    x = layers.Dropout(dropout, seed=seed)(layers.Flatten()(x))
    # Probabilities in float32 also where the rest is computed in bfloat16.
    logits = layers.Dense(N_CLASSES, dtype="float32", name="logits")(x)
    scaled = layers.Rescaling(1 / temperature, dtype="float32", name="temperature")(logits)
    return keras.Model(inputs, layers.Softmax(dtype="float32")(scaled), name="recognizer")
