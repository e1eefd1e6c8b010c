"""Take real training steps, in a process of its own: a crash there is a finding here."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from course.doctor.finding import Finding

SECONDS = 240
SLOW_IMPORT = 30
TRAINING_IMAGES = 54_000


def examine_training(root: Path) -> Finding:
    """Train the lessons' network for a few steps, and say how long a training would take.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Finding
    """
    command = [sys.executable, "-m", "course.doctor.training"]
    options = {"capture_output": True, "encoding": "utf-8", "errors": "replace"}
    try:
        done = subprocess.run(command, cwd=root, timeout=SECONDS, **options)  # type: ignore[call-overload]
    except subprocess.TimeoutExpired:
        return Finding(
            f"a few steps took more than {SECONDS} s.",
            "Close other programs and run `digitkit doctor` again.",
        )
    if done.returncode:
        return explain(done.returncode, done.stderr)
    return judge(**json.loads(done.stdout.splitlines()[-1]))


def explain(code: int, stderr: str) -> Finding:
    r"""Say why no step could be taken.

    Parameters
    ----------
    code : int
        The exit code; below zero, or huge on Windows, where the processor stopped the program.
    stderr : str
        What the process said last.

    Returns
    -------
    Finding

    Examples
    --------
    >>> explain(1, "Traceback …\nModuleNotFoundError: No module named 'keras'").words
    "no step could be taken: ModuleNotFoundError: No module named 'keras'."
    """
    if code < 0 or code > 255:
        return Finding(
            f"TensorFlow was stopped by the system (code {code}).",
            "Most often the processor is too old for it (it needs AVX), or the memory is full. "
            "The lessons that train nothing work; train on another machine.",
        )
    last = (stderr.strip().splitlines() or ["nothing was said"])[-1].rstrip(".")
    return Finding(
        f"no step could be taken: {last}.",
        "Run `python3 go.py setup`; if that changes nothing, delete the folder .venv and run it "
        "again.",
    )


def judge(loading: float, step: float, steps: int) -> Finding:
    """Say what the times mean.

    Parameters
    ----------
    loading : float
        Seconds that TensorFlow took to load.
    step : float
        Seconds of one step.
    steps : int
        Of the lessons' training.

    Returns
    -------
    Finding

    Examples
    --------
    >>> judge(4.0, 0.02, 6752).words
    'a step takes 20 ms, so the training of the lessons about 2.3 min; TensorFlow loads in 4 s'
    """
    words = (
        f"a step takes {step * 1000:.0f} ms, so the training of the lessons about "
        f"{steps * step / 60:.1f} min; TensorFlow loads in {loading:.0f} s"
    )
    if loading < SLOW_IMPORT:
        return Finding(words)
    return Finding(
        f"{words}, which is long.",
        f"Run `{sys.executable} -m compileall -q {sys.prefix}`: compiled packages load faster.",
    )


def main() -> None:
    """Take the steps, and print the times as JSON."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    started = time.perf_counter()
    import keras  # noqa: F401

    loading = time.perf_counter() - started
    from digitkit.cnn.network import LESSON_RECIPE, build_cnn
    from digitkit.loading import load_mnist
    from digitkit.preprocessing import add_channel, one_hot, scale

    size = LESSON_RECIPE.batch_size
    images, labels = (part[:size] for part in load_mnist()[0])
    inputs, targets = add_channel(scale(images)), one_hot(labels)
    model, times = build_cnn(seed=0), []
    for _ in range(12):
        begun = time.perf_counter()
        model.train_on_batch(inputs, targets)
        times.append(time.perf_counter() - begun)
    steps = LESSON_RECIPE.epochs * -(-TRAINING_IMAGES // size)
    # The first steps build the graph.
    print(json.dumps({"loading": loading, "step": statistics.median(times[2:]), "steps": steps}))


if __name__ == "__main__":
    main()
