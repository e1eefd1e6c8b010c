"""Start the kernel that runs the notebooks."""

import subprocess
import sys
from pathlib import Path

from course.doctor.finding import Finding


def examine_kernel(root: Path) -> Finding:
    """Start the kernel that runs the notebooks, and ask it which Python it is.

    Parameters
    ----------
    root : Path
        Of the project.

    Returns
    -------
    Finding
    """
    from jupyter_client.kernelspec import NoSuchKernel

    remedy = f"Run `{Path(sys.executable)} -m ipykernel install --sys-prefix`."
    try:
        prefix = ask_kernel("import sys; print(sys.prefix)")
    except (NoSuchKernel, RuntimeError, TimeoutError, OSError) as error:
        return Finding(f"the kernel python3 does not start ({error}).", remedy)
    if Path(prefix).resolve() != Path(sys.prefix).resolve():
        return Finding(f"the kernel python3 runs another Python, of {prefix}.", remedy)
    return Finding("notebooks run on this Python")


def ask_kernel(code: str) -> str:
    """Run a line in a fresh kernel.

    Parameters
    ----------
    code : str

    Returns
    -------
    str
        What it prints.

    Raises
    ------
    NoSuchKernel, RuntimeError, TimeoutError, OSError
        There is no such kernel, or it does not start, or does not answer.
    """
    from jupyter_client.manager import start_new_kernel

    printed: list[str] = []

    def listen(message: dict) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    # What a kernel remarks on its start belongs in no report; a kernel that dies raises here.
    manager, client = start_new_kernel(
        startup_timeout=60, kernel_name="python3", stderr=subprocess.DEVNULL
    )
    try:
        client.execute_interactive(code, output_hook=listen, timeout=30, allow_stdin=False)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return "".join(printed).strip()
