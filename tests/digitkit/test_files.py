import subprocess
import sys

import pytest

from digitkit.files import write_whole


def test_a_finished_file_is_at_its_path_and_alone(tmp_path):
    path = tmp_path / "new" / "note.txt"
    with write_whole(path) as temporary:
        temporary.write_text("whole", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "whole"
    assert list(path.parent.iterdir()) == [path], "The temporary file must not stay behind."


def test_a_file_that_stood_there_is_replaced(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old", encoding="utf-8")
    with write_whole(path) as temporary:
        temporary.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old", (
            "A reader must see the old file until then."
        )
    assert path.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("trouble", [ValueError, KeyboardInterrupt])
def test_an_interrupted_writing_leaves_the_old_file_and_no_rubbish(tmp_path, trouble):
    path = tmp_path / "note.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(trouble), write_whole(path) as temporary:
        temporary.write_text("ha", encoding="utf-8")
        raise trouble
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path], "The half-written file must be removed."


def test_a_killed_program_leaves_the_old_file(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old", encoding="utf-8")
    program = (
        "import sys, time\n"
        "from digitkit.files import write_whole\n"
        "with write_whole(sys.argv[1]) as temporary:\n"
        "    temporary.write_text('ha', encoding='utf-8')\n"
        "    print('half', flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "half\n"
        process.kill()
    assert path.read_text(encoding="utf-8") == "old"


def test_the_temporary_path_keeps_the_suffix(tmp_path):
    with write_whole(tmp_path / "model.keras") as temporary:
        temporary.touch()
        assert temporary.suffix == ".keras", "Keras and matplotlib choose the format by the suffix."
        assert temporary.parent == tmp_path, "os.replace is one step only within one disk."
