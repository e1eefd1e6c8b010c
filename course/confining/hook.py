"""Ask Python itself to refuse what confined code must not do: on every system, in a sentence.

Native code can get past it; where the kernel can be asked too, it is: `course.confining.kernel`.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

STARTS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.startfile/2",
    "pty.spawn",
)
TALKS = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "urllib.Request",
)
SIGNALS = ("os.kill", "os.killpg", "signal.pthread_kill")
# Which of the arguments are paths that would be changed.
CHANGES = {
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.link": (0, 1),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
    "shutil.move": (0, 1),
}
LOOKS = ("os.listdir", "os.scandir", "os.walk", "glob.glob")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def hold_python(own: Path, hidden: list[Path]) -> None:
    """Refuse from now on, in this process, what is not allowed; this cannot be undone.

    Parameters
    ----------
    own : Path
        Where it may write.
    hidden : list of Path
        Where it may not even look, but for what is its own.
    """
    sys.addaudithook(make_hook(str(own), [str(path) for path in hidden]))


def make_hook(own: str, hidden: list[str]) -> Callable[[str, tuple], None]:
    """Make the function that Python asks before it does something.

    All that it needs is bound here, out of the reach of code that changes modules.

    Parameters
    ----------
    own : str
    hidden : list of str

    Returns
    -------
    callable
    """
    real, beneath, to_text = os.path.realpath, is_beneath, os.fsdecode
    devnull, refusal, kinds = os.devnull, PermissionError, (str, bytes, os.PathLike)
    changes, writing = dict(CHANGES), WRITING
    whole = {
        **dict.fromkeys(STARTS, "start another program"),
        **dict.fromkeys(TALKS, "use the network"),
        **dict.fromkeys(SIGNALS, "send a signal to a process"),
    }
    looks = frozenset(LOOKS)

    def resolve(path: Any) -> str:
        return real(to_text(path)) if isinstance(path, kinds) else ""

    def hook(event: str, arguments: tuple) -> None:
        if event in whole:
            raise refusal(f"an answer that is being graded may not {whole[event]}")
        if event == "open":
            path, _, flags = arguments
            place = resolve(path)
            if not place or place == devnull or beneath(place, own):
                return
            if isinstance(flags, int) and flags & writing:
                raise refusal(f"an answer that is being graded may not write to {place}")
            if any(beneath(place, each) for each in hidden):
                raise refusal(f"an answer that is being graded may not read {place}")
        elif event in changes:
            for number in changes[event]:
                place = resolve(arguments[number])
                if place and not beneath(place, own):
                    raise refusal(f"an answer that is being graded may not change {place}")
        elif event in looks:
            place = resolve(arguments[0])
            if not beneath(place, own) and any(beneath(place, each) for each in hidden):
                raise refusal(f"an answer that is being graded may not look into {place}")

    return hook


def is_beneath(place: str, folder: str) -> bool:
    """Tell whether a path is a folder, or in it.

    Parameters
    ----------
    place, folder : str
        Absolute.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_beneath("/a/b", "/a"), is_beneath("/ab", "/a")
    (True, False)
    """
    return place == folder or place.startswith(folder.rstrip("/\\") + os.sep)
