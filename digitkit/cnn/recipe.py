"""How the shipped recogniser is trained, from MNIST's bytes to the file that serves."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from digitkit.augmentation import augment, elastic
from digitkit.cnn.backend import import_keras
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
    polish_epochs, polish_learning_rate, polish_share
        Of a second, short stage: half of the images unchanged and one made picture in
        `polish_share`, so that the network ends on digits as they are written (He et al.,
        "Data augmentation revisited: rethinking the distribution gap between clean and
        augmented data", 2019). Its weights are kept where they do better on validation.

    Examples
    --------
    >>> small = Recipe(width=8, epochs=2, images=1000, pieces={})
    >>> small.learning_rate == Recipe().learning_rate
    True
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
    polish_epochs: int = 6
    polish_learning_rate: float = 5e-4
    polish_share: int = 3


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

    Examples
    --------
    >>> images = np.full((4, 28, 28), 200, np.uint8)
    >>> rng = np.random.default_rng(seed=0)
    >>> vary(images, rng).shape, vary_half(images, rng).shape
    ((4, 28, 28), (4, 28, 28))
    """
    turned = augment(images, rng, degrees=11, factor=(0.9, 1.1), lean=10, pixels=1.5)
    return elastic(turned, rng, 1.2)


def vary_half(images, rng):
    """Augment every second image of a batch, and leave the others as they are.

    Each warp interpolates, so a network trained on varied images alone has never seen
    strokes as sharp as those it will serve.

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
    mixed = images.copy()
    mixed[::2] = vary(images[::2], rng)
    return mixed


def training_data(recipe, folder, progress=None):
    """Split MNIST's training images, and make the made pictures from the larger part.

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
    digits, made, validation : tuple of (images, labels)
        MNIST's test images are in none of them.
    """
    (images, labels), _ = load_mnist()
    (images, labels), validation = stratified_split(images, labels, 0.1, seed=recipe.seed)
    digits = images[: recipe.images], labels[: recipe.images]
    if not recipe.pieces:
        return digits, (images[:0], labels[:0]), validation
    made = make_corpus(*digits, recipe.pieces, folder, seed=recipe.seed, progress=progress)
    return digits, made, validation


def build_for_training(recipe):
    """Build the network in the recipe's precision.

    Parameters
    ----------
    recipe : Recipe
        What to build.

    Returns
    -------
    keras.Model
        Not compiled.
    """
    keras = import_keras()

    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(recipe.precision)
    try:
        return build_recognizer(recipe.width, dropout=recipe.dropout, seed=recipe.seed)
    finally:
        keras.config.set_dtype_policy(before)


def compile_recognizer(model, recipe, learning_rate, epochs, steps):
    """Give a network the optimizer of one stage.

    Parameters
    ----------
    model : keras.Model
        Compiled in place.
    recipe : Recipe
        Weight decay and moving average.
    learning_rate : float
        Peak, reached after the first epoch; zero after the last.
    epochs, steps : int
        Length of the stage, and batches in an epoch.
    """
    keras = import_keras()

    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps * max(1, epochs - 1), warmup_target=learning_rate, warmup_steps=steps
    )
    optimizer = keras.optimizers.AdamW(
        rate, weight_decay=recipe.weight_decay, use_ema=True, ema_momentum=recipe.ema_momentum
    )
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])


def run_stage(model, recipe, learning_rate, parts, validation, **options):
    """Train through one stage, or go on where it was stopped.

    Parameters
    ----------
    model : keras.Model
        Trained in place.
    recipe : Recipe
        Batch size, weight decay and moving average.
    learning_rate : float
        Peak of the stage.
    parts : list of (images, labels)
        The training data, put together here.
    validation : tuple of (images, labels)
        Never trained on.
    **options
        Of `train`.

    Returns
    -------
    dict of list
        The stage's history.
    """
    training = tuple(np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    steps = max(1, len(training[0]) // recipe.batch_size)
    compile_recognizer(model, recipe, learning_rate, options["epochs"], steps)
    return train(model, training, validation, batch_size=recipe.batch_size, **options)


def run_stages(recipe, digits, made, validation, work, verbose="auto"):
    """Train the network: the long stage, then the polish, kept where it helps.

    Parameters
    ----------
    recipe : Recipe
        How.
    digits, made, validation : tuple of (images, labels)
        Of `training_data`.
    work : Path
        Where the states of the stages are kept.
    verbose : {'auto', 0, 1, 2}
        As in Keras.

    Returns
    -------
    model : keras.Model
        With the weights that did better on validation.
    history : dict of list
        Of both stages, one after the other.
    polished : bool
        Whether the second stage's weights were kept.
    """
    model = build_for_training(recipe)
    common = {"validation": validation, "verbose": verbose}
    history = run_stage(
        model,
        recipe,
        recipe.learning_rate,
        [digits, made],
        epochs=recipe.epochs,
        change=vary,
        seed=recipe.seed,
        folder=work,
        **common,
    )
    if not recipe.polish_epochs:
        return model, history, False
    before = model.get_weights()
    few = tuple(array[:: recipe.polish_share] for array in made)
    second = run_stage(
        model,
        recipe,
        recipe.polish_learning_rate,
        [digits, few],
        epochs=recipe.polish_epochs,
        change=vary_half,
        seed=recipe.seed + 1,
        folder=work / "polish",
        **common,
    )
    polished = second["val_accuracy"][-1] >= history["val_accuracy"][-1]
    if not polished:
        model.set_weights(before)
    return model, {name: history[name] + second[name] for name in history}, polished


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
    import_keras()  # where it is missing, that is said before pictures are made for minutes
    recipe, work = recipe or Recipe(), Path(folder, "work")
    work.mkdir(parents=True, exist_ok=True)
    keep_recipe(work / "recipe.json", recipe)
    digits, made, validation = training_data(recipe, work / "corpus", progress)
    model, history, polished = run_stages(recipe, digits, made, validation, work, verbose)
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
        "images": len(digits[0]) + len(made[0]),
        "polished": polished,
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

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "recipe.json")
    ...     keep_recipe(path, Recipe())
    ...     try:
    ...         keep_recipe(path, Recipe(width=8))
    ...     except ValueError as error:
    ...         print(str(error) == refuse_to_mix(path))
    True
    """
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    # A file from before a setting existed has that setting's default.
    foreign = stored.keys() - asdict(recipe).keys()
    if foreign or (stored and Recipe(**stored) != recipe):
        raise ValueError(refuse_to_mix(path))
    with write_whole(path) as temporary:
        temporary.write_text(json.dumps(asdict(recipe), indent=1) + "\n", encoding="utf-8")


def refuse_to_mix(path):
    """Say that a folder holds a run of another recipe, and what to do.

    Parameters
    ----------
    path : Path
        The run's ``recipe.json``.

    Returns
    -------
    str
    """
    return (
        f"{path.parent} holds a run of another recipe; name another folder, or delete that one to "
        "start again."
    )
