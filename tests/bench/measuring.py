"""Rounds of load, and what each cost."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench import processes
from tests.bench.figures import Figure
from tests.bench.servers import Server

User = Mapping[str, Any]


class BenchError(RuntimeError):
    """An answer was wrong, so there is no figure."""


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    people: int = 500
    requests: int = 400
    rounds: int = 3
    threads: int = 8
    crowd: int = 500
    papers: int = 12
    nation: int = 120_000


@dataclass(frozen=True)
class Load:
    """What the load generator saw, and the CPU time of the servers meanwhile."""

    users: int
    count: int
    cpu_ms: float
    wall_s: float
    tags: Mapping[str, float]


def load(server: Server, users: Sequence[User], *, threads: int) -> Load:
    """Let the virtual users do their steps.

    Raises:
        BenchError: an answer had another status, or lacked the words it must contain.
    """
    spec = json.dumps({"port": server.port, "threads": threads, "users": users})
    before = processes.cpu_ms(*server.roots)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=spec,
        capture_output=True,
        text=True,
        check=True,
    )
    spent = processes.cpu_ms(*server.roots) - before
    told = json.loads(done.stdout)
    if told["failures"]:
        raise BenchError(f"{len(told['failures'])} wrong answers: {told['failures'][:3]}")
    return Load(len(users), told["count"], spent, told["wall_s"], told["tags"])


def cost(
    name: str, server: Server, users: Callable[[int], Sequence[User]], extent: Extent
) -> Figure:
    """Give the CPU-ms of one user's work: the median of the rounds after one to warm up."""
    load(server, users(-1), threads=extent.threads)
    rounds = [load(server, users(n), threads=extent.threads) for n in range(extent.rounds)]
    values = [each.cpu_ms / each.users for each in rounds]
    return Figure.of(name, "CPU-ms", values, n=sum(each.users for each in rounds))
