#!/usr/bin/env python3
"""Set up .venv from the hashed locks, once, then run a job in it.

    python3 go.py app --port 8000
    python3 go.py test -k shift

Arguments after the job are passed on to it.
"""

# Standard library only, and no newer syntax than 3.6: a wrong Python must get as far as the
# sentence that says so.
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STATE = VENV / "digitkit.json"
MINORS = (12, 13, 11)

# Megabytes on disk. Everything in "serve" is in "all" too, with the same pins.
LEVELS = {"serve": 400, "all": 3000}

Job = namedtuple("Job", "level about commands")
COMPILE = (
    # The oldest Python served: otherwise the lock would fit only the one that renews it.
    "uv pip compile pyproject.toml --group build --universal --python-version 3.11"
    " --generate-hashes --quiet"
    " --no-emit-index-url --custom-compile-command 'python3 go.py lock' "
)
# Without it pytest grades the lessons: the house's own tests are another matter.
HOUSE = (
    "pytest -o 'testpaths=tests/app tests/course tests/digitkit tests/docs tests/house tests/proof'"
)
# A name of two words is a job with an option that go.py itself understands.
JOBS = {
    "setup": Job("all", "install everything, run nothing", []),
    "app": Job("serve", "serve the finished app (--host, --port, --no-browser)", ["digitkit app"]),
    "learn": Job("all", "open the next lesson in JupyterLab (05: that one)", ["digitkit start"]),
    "test": Job(
        "all",
        "run the whole test suite (-k shift: the tests named so)",
        [
            f"{HOUSE} -n auto --dist loadfile -m 'not browser and not alone'",
            # After a Playwright test asyncio.run() raises: the browser gets a process of its own.
            f"{HOUSE} -m 'browser or alone'",
        ],
    ),
    "test -m": Job("all", "run the tests with one marker, such as browser", [f"{HOUSE} -m"]),
    "lessons": Job("all", "build the lessons (--check: only compare)", ["python -m course.build"]),
    "docs": Job("all", "serve the documentation while you write it", ["mkdocs serve"]),
    "docs --build": Job("all", "build the documentation into site/", ["mkdocs build --strict"]),
    "docs --figures": Job(
        "all",
        "run the lessons whose code has changed, for their figures",
        ["python -m course.figures"],
    ),
    "bench": Job("all", "measure, and write benchmarks/RESULTS.md", ["python -m benchmarks"]),
    "lint": Job(
        "all", "check style, format and types", ["ruff check", "ruff format --check", "mypy"]
    ),
    "lint --fix": Job("all", "mend style and format", ["ruff check --fix", "ruff format"]),
    "lock": Job(
        "all",
        "bring requirements/ in line with pyproject.toml (--upgrade: newest versions)",
        [
            COMPILE + "--extra all --output-file requirements/all.txt",
            COMPILE + "--no-annotate --constraint requirements/all.txt"
            " --output-file requirements/serve.txt",
        ],
    ),
}


class SetupError(Exception):
    """One sentence: what is wrong and what to do about it."""


class UntouchedError(SetupError):
    """The installer gave up before it touched .venv."""


# What an installer prints, and what that means.
CAUSES = {
    "no space left|errno 28|os error 28|os error 112|not enough space": SetupError(
        "the disk is full: {root} has {free} MB free of the {need} MB that this takes;"
        " make room there, then run the same command again."
    ),
    "do not match the hashes|hash mismatch": UntouchedError(
        "a package is not the one whose hash is in requirements/{level}.txt; run `pip cache purge`"
        " or `uv cache clean`, then the same command again."
    ),
    "retrying|connection|failed to fetch|dns error|timed out": UntouchedError(
        "the package index cannot be reached; connect to the network (behind a proxy set"
        " HTTPS_PROXY, for a mirror PIP_INDEX_URL), then run the same command again."
    ),
    "no matching distribution|no solution found|no wheels": UntouchedError(
        "a package has no build for this machine; use Linux (x86-64, arm64), macOS (Apple silicon)"
        " or Windows (x86-64)."
    ),
    "": SetupError("the set-up stopped; its last words were:\n{output}"),
}


