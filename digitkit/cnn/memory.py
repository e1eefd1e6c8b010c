"""Let a process that trains keep the memory that it will need again in the next step."""

import ctypes
import sys

# Of glibc's malloc.h.
TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD = -1, -2, -3
MEGABYTE = 1 << 20
"""In bytes."""


def keep_freed_memory():
    """Ask the C library not to hand memory back to the system after every step.

    A training step takes and frees the same large arrays as the one before it. GNU's malloc
    returns each of them to the system at once, which must then empty and map the pages anew:
    on two cores that took a third of all processor time. Kept, the memory is simply used again.
    The results are the same; the process stays as large as it once was.

    Returns
    -------
    bool
        True where the C library took the advice; False on systems with another one, which
        are left as they are.

    References
    ----------
    The GNU C Library, "Malloc Tunable Parameters".

    Examples
    --------
    >>> keep_freed_memory() in (True, False)
    True
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        advise = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # musl has no such function
        return False
    advice = {MMAP_THRESHOLD: 256, TRIM_THRESHOLD: 1024, TOP_PAD: 64}
    return all([advise(name, megabytes * MEGABYTE) == 1 for name, megabytes in advice.items()])
