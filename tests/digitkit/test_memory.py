"""Memory that is needed again in the next step is kept."""

import os
import platform
import subprocess
import sys

import pytest

COUNT_FAULTS = """
import resource, sys
if "advice" in sys.argv:
    from digitkit.cnn.memory import keep_freed_memory
    assert keep_freed_memory()
if "keras" in sys.argv:
    from digitkit.cnn.backend import import_keras
    import_keras()
pages = 48 << 8  # of 4 KiB, in 48 MB: more than malloc ever keeps by itself
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(10):
    b"x" * (pages << 12)
print((resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) / pages)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="speaks to GNU's malloc")
def test_memory_that_was_freed_is_used_again():
    def faults_a_page(*arguments):
        command = [sys.executable, "-c", COUNT_FAULTS, *arguments]
        return float(subprocess.run(command, check=True, capture_output=True).stdout)

    usual = faults_a_page()
    for cause in ("advice", "keras"):
        kept = faults_a_page(cause)
        assert kept < usual / 4, (
            f"after {cause}, each page was mapped {kept:.1f} times in ten steps; "
            f"{usual:.1f} times without."
        )


def test_keras_comes_without_greetings_and_its_failures_come_through():
    code = "from digitkit.cnn.backend import import_keras; import_keras()"
    loud = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "0"}
    result = subprocess.run([sys.executable, "-c", code], env=loud, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    broken = f"import sys; sys.modules['keras'] = None; {code}"
    result = subprocess.run([sys.executable, "-c", broken], capture_output=True, text=True)
    assert "ModuleNotFoundError" in result.stderr
