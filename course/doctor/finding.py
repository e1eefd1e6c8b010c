"""What was found, and what to do about it."""

from dataclasses import dataclass

AFRESH = "Delete the folder .venv, then run `python3 go.py setup`: it installs everything anew."


@dataclass(frozen=True)
class Finding:
    """What was found in one place.

    Attributes
    ----------
    words : str
        What there is.
    remedy : str
        What to do; empty where all is well.
    """

    words: str
    remedy: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.remedy
