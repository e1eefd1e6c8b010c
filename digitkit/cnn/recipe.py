"""How the shipped recogniser is trained, from MNIST's bytes to the file that serves."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from digitkit.augmentation import augment, elastic
from digitkit.cnn.export import export_litert, fit_temperature
from digitkit.cnn.recognizer_network import build_recognizer
from digitkit.cnn.training import train
from digitkit.files import write_whole
from digitkit.loading import load_mnist, stratified_split
from digitkit.synthesis import make_corpus


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what the shipped model becomes.

    Attributes
    ----------
    width, dropout
        Of the network (`build_recognizer`).
    epochs, batch_size, learning_rate, weight_decay
        Of AdamW, whose rate rises for one epoch and falls on a cosine to zero.
    ema_momentum
        Of the moving average of the weights that is validated and kept.
    precision
        'float32' anywhere; 'mixed_bfloat16' takes half the time where the processor
        computes in bfloat16, and many times as long where it does not.
    seed
        Of the split, the corpus, the weights and every change.
    pieces
        Thousands of made pictures of each kind (`make_corpus`); may be empty.
    images
        How many of MNIST's training images; None for all that are not for validation.
    """

    width: int = 48
    dropout: float = 0.4
    epochs: int = 24
    batch_size: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 0.02
    ema_momentum: float = 0.999
    precision: str = "float32"
    seed: int = 0
    pieces: dict[str, int] = field(
        default_factory=lambda: {
            "rewritten": 30,
            "printed": 4,
            "drawn": 6,
            "photographed": 14,
            "nondigits": 18,
            "photographed_nondigits": 8,
        }
    )
    images: int | None = None


def vary(images, rng):
    """Augment a training batch: a small turn, zoom, slant and shift, then a smooth bend.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, 28, 28)
        Framed pictures.
    rng : numpy.random.Generator
        Source of the changes.

    Returns
    -------
    ndarray of uint8, shape (n, 28, 28)
    """
    turned = augment(images, rng, degrees=11, factor=(0.9, 1.1), lean=10, pixels=1.5)
    return elastic(turned, rng, 1.2)


def training_data(recipe, folder, progress=None):
    """Split MNIST's training images and add the made pictures to the larger part.

    Parameters
    ----------
    recipe : Recipe
        Seed, images and pieces.
    folder : str or Path
        Where the made pictures are kept.
    progress : callable, optional
        Wraps an iterable, as ``tqdm.tqdm`` does.

    Returns
    -------
    training, validation : tuple of (images, labels)
        MNIST's test images are in neither.
    """
    (images, labels), _ = load_mnist()
    (images, labels), validation = stratified_split(images, labels, 0.1, seed=recipe.seed)
    images, labels = images[: recipe.images], labels[: recipe.images]
    if recipe.pieces:
        made, classes = make_corpus(
            images, labels, recipe.pieces, folder, seed=recipe.seed, progress=progress
        )
        images, labels = np.concatenate([images, made]), np.concatenate([labels, classes])
    return (images, labels), validation


def compile_recognizer(recipe, steps):
    """Build the network and its optimizer.

    Parameters
    ----------
    recipe : Recipe
        What to build.
    steps : int
        Batches in an epoch.

    Returns
    -------
    keras.Model
        Compiled for `train`.
    """
    import keras

    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(recipe.precision)
    try:
        model = build_recognizer(recipe.width, dropout=recipe.dropout, seed=recipe.seed)
    finally:
        keras.config.set_dtype_policy(before)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0,
        steps * (recipe.epochs - 1),
        warmup_target=recipe.learning_rate,
        warmup_steps=steps,
    )
    optimizer = keras.optimizers.AdamW(
        rate, weight_decay=recipe.weight_decay, use_ema=True, ema_momentum=recipe.ema_momentum
    )
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    return model


def train_recognizer(folder, recipe=None, *, progress=None, verbose="auto"):
    """Train the recogniser and write the files that serve.

    May be killed at any moment; called again with the same folder and recipe, it goes on
    from the last whole epoch.

    Parameters
    ----------
    folder : str or Path
        Gets ``digits.tflite``, ``digits.weights.h5``, ``training.json``, and the working
        files of the run under ``work/``.
    recipe : Recipe, optional
        How; the shipped model's recipe when left out.
    progress : callable, optional
        Wraps the iterable of the corpus's pieces, as ``tqdm.tqdm`` does.
    verbose : {'auto', 0, 1, 2}
        Of the training, as in Keras.

    Returns
    -------
    keras.Model
        The trained network in float32, its probabilities calibrated.

    Raises
    ------
    ValueError
        If `folder` holds a run of another recipe.
    """
    recipe, work = recipe or Recipe(), Path(folder, "work")
    work.mkdir(parents=True, exist_ok=True)
    keep_recipe(work / "recipe.json", recipe)
    training, validation = training_data(recipe, work / "corpus", progress)
    model = compile_recognizer(recipe, max(1, len(training[0]) // recipe.batch_size))
    history = train(
        model,
        training,
        validation,
        epochs=recipe.epochs,
        batch_size=recipe.batch_size,
        change=vary,
        seed=recipe.seed,
        folder=work,
        verbose=verbose,
    )
    temperature = fit_temperature(model, *validation)
    final = build_recognizer(recipe.width, temperature=temperature, seed=recipe.seed)
    final.set_weights(model.get_weights())
    with write_whole(Path(folder, "digits.weights.h5")) as temporary:
        # Keras looks at the ending of the name.
        named = temporary.with_name(temporary.name + ".weights.h5")
        final.save_weights(named)
        named.replace(temporary)
    export_litert(final, Path(folder, "digits.tflite"))
    record = {
        "recipe": asdict(recipe),
        "temperature": temperature,
        "images": len(training[0]),
        "seconds": round(sum(history["seconds"])),
        "history": history,
    }
    with write_whole(Path(folder, "training.json")) as temporary:
        temporary.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return final


def keep_recipe(path, recipe):
    """Write the recipe beside the run, or refuse to mix it with another.

    Parameters
    ----------
    path : Path
        The run's ``recipe.json``.
    recipe : Recipe
        What is about to be trained.

    Raises
    ------
    ValueError
        If the file holds another recipe.
    """
    # Read back into a recipe: a file from before a setting existed has that setting's default.
    if path.exists() and Recipe(**json.loads(path.read_text(encoding="utf-8"))) != recipe:
        raise ValueError(
            f"{path.parent} holds a run of another recipe; name another folder, "
            "or delete that one to start again."
        )
    with write_whole(path) as temporary:
        temporary.write_text(json.dumps(asdict(recipe), indent=1) + "\n", encoding="utf-8")
