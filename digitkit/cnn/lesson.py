"""Train the network of the lessons by its recipe, from MNIST's bytes to a Keras file."""

import json
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np

from digitkit.augmentation import augment
from digitkit.cnn.export import export_litert
from digitkit.cnn.network import LESSON_RECIPE, LessonRecipe, build_cnn, one_cycle
from digitkit.cnn.recipe import refuse_to_mix
from digitkit.cnn.training import train
from digitkit.files import write_whole
from digitkit.loading import load_mnist, stratified_split


def vary(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Change a training batch as the lessons do, by `augment` with its own ranges.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, 28, 28)
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of uint8, shape (n, 28, 28)

    Examples
    --------
    >>> vary(np.full((4, 28, 28), 200, np.uint8), np.random.default_rng(seed=0)).shape
    (4, 28, 28)
    """
    return augment(images, rng)


def train_lesson(
    folder: Path,
    recipe: LessonRecipe = LESSON_RECIPE,
    *,
    images: int | None = None,
    until: int | None = None,
    verbose: str | int = "auto",
) -> dict[str, list[float]]:
    """Train the lessons' network; killed and called again, it goes on.

    Parameters
    ----------
    folder : Path
        Gets ``lesson.keras``, ``training.json``, and the state of the run under ``work/``; after
        the recipe's last epoch ``digits.tflite`` too, which every ``--model`` option takes.
    recipe : LessonRecipe
        How.
    images : int, optional
        How many of MNIST's training images; all that are not for validation, when left out.
    until : int, optional
        Stop after this epoch for now; the next call goes on. To the recipe's last, when left out.
    verbose : {'auto', 0, 1, 2}
        As in Keras.

    Returns
    -------
    dict of list
        The history, as `train` gives it.

    Raises
    ------
    ValueError
        If `folder` holds a run of another recipe.
    """
    settings = {**asdict(recipe), "images": images}
    keep_settings(folder / "work" / "recipe.json", settings)
    training, validation = stratified_split(
        *load_mnist()[0], recipe.validation_fraction, seed=recipe.seed
    )
    training = (training[0][:images], training[1][:images])
    model = build_cnn(
        filters=recipe.filters,
        dense=recipe.dense,
        dropout=recipe.dropout,
        learning_rate=one_cycle(
            recipe.learning_rate, recipe.epochs * (len(training[0]) // recipe.batch_size)
        ),
        seed=recipe.seed,
    )
    history = train(
        model,
        training,
        validation,
        epochs=recipe.epochs if until is None else min(until, recipe.epochs),
        batch_size=recipe.batch_size,
        change=vary,
        seed=recipe.seed,
        folder=folder / "work",
        verbose=verbose,
    )
    with write_whole(folder / "lesson.keras") as temporary:
        # The optimizer's state is twice the weights again, and no reader of digits needs it.
        model.save(temporary, include_optimizer=False)
    write_json(folder / "training.json", {"recipe": settings, "history": history})
    if len(history["loss"]) == recipe.epochs:
        export_litert(model, folder / "digits.tflite")
    return history


def read_recipe(folder: Path) -> tuple[LessonRecipe, int | None]:
    """Tell by which recipe a run was begun, so that it can go on by the same.

    Parameters
    ----------
    folder : Path
        Of `train_lesson`.

    Returns
    -------
    recipe : LessonRecipe
        The lessons' own, where no run has begun there.
    images : int or None
        As `train_lesson` takes it.

    Raises
    ------
    ValueError
        If `folder` holds a run of the recogniser.

    Examples
    --------
    >>> read_recipe(Path("no run has begun here"))[0] == LESSON_RECIPE
    True
    """
    path = folder / "work" / "recipe.json"
    if not path.exists():
        return LESSON_RECIPE, None
    settings = json.loads(path.read_text(encoding="utf-8"))
    names = [field.name for field in fields(LessonRecipe)]
    if set(settings) != {*names, "images"}:
        raise ValueError(refuse_to_mix(path))
    known = {name: settings[name] for name in names}
    return LessonRecipe(**known | {"filters": tuple(known["filters"])}), settings["images"]


def keep_settings(path: Path, settings: dict) -> None:
    """Write the settings beside the run, or refuse to mix it with another.

    Parameters
    ----------
    path : Path
        Of the run's settings.
    settings : dict
        Of what is about to be trained.

    Raises
    ------
    ValueError
        If the file holds others.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     keep_settings(Path(folder, "recipe.json"), {"seed": 0})
    ...     write_json(Path(folder, "notes.json"), {"epochs": 8})
    ...     print(sorted(path.name for path in Path(folder).iterdir()))
    ['notes.json', 'recipe.json']
    """
    mine = json.loads(json.dumps(settings))
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != mine:
        raise ValueError(refuse_to_mix(path))
    write_json(path, mine)


def write_json(path: Path, content: dict) -> None:
    """Write JSON that a person can read, whole or not at all.

    Parameters
    ----------
    path : Path
    content : dict
    """
    with write_whole(path) as temporary:
        temporary.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
