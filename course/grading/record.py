"""Write results for other programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from course.grading.outcomes import ExerciseResult


def write_json(path: Path, results: Sequence[ExerciseResult], target: str, seed: int) -> None:
    """Write results as JSON, whole or not at all.

    Parameters
    ----------
    path : Path
    results : sequence of ExerciseResult
    target : {'lessons', 'solutions', 'digitkit'}
    seed : int

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from digitkit.files import write_whole

    content = {
        "target": target,
        "seed": seed,
        "points": sum(result.points for result in results),
        "out_of": sum(result.exercise.points for result in results),
        "exercises": [result.as_dict() for result in results],
    }
    with write_whole(path) as temporary:
        temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
