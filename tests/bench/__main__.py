"""`python -m tests.bench`: measure, and write bench.json and bench.md."""

import json
import signal
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from types import FrameType

from tests.bench import machine, measuring, nation, processes, servers, work
from tests.bench.figures import Figure, table, write
from tests.bench.measuring import BenchError, Extent
from tests.bench.servers import Database, Server
from tests.bench.stage import QUESTIONS_COUNT, Stage
from tests.bench.wire import ColdBrowser
from tests.bench.work import WORKS, Work

KINDS = ("sqlite", "postgresql")
CROWD_THREADS = 16  # as many requests at once as the server has threads


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build"))
    parser.add_argument("--databases", nargs="+", choices=KINDS, default=KINDS)
    for each in fields(Extent):
        parser.add_argument(f"--{each.name}", type=int, default=each.default)
    given = parser.parse_args(arguments)
    extent = Extent(**{each.name: getattr(given, each.name) for each in fields(Extent)})
    before, versions = machine.machine(), machine.versions(None)
    found: list[Figure] = []
    for figure in _figures(extent, given.databases, versions):
        sys.stderr.write(f"{figure.name}: {figure.value:g} {figure.unit}\n")
        found.append(figure)
        # at once, so that a run that is cut short leaves what it has measured
        write(given.out, found, versions=versions, machine=before)
    sys.stdout.write(table(found, before))


def _figures(extent: Extent, kinds: Sequence[str], versions: dict[str, str]) -> Iterator[Figure]:
    with servers.hello() as server:
        step = work.get("/", "hello")
        users: list[work.User] = [{"cookies": {}, "steps": [step]}] * (5 * extent.requests)
        yield measuring.cost("hello", server, lambda number: users, extent)
    yield from _papers(extent)
    for kind in kinds:
        with servers.database(kind) as opened, tempfile.TemporaryDirectory() as home:
            if opened.version:
                versions["postgresql"] = opened.version
            yield from _on_database(extent, opened, Path(home))
        with servers.database(kind) as opened, tempfile.TemporaryDirectory() as home:
            settings = servers.settings_for(Path(home), opened)
            yield from nation.figures(settings, kind, extent.nation)


def _papers(extent: Extent) -> Iterator[Figure]:
    command = [sys.executable, "-m", "tests.bench.papers", str(extent.papers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for name, costs in json.loads(done.stdout).items():
        yield Figure.of(name, "CPU-ms", costs, n=len(costs))


def _on_database(extent: Extent, opened: Database, home: Path) -> Iterator[Figure]:
    settings = servers.settings_for(home, opened)
    stage = Stage(settings, people_count=extent.people, rounds=extent.rounds)
    with closing(stage), servers.pages(settings, opened) as server:
        if opened.kind == "sqlite":
            yield from _bytes(stage, server)
        for each in WORKS:
            yield _work(each, stage, server, opened.kind, extent)
        yield from _crowd(stage, server, opened.kind, extent)
        if opened.kind == "sqlite":
            memory = processes.memory_mb(server.process)
            yield Figure.of("memory-pss-mb", "MB", [memory], n=1)


def _work(each: Work, stage: Stage, server: Server, kind: str, extent: Extent) -> Figure:
    warm_count = min(4 * extent.threads, len(stage.people) // 4)
    warm, rest = stage.people[:warm_count], stage.people[warm_count:]
    count = max(1, min(each.users_most, int(extent.requests * each.share), len(rest)))

    def users(number: int) -> list[work.User]:
        if number < 0:
            return each.users(stage, warm, number)
        first = number * count % len(rest)
        return each.users(stage, (rest[first:] + rest)[:count], number)

    return measuring.cost(f"{each.name}@{kind}", server, users, extent)


def _bytes(stage: Stage, server: Server) -> Iterator[Figure]:
    browser = ColdBrowser(server.port)
    browser.open("/masuk")
    first, requests = browser.bytes_count, browser.requests_count
    yield Figure.of("first-visit-bytes", "bytes", [first], n=requests)
    yield Figure.of("first-visit-requests", "requests", [requests], n=1)
    trainee = stage.people[0]
    answer = browser.send("/masuk", work.login_body(trainee, browser.csrf))
    if answer.status != 303:
        raise BenchError(f"nobody could sign in: {answer.status} {answer.text[:300]}")
    for path in work.journey_paths(stage, trainee):
        browser.open(path)
    yield Figure.of("journey-bytes", "bytes", [browser.bytes_count], n=browser.requests_count)


def _crowd(stage: Stage, server: Server, kind: str, extent: Extent) -> Iterator[Figure]:
    """Let everybody take the quiz at once; every answer must be there afterwards."""
    people = stage.people[: extent.crowd]
    before = stage.answers_count()
    done = measuring.load(
        server, work.whole_quiz(stage, people, extent.rounds), threads=CROWD_THREADS
    )
    lost = len(people) * QUESTIONS_COUNT - (stage.answers_count() - before)
    if lost:
        raise BenchError(f"{lost} answers are lost")
    answers = len(people) * QUESTIONS_COUNT
    yield Figure.of(f"quiz-{len(people)}-at-once-s@{kind}", "s", [done.wall_s], n=len(people))
    yield Figure.of(f"answer-p95-ms@{kind}", "ms", [done.tags["answer"]], n=answers)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)  # so that the servers end with us
    main()
