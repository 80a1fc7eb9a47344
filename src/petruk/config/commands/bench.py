import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from petruk.config.startup import installation

PARTS = ("pages", "imports")
ON_DEMAND = ("recap", "charters")
"""Measured only when named: they make thousands of results or papers, which takes minutes."""


def run(arguments: list[str]) -> int:
    """Measure and print tables; 1 when a budget does not hold. Nothing here is a test: machines differ.

    Each part is a process of its own, so that none warms or burdens the other.
    """
    parser = argparse.ArgumentParser(prog="petruk bench")
    parser.add_argument("part", nargs="?", choices=(*PARTS, *ON_DEMAND))
    parser.add_argument("--data", default="data/bench", help="folder of the demo regency to measure on")
    parser.add_argument("--samples", default="../shared/samples", help="folder of the offices' files")
    options = parser.parse_args(arguments)
    os.environ["PETRUK_MODE"] = "demo"
    os.environ.setdefault("PETRUK_URL", "http://127.0.0.1:8000")
    if options.part == "pages":
        return 0 if _pages(Path(options.data)) else 1
    if options.part == "recap":
        return 0 if _recap(Path(f"{options.data}-recap")) else 1
    if options.part == "charters":
        return 0 if _charters(Path(f"{options.data}-charters")) else 1
    if options.part == "imports":
        return 0 if _imports(Path(options.samples)) else 1
    command = [sys.executable, "-m", "petruk", "bench", "--data", options.data, "--samples", options.samples]
    return max(subprocess.run([*command, part], check=False).returncode for part in PARTS)  # noqa: S603  ourselves


def _pages(data: Path) -> bool:
    from petruk.config.bench.memory import resident  # noqa: PLC0415
    from petruk.config.bench.table import show  # noqa: PLC0415
    from petruk.config.commands.demo import prepare  # noqa: PLC0415

    with installation(data=str(data)):
        from petruk.config.bench import pages, papers, signatures, visits  # noqa: PLC0415  needs the settings

        accounts = prepare(data)
        holds = show("Halaman (median 200 kali, satu proses)", pages.measure(visits.all_pages(accounts)))
        holds &= show("Cetak (median 200 kali, hangat)", papers.measure())
        holds &= show("Tanda tangan (median 100 kali, hangat)", signatures.measure())
    show("Memori seluruh demo", resident(data))
    return holds


def _recap(data: Path) -> bool:
    from petruk.config.bench.table import show  # noqa: PLC0415
    from petruk.config.commands.demo import prepare  # noqa: PLC0415

    with installation(data=str(data)):
        from petruk.config.bench import decision, files, many, pages, visits  # noqa: PLC0415  needs the settings

        accounts, period = prepare(data), many.many_results()
        page, charts = visits.recap_of(accounts, period)
        holds = show(
            f"Rekap {many.RESULTS} hasil (median 200 kali)", pages.measure([page], most=many.MOST_FOR_THE_PAGE)
        )
        holds &= show("Sebaran skornya", pages.measure([charts], most=many.MOST_FOR_THE_CHARTS))
        holds &= show("Unduhan", files.measure(page.client, period))
        return holds & show("Keputusan", decision.measure(period, page.client))


def _charters(data: Path) -> bool:
    from petruk.config.bench.table import show  # noqa: PLC0415
    from petruk.config.commands.demo import prepare  # noqa: PLC0415

    with installation(data=str(data)):
        from petruk.config.bench import charters  # noqa: PLC0415  needs the settings

        prepare(data)
        return show("Piagam (satu proses)", charters.measure())


def _imports(samples: Path) -> bool:
    from petruk.config.bench.table import show  # noqa: PLC0415

    with TemporaryDirectory() as folder, installation(data=folder):
        from petruk.config.bench import imports  # noqa: PLC0415  needs the settings

        return show("Impor (berkas contoh)", imports.measure(samples))
