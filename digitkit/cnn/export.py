"""From a trained Keras network to the file that serves: calibrated, small, one call."""

import contextlib
import io

import numpy as np

from digitkit.cnn.backend import import_keras
from digitkit.files import write_whole
from digitkit.preprocessing.arrays import add_channel, scale
from digitkit.quiet import silence


def fit_temperature(model, images, labels):
    """Find the divisor of the logits that makes confidence honest on validation data.

    After Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks"
    (2017). The order of the classes, and so the accuracy, does not change.

    Parameters
    ----------
    model : keras.Model
        With a layer named 'logits'.
    images : ndarray of uint8, shape (n, 28, 28)
        Validation images.
    labels : ndarray of int, shape (n,)
        Their classes.

    Returns
    -------
    float
        Between 0.5 and 4; above 1 when the network was too sure of itself.
    """
    keras = import_keras()

    to_logits = keras.Model(model.input, model.get_layer("logits").output)
    logits = to_logits.predict(add_channel(scale(images)), batch_size=500, verbose=0)
    logits = logits.astype(np.float64)

    def loss(temperature):
        z = logits / temperature
        z -= z.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(z).sum(axis=1))
        return float(np.mean(log_sum - z[np.arange(len(labels)), labels]))

    candidates = np.geomspace(0.5, 4, 106)
    return round(float(min(candidates, key=loss)), 3)


def export_litert(model, path):
    """Write a model as LiteRT, its weights in 16 bits, computed in 32.

    Parameters
    ----------
    model : keras.Model
        Trained, in float32.
    path : str or Path
        Where; written whole or not at all.

    Returns
    -------
    int
        Size in bytes.
    """
    import tensorflow as tf

    log, kept = tf.get_logger(), tf.get_logger().level
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tf.float16]
    # The converter prints the signature of every temporary function it makes, logs where it keeps
    # them, and says, not from Python, which of its options it has not used.
    try:
        log.setLevel("ERROR")
        with contextlib.redirect_stdout(io.StringIO()), silence(2):
            content = converter.convert()
    finally:
        log.setLevel(kept)
    with write_whole(path) as temporary:
        temporary.write_bytes(content)
    return len(content)
