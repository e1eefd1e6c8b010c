"""What has been marked so far: written as it comes, so that nothing is marked twice."""

import json
import os
from pathlib import Path

NAME = "marked.jsonl"


class Journal:
    """A file to which each mark is added at once.

    Parameters
    ----------
    folder : Path
        Where it is, or will be.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> dict[str, dict]:
        """Read what was marked.

        Returns
        -------
        dict of str to dict
            By key; of two marks the later one. A line that was broken off is passed over.
        """
        records = {}
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return {}
        for line in lines:
            try:
                record = json.loads(line)
                records[record["key"]] = record
            except (json.JSONDecodeError, KeyError, TypeError):
                continue
        return records

    def add(self, record: dict) -> None:
        """Add a mark; it is on the disk when this returns.

        Parameters
        ----------
        record : dict
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            # The line before may have been broken off.
            start = b"\n" if file.tell() and not self.ends_with_a_line() else b""
            line = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
            file.write(start + line + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def ends_with_a_line(self) -> bool:
        """Tell whether the last line was written whole."""
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
