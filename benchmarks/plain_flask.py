"""The usual way to serve a network, for comparison: Flask and ``model.predict`` on one image.

Written as most tutorials have it: the whole picture is shrunk to 28 by 28 and inverted, and Keras
predicts a batch of one. It runs the weights that ship, on the same server as the app.

    python -m benchmarks.plain_flask PORT
"""

import io
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import waitress
from flask import Flask, jsonify, request
from PIL import Image

from digitkit.cnn.recognizer_network import build_recognizer
from digitkit.recognizer import MODEL

app = Flask(__name__)


def load_model() -> keras.Model:
    """Build the network that ships and give it its weights.

    Returns
    -------
    keras.Model
    """
    record = json.loads(MODEL.with_name("training.json").read_text(encoding="utf-8"))
    model = build_recognizer(record["recipe"]["width"], temperature=record["temperature"])
    model.load_weights(MODEL.with_name("digits.weights.h5"))
    return model


model = load_model()


@app.post("/api/predict")
def predict():
    """Say which digit the picture shows."""
    picture = Image.open(io.BytesIO(request.get_data())).convert("L").resize((28, 28))
    pixels = 1 - np.array(picture, dtype="float32") / 255
    probabilities = model.predict(pixels.reshape(1, 28, 28, 1), verbose=0)[0]
    return jsonify(
        digit=int(probabilities[:10].argmax()),
        probabilities=[float(p) for p in probabilities],
    )


if __name__ == "__main__":
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=4)
