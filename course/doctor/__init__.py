"""Look at everything that the course needs on this machine, and say what to do where it lacks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course.catalog import ROOT
from course.doctor import kernel, machine, packages, software, training
from course.doctor.finding import AFRESH, Finding

EXAMINATIONS: dict[str, Callable[[Path], Finding]] = {
    "Python": software.examine_python,
    "packages": packages.examine_packages,
    "data": software.examine_data,
    "kernel": kernel.examine_kernel,
    "lessons": machine.examine_writing,
    "disk": machine.examine_disk,
    "memory": machine.examine_memory,
    "port": machine.examine_port,
    "camera": machine.examine_camera,
    "training": training.examine_training,
}


@dataclass(frozen=True)
class Named:
    """A finding, and of what.

    Attributes
    ----------
    name : str
        A key of `EXAMINATIONS`.
    finding : Finding
    """

    name: str
    finding: Finding


def examine(root: Path = ROOT) -> Iterator[Named]:
    """Look at one thing after the other.

    Parameters
    ----------
    root : Path
        Of the project.

    Yields
    ------
    Named
        As soon as it is known. Nothing that goes wrong while looking ends the looking.
    """
    for name, look in EXAMINATIONS.items():
        try:
            finding = look(root)
        except Exception as error:  # whatever a broken installation raises is a finding itself
            said = f"{type(error).__name__}: {error}".strip().rstrip(".:")
            finding = Finding(f"looking at it failed ({said}).", AFRESH)
        yield Named(name, finding)
