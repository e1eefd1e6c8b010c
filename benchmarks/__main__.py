"""Measure everything, and write benchmarks/RESULTS.md."""

from pathlib import Path

import click

from benchmarks import grading, load, training
from benchmarks.report import write_report
from benchmarks.servers import running
from digitkit.files import write_whole

FOLDER = Path(__file__).parent
DRAWING = FOLDER / "drawing.png"
CLIENTS = 8


@click.command()
@click.option(
    "--only",
    type=click.Choice(["training", "serving", "grading"]),
    help="Measure one part, and print it instead of writing RESULTS.md.",
)
@click.option("--quick", is_flag=True, help="Measure briefly and roughly, and only print.")
def main(only: str | None, quick: bool) -> None:
    """Measure training, the app beside a plain one, and the grading of a class.

    Writes benchmarks/RESULTS.md. Leave the machine alone meanwhile: what else runs, counts.
    """
    results = {}
    if only in (None, "training"):
        click.echo("Training by the recipe of the lessons …", err=True)
        results["training"] = training.measure(quick)
    if only in (None, "serving"):
        results["serving"] = measure_serving(quick)
    if only in (None, "grading"):
        click.echo("Grading a class …", err=True)
        results["grading"] = grading.measure(quick)
    report = write_report(results)
    click.echo(report)
    if not (only or quick):
        with write_whole(FOLDER / "RESULTS.md") as temporary:
            temporary.write_text(report, encoding="utf-8", newline="\n")


def measure_serving(quick: bool = False) -> dict:
    """Measure the app and the plain server, one after the other.

    Parameters
    ----------
    quick : bool
        Few starts, and seconds instead of minutes.

    Returns
    -------
    dict
        As `benchmarks.report.of_serving` takes it.
    """
    servers = {}
    for name, starts in (("app", 2 if quick else 9), ("plain", 1 if quick else 3)):
        click.echo(f"Serving: {name} …", err=True)
        servers[name] = measure_server(name, starts, 1 if quick else 10)
    return {"bytes": DRAWING.stat().st_size, "clients": CLIENTS, **servers}


def measure_server(name: str, starts: int, seconds: float) -> dict:
    """Start one server several times, and ask the last one.

    Parameters
    ----------
    name : {'app', 'plain'}
        Which.
    starts : int
        How often it is started.
    seconds : float
        How long it is asked by one client, and then by several.

    Returns
    -------
    dict
        'starts', 'megabytes', 'single', 'rate' and 'processor'.
    """
    begun = []
    picture = DRAWING.read_bytes()
    for left in reversed(range(starts)):
        with running(name, picture) as server:
            begun.append(server)
            if left:
                continue
            single = load.measure(server.port, DRAWING, 1, seconds)
            used = server.processor_seconds
            many = load.measure(server.port, DRAWING, CLIENTS, seconds)
            used = server.processor_seconds - used
    return {
        "starts": [server.seconds for server in begun],
        "megabytes": [server.megabytes for server in begun],
        "single": single,
        "rate": len(many) / seconds,
        # The clients warm up for a fifth of the time, which is answered but not counted.
        "processor": used / (len(many) * (1 + load.WARM_UP)),
    }


if __name__ == "__main__":
    main()
