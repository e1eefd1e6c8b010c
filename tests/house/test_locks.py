"""The two locks: whole, hashed, in agreement, and free of any machine's addresses."""

import re
import runpy
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {level: ROOT / "requirements" / f"{level}.txt" for level in ("serve", "all")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read_lock(level):
    """Give the hashes of each pin, such as `numpy==2.4.6 ; python_full_version < '3.12'`."""
    text = re.sub(r"\s*#.*", "", LOCKS[level].read_text(encoding="utf-8"))
    pins = re.split(r"\n(?=\S)", text.replace("\\\n", " ").strip())
    return {pin.split(" --hash")[0].strip(): re.findall(r"--hash=(\S+)", pin) for pin in pins}


@pytest.mark.parametrize("level", LOCKS)
def test_every_pin_is_exact_and_hashed(level):
    for pin, hashes in read_lock(level).items():
        assert re.match(r"[\w.-]+==[\w.]+", pin), f"{pin} does not name one version."
        assert hashes, f"{pin} has no hash: a changed package would be installed."
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", value) for value in hashes), pin


@pytest.mark.parametrize("level", LOCKS)
def test_a_lock_names_no_index_host_or_path(level):
    text = LOCKS[level].read_text(encoding="utf-8")
    found = re.findall(r".*(?:://|--index|--extra-index|--find-links|--trusted| @ |/\w+/).*", text)
    assert not found, f"{LOCKS[level].name} would tie everybody to one machine: {found[:3]}"


def test_what_serves_is_part_of_everything():
    serve, everything = read_lock("serve"), read_lock("all")
    versions = {pin.split(" ;")[0]: hashes for pin, hashes in everything.items()}
    for pin, hashes in serve.items():
        name = pin.split(" ;")[0]
        assert hashes == versions.get(name), f"requirements/all.txt does not hold the same {name}."


def wanted(level):
    """Give the requirements that pyproject.toml states for a lock."""
    extras = PROJECT["project"]["optional-dependencies"]
    stated = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
    for extra in extras if level == "all" else ["serve"]:
        stated += extras[extra]
    return [Requirement(text) for text in stated if not text.startswith("digitkit[")]


@pytest.mark.parametrize("level", LOCKS)
def test_the_lock_holds_what_pyproject_states(level):
    pins = [Requirement(pin) for pin in read_lock(level)]
    for requirement in wanted(level):
        name = canonicalize_name(requirement.name)
        versions = [str(p.specifier)[2:] for p in pins if canonicalize_name(p.name) == name]
        assert versions and all(requirement.specifier.contains(v) for v in versions), (
            f"pyproject.toml wants {requirement}, requirements/{level}.txt has"
            f" {versions or 'none'}; run `python3 go.py lock`."
        )


def list_needs(name, extras=()):
    """Give what an installed package asks for, here and with these extras."""
    for text in metadata.requires(name) or []:
        requirement = Requirement(text)
        surroundings = [{"extra": extra} for extra in ("", *extras)]
        if not requirement.marker or any(map(requirement.marker.evaluate, surroundings)):
            yield requirement


@pytest.mark.parametrize("level", LOCKS)
def test_a_lock_holds_all_that_its_packages_ask_for(level):
    """They are installed as they are: nothing looks for what would be missing."""
    pins = [Requirement(pin) for pin in read_lock(level)]
    here = [pin for pin in pins if not pin.marker or pin.marker.evaluate()]
    names = {canonicalize_name(pin.name) for pin in here}
    asked = [need for name in names for need in list_needs(name)]
    asked += [more for need in asked if need.extras for more in list_needs(need.name, need.extras)]
    assert asked
    for need in asked:
        assert canonicalize_name(need.name) in names, f"{need} is not in the lock."
        version = metadata.version(need.name)
        assert need.specifier.contains(version, prereleases=True), f"{need}, not {version}"


def test_serving_pays_neither_for_tensorflow_nor_for_jupyter():
    names = {Requirement(pin).name for pin in read_lock("serve")}
    assert not names & {"tensorflow", "tensorflow-cpu", "keras", "pandas", "jupyterlab", "pytest"}


def test_the_extra_called_all_has_every_other_extra():
    extras = PROJECT["project"]["optional-dependencies"]
    (everything,) = extras["all"]
    assert Requirement(everything).extras == set(extras) - {"all", "serve"}


def test_the_locks_are_made_for_the_oldest_python_too():
    """Renewed under a newer Python, they would otherwise pin what the oldest cannot install."""
    oldest = re.match(r">=([\d.]+)", PROJECT["project"]["requires-python"])[1]
    commands = runpy.run_path(str(ROOT / "go.py"))["JOBS"]["lock"].commands
    assert commands and all(f"--python-version {oldest} " in command for command in commands)
