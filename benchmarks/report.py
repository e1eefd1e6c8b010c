"""Lay the measurements out as benchmarks/RESULTS.md."""

import os
import platform
from importlib.metadata import version
from statistics import median, quantiles

PACKAGES = (
    *("numpy", "opencv-python-headless", "ai-edge-litert", "flask", "waitress"),
    *("keras", "tensorflow"),
)
HEAD = """\
# Results

Written by `python3 go.py bench`: every figure below was measured in one run, on {machine}.
"""
TRAINING = """
## Training, by the recipe of the lessons

In a fresh process, on 54,000 images changed anew in every epoch. The 99% are of the 6,000 images
kept for validation, and the seconds include the validating.

| | measured | to reach |
|---|---|---|
| seconds an epoch (median of {epochs}) | {epoch_seconds:.1f} | |
| seconds to 99% | {to_99} | |
| seconds in all | {seconds:.0f} | at most 120 |
| validation accuracy at the end | {val_accuracy:.2%} | |
| accuracy on the 10,000 test images | {test_accuracy:.2%} | at least 99.3% |
"""
SERVING = """
## Serving

The app of `digitkit app` beside `benchmarks/plain_flask.py`: Flask and Keras' `model.predict` on
one image, as most tutorials have it, with the same weights behind the same server, waitress. Both
get the same drawing, a PNG of {bytes:,} bytes that Chromium made of the app's own sheet. The
clients run on the same cores.

| | digitkit | plain Flask | ratio | to reach |
|---|---|---|---|---|
{rows}
"""
GRADING = """
## Grading a class

`digitkit grade` on classes in which every second answer is open, with the start of the command.
A piece of work is a notebook of one lesson; it runs in processes of its own, within limits.

| lesson | pieces of work | at once | s | a second | a second and core |
|---|---|---|---|---|---|
{rows}
"""


def write_report(results: dict) -> str:
    """Lay out whatever was measured.

    Parameters
    ----------
    results : dict
        'training' as `benchmarks.training.measure` gives it, and 'serving' as
        `benchmarks.__main__.measure_serving` does; either may be missing.

    Returns
    -------
    str
        Markdown.
    """
    parts = [HEAD.format(machine=machine())]
    if "training" in results:
        parts.append(of_training(results["training"]))
    if "serving" in results:
        parts.append(of_serving(results["serving"]))
    if "grading" in results:
        parts.append(of_grading(results["grading"]))
    return "".join(parts)


def machine() -> str:
    """Describe this machine without naming it.

    Returns
    -------
    str
    """
    installed = ", ".join(f"{name} {version_of(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores ({processor()}), {platform.system()}, "
        f"Python {platform.python_version()}; {installed}"
    )


def version_of(name: str) -> str:
    """Give the version of a package; TensorFlow has two names.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    names = ["tensorflow-cpu", "tensorflow"] if name == "tensorflow" else [name]
    for each in names:
        try:
            return version(each)
        except ModuleNotFoundError:
            continue
    return "not installed"


def processor() -> str:
    """Name the model of the processor.

    Returns
    -------
    str
    """
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(
                line.split(":")[1].strip() for line in file if line.startswith("model name")
            )
    except (OSError, StopIteration):  # another system than Linux, or a processor without a name
        return platform.processor() or platform.machine()


def of_training(measured: dict) -> str:
    """Lay out the training.

    Parameters
    ----------
    measured : dict
        As `benchmarks.training.measure` gives it.

    Returns
    -------
    str
        Markdown.
    """
    to_99 = measured["seconds_to_99"]
    return TRAINING.format(**measured, to_99="not reached" if to_99 is None else f"{to_99:.0f}")


def of_grading(measured: dict) -> str:
    """Lay out the grading.

    Parameters
    ----------
    measured : dict
        As `benchmarks.grading.measure` gives it.

    Returns
    -------
    str
        Markdown.
    """
    rows = [
        f"| {lesson} | {learners} | {jobs} | {seconds:.1f} | {learners / seconds:.2f} "
        f"| {learners / seconds / min(jobs, measured['cores']):.2f} |"
        for lesson, learners, jobs, seconds in measured["rows"]
    ]
    return GRADING.format(rows="\n".join(rows))


def of_serving(measured: dict) -> str:
    """Lay out the serving.

    Parameters
    ----------
    measured : dict
        'bytes', 'clients', and for 'app' and 'plain' the lists 'starts' and 'megabytes', one
        entry a start; 'single', seconds of each answer to one client; 'rate', answers a second to
        all clients; 'processor', seconds of the processors for each of these.

    Returns
    -------
    str
        Markdown.
    """
    app, plain = (figures(measured[name]) for name in ("app", "plain"))
    names = [
        ("process start to first answer, s", "at most 1.0"),
        ("memory at the first answer, MB", "at most 150"),
        ("median answer to one client, ms", "at most 5"),
        ("95th percentile of it, ms", ""),
        (f"answers a second to {measured['clients']} clients", "at least 500"),
        ("time of the processors for each of these, ms", ""),
    ]
    rows = [
        f"| {name} | {ours:,.{digits}f} | {theirs:,.{digits}f} | {ratio(ours, theirs)} | {goal} |"
        for (name, goal), ours, theirs, digits in zip(
            names, app, plain, (2, 0, 1, 1, 0, 1), strict=True
        )
    ]
    return SERVING.format(bytes=measured["bytes"], rows="\n".join(rows))


def figures(server: dict) -> list[float]:
    """Draw from the measurements of one server what is reported.

    Parameters
    ----------
    server : dict
        As in `of_serving`.

    Returns
    -------
    list of float
        Seconds, megabytes, two times in milliseconds, answers a second, milliseconds.
    """
    milliseconds = [1000 * seconds for seconds in server["single"]]
    return [
        median(server["starts"]),
        median(server["megabytes"]),
        median(milliseconds),
        quantiles(milliseconds, n=20)[-1],
        server["rate"],
        1000 * server["processor"],
    ]


def ratio(ours: float, theirs: float) -> str:
    """Say how many times better the better one is.

    Parameters
    ----------
    ours, theirs : float
        The same figure of the app and of the plain one.

    Returns
    -------
    str

    Examples
    --------
    >>> ratio(0.5, 6.0)
    '12 ×'
    """
    times = max(ours, theirs) / min(ours, theirs)
    return f"{times:.{1 if times < 10 else 0}f} ×"