def main(arguments):
    """Run the job that the arguments name, and return its exit code."""
    if not arguments or arguments[0] in ("-h", "--help"):
        jobs = "\n".join(f"  {name:14} {job.about}" for name, job in JOBS.items())
        print(f"{__doc__}\njobs:\n{jobs}")
        return 0
    words = 2 if " ".join(arguments[:2]) in JOBS else 1
    name, extra = " ".join(arguments[:words]), arguments[words:]
    try:
        if name not in JOBS:
            raise SetupError(f"there is no job {name!r}; the jobs are {', '.join(JOBS)}.")
        prepare(JOBS[name].level)
        codes = [run(shlex.split(command) + extra) for command in JOBS[name].commands]
    except SetupError as error:
        print(f"go.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    # pytest exits with 5 when a selection leaves one of its two runs without a test.
    return next((code for code in codes if code not in (0, 5)), min(codes, default=0))


def environment():
    """Give the variables of a job: .venv first on PATH, as if it were activated."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    added = {"PATH": path, "VIRTUAL_ENV": str(VENV), "NO_MKDOCS_2_WARNING": "1"}
    # As pip does: a school's or company's own certificates are among the system's.
    added["UV_SYSTEM_CERTS"] = "1"
    # Without bytecode each of the hundreds of processes of a job compiles what it imports.
    dropped = ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in {**os.environ, **added}.items() if name not in dropped}


def run(command):
    """Run one command in the project and return its exit code."""
    program = shutil.which(command[0], path=environment()["PATH"]) or command[0]
    process = subprocess.Popen([program, *command[1:]], cwd=str(ROOT), env=environment())
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:
            pass  # The job heard Ctrl-C too, and may want to tidy up or to ask.


def prepare(level):
    """Make .venv hold everything of a level; return at once where it already does."""
    try:
        state = read_state()
        if state.get(level) == fingerprint(level):
            return
        start = time.monotonic()
        print(f"Setting up .venv: requirements/{level}.txt, {LEVELS[level]} MB in all.", flush=True)
        if not state or "adding" in state:
            make_venv()
            state = {"home": home()}
        if level not in state and shutil.disk_usage(str(ROOT)).free >> 20 < LEVELS[level]:
            raise explain("no space left", level)
        write_state({**state, "adding": level})
        try:
            install(level)
        except UntouchedError:
            write_state(state)  # What worked before still does.
            raise
        installed = LEVELS if level == "all" else [level]
        write_state({**state, **{name: fingerprint(name) for name in installed}})
        print(f"Ready after {time.monotonic() - start:.0f} s.", flush=True)
    except OSError as error:
        raise explain(str(error), level) from error


def fingerprint(level):
    """Hash the files that decide what a level installs."""
    files = [ROOT / "requirements" / f"{level}.txt", ROOT / "pyproject.toml"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def home():
    """Say where .venv stands and whose Python it is: when either changes, it is broken."""
    return [str(ROOT), os.path.realpath(str(PYTHON))]


def read_state():
    """Read what the last finished set-up left in .venv, {} where none has finished."""
    try:
        state = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if PYTHON.exists() and state["home"] == home() else {}


def write_state(state):
    """Write the state whole or not at all."""
    draft = STATE.with_suffix(".new")
    draft.write_text(json.dumps(state), encoding="utf-8")
    draft.replace(STATE)


def find_uv():
    """Find uv on PATH, but not the copy in .venv, which cannot replace itself."""
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return shutil.which("uv", path=os.pathsep.join(p for p in path if Path(p) != BIN))


def find_python():
    """Give the command of a Python that can make .venv: this one, or another that is installed."""
    # Not sys.executable, which is in .venv itself where that is activated.
    this = getattr(sys, "_base_executable", sys.executable)
    names = [f"python3.{minor}" for minor in MINORS]
    launcher = [f"py -3.{minor}" for minor in MINORS] if WINDOWS else []
    incomplete = None
    for command in [[this], *map(str.split, names + launcher)]:
        (major, minor), has_ensurepip = probe(command)
        if major == 3 and minor in MINORS:
            if has_ensurepip or find_uv():
                return command
            incomplete = incomplete or f"python3.{minor}"
    if incomplete:
        raise SetupError(
            f"{incomplete} came without its venv module; on Debian or Ubuntu run"
            f" `sudo apt install {incomplete}-venv`, then the same command again."
        )
    remedies = {"win32": "winget install Python.Python.3.12", "darwin": "brew install python@3.12"}
    remedy = remedies.get(
        sys.platform, "sudo apt install python3.12-venv` or `uv python install 3.12"
    )
    raise SetupError(
        f"digitkit needs Python 3.11, 3.12 or 3.13 and found {sys.version.split()[0]};"
        f" run `{remedy}`, then the same command again."
    )


def probe(command):
    """Ask a Python for its version and for ensurepip; pyenv's shims exist and yet may fail."""
    question = (
        "import importlib.util as u, json, sys;"
        "print(json.dumps([sys.version_info[:2], u.find_spec('ensurepip') is not None]))"
    )
    try:
        return json.loads(
            subprocess.check_output([*command, "-c", question], stderr=subprocess.DEVNULL)
        )
    except (OSError, ValueError, subprocess.CalledProcessError):
        return (0, 0), False


def make_venv():
    """Make an empty .venv in the place of whatever is there."""
    python = find_python()
    if VENV.exists():
        shutil.rmtree(str(VENV))
    call([*python, "-m", "venv", "--without-pip", str(VENV)], "serve")


def install(level):
    """Install a level's lock, then the project itself, with bytecode compiled."""
    if find_uv():
        installer = [find_uv(), "pip", "install", "--python", str(PYTHON), "--compile-bytecode"]
    else:
        call([str(PYTHON), "-m", "ensurepip"], level)
        installer = [str(PYTHON), "-m", "pip", "install", "--compile"]
    # The lock is whole. Left to look for what a package needs, pip takes the newest release of
    # whatever is wanted with an extra, which after a while is not the one in the lock.
    installer.append("--no-deps")
    call([*installer, "--require-hashes", "-r", f"requirements/{level}.txt"], level)
    # The build backend is in the lock, so this needs no network.
    call([*installer, "--no-build-isolation", "-e", "."], level)


def call(command, level):
    """Run one step of the set-up, showing its last line on a terminal; explain a failure."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    text = {"encoding": "utf-8", "errors": "replace"}
    lines = []
    with subprocess.Popen(command, cwd=str(ROOT), env=environment(), **pipes, **text) as process:
        for line in process.stdout:
            lines.append(line)
            if sys.stdout.isatty():
                print(f"\r  {line.strip()[:76]:76}", end="\r", flush=True)
    if process.returncode:
        raise explain("".join(lines), level)


def explain(output, level):
    """Turn what an installer printed into one sentence with the remedy."""
    free = shutil.disk_usage(str(ROOT)).free >> 20
    facts = {"root": ROOT, "free": free, "need": LEVELS[level], "level": level}
    cause = next(CAUSES[symptom] for symptom in CAUSES if re.search(symptom, output, re.I))
    return type(cause)(str(cause).format(output=output.strip()[-1500:], **facts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
