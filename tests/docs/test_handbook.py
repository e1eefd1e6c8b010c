"""What is drawn from the code is whole, and says nothing that the code does not."""

import re
import shutil
import subprocess
import threading
from pathlib import Path

import click
import pytest
from PIL import Image

from app import create_app
from app.serve import bound_port, build_server
from course.command import main
from course.handbook import hook
from course.handbook.commands import draw_commands, find_unexplained, list_commands
from course.handbook.how_it_works import draw_house, list_stages, read_arrows
from course.handbook.licences import draw_packages
from course.handbook.plots import DIGEST, FOLDER, digest
from tests.docs.test_examples import examples

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
API = (DOCS / "reference" / "http-api.md").read_text(encoding="utf-8")


def test_every_command_argument_and_option_is_explained():
    assert not find_unexplained(main), "\n".join(find_unexplained(main))


def test_the_reference_has_every_command_with_every_option():
    page = draw_commands(main)
    for name, command in list_commands(main):
        section = page.split(f"## `{name}`\n")[1].split("\n## ")[0]
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                shown = option if option.startswith("-") else f"{name} "
                assert shown in section, f"{name}: {option} is not in the reference."


def test_a_planted_command_is_drawn_and_a_planted_silence_is_noticed():
    group = click.Group("digitkit", help="All of it.")

    @group.command(help="Bake a cake, of FLOUR.")
    @click.option("--hot", is_flag=True, help="In a hot oven.")
    @click.option("--sugar")
    @click.argument("flour")
    @click.argument("milk")
    def bake(**_):
        pass

    @group.command()
    def boil():
        pass

    assert "## `digitkit bake`" in draw_commands(group)
    lacking = "\n".join(find_unexplained(group))
    assert "`digitkit boil` has no help" in lacking
    assert "`digitkit bake --sugar` has no help" in lacking
    assert "does not speak of MILK" in lacking
    assert "--hot" not in lacking and "FLOUR" not in lacking


def test_a_page_that_asks_for_what_nobody_draws_is_not_built():
    class Page:
        class file:  # noqa: N801 - as MkDocs names it
            src_uri = "index.md"

    with pytest.raises(ValueError, match="index.md: nobody draws 'unicorns'"):
        hook.on_page_markdown("<!-- draw: unicorns -->", Page, None, None)


def test_everything_that_can_be_drawn_is_on_a_page():
    pages = "".join(page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md"))
    assert {mark[1] for mark in hook.MARK.finditer(pages)} == set(hook.DRAWN)


def test_the_picture_of_the_house_has_every_arrow():
    picture = draw_house(ROOT)
    arrows = sum(len(others) for others in read_arrows(ROOT).values())
    assert picture.count("<line") == arrows + 3
    assert "course may import app and digitkit" in picture


def test_the_life_of_a_digit_shows_each_step_and_ends_with_its_label():
    steps = list(list_stages())
    assert [re.search(r"<b>(\d)\.", step)[1] for step in steps] == list("12345678")
    assert all("<img" in step for step in steps[1:-1])
    assert "4 is the likeliest" in steps[-1]


def test_every_package_states_a_licence_and_what_serves_is_marked():
    rows = draw_packages(ROOT).splitlines()[2:]
    assert len(rows) > 100
    silent = [row for row in rows if re.match(r"\| \S+ \| \S+ \|\s+\|", row)]
    assert not silent
    assert any(row.startswith("| flask |") and row.endswith("| yes |") for row in rows)


def test_the_plots_are_of_the_model_that_ships():
    assert (FOLDER / DIGEST).read_text(encoding="ascii").strip() == digest(), (
        "The model has changed: `python -m course.handbook.plots` draws its plots anew."
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The app, really served, and a folder with a photo in it."""
    server = build_server(create_app(), port=0)
    threading.Thread(target=server.run, daemon=True).start()
    folder = tmp_path_factory.mktemp("client")
    Image.open(ROOT / "benchmarks" / "drawing.png").convert("RGB").save(folder / "photo.jpg")
    yield bound_port(server), folder
    server.close()


def test_the_python_of_the_http_api_reads_a_photo(served, monkeypatch, capsys):
    port, folder = served
    monkeypatch.chdir(folder)
    exec(compile(examples(API).replace(":8000", f":{port}"), "http-api.md", "exec"), {})
    assert re.match(r"\d \d+% \[\d+, ", capsys.readouterr().out)


def test_the_curl_of_the_http_api_reads_a_photo(served):
    port, folder = served
    if not shutil.which("curl"):
        pytest.skip("curl is not installed here")
    (line,) = re.findall(r"^curl .*", API, re.M)
    command = line.replace(":8000", f":{port}").replace("localhost", "127.0.0.1").split()
    result = subprocess.run(
        [*command, "--silent", "--noproxy", "*"], cwd=folder, capture_output=True, encoding="utf-8"
    )
    assert re.search(r'"rejected":\s*false', result.stdout), result.stdout
