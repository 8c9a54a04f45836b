"""The load generator, a process of its own: virtual users send their requests, answers are checked.

Standard input: {"port", "threads", "users": [{"cookies", "steps": [{"method", "path", "body",
"expect", "contains", "capture", "pick", "tag"}]}]}. A user's cookies are kept as a browser keeps
them. `capture` is searched in the answer's Location; its first group replaces "{captured}" in the
paths that follow. `pick` is searched in the page; what its first group finds, place by
place, replaces "{picked0}", "{picked1}", … in bodies. Standard output: {"count", "failures",
"p50_ms", "p95_ms", "tags": {tag: p95_ms}, "wall_s"}.
"""

import http.client
import json
import math
import re
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import brotli

SECONDS_MOST = 240
_THREAD_BYTES = 512 * 1024
_PLACE = re.compile(r"\{picked(\d+)\}")

Step = Mapping[str, Any]


@dataclass
class Results:
    """What came of one thread's requests: how long each took, by tag, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)


class User:
    """A virtual user: cookies, and what was captured from an answer."""

    def __init__(self, client: http.client.HTTPConnection, user: Mapping[str, Any]) -> None:
        self._client = client
        self._cookies = dict(user["cookies"])
        self._steps: Sequence[Step] = user["steps"]
        self._captured, self._picked = "", list[str]()

    def act(self, results: Results, *, until: float) -> None:
        """Send the steps in order; the first wrong answer ends it."""
        for step in self._steps:
            if time.monotonic() > until:
                results.failures.append("time is over")
                return
            began = time.perf_counter()
            problem = self._send(step)
            results.times[step.get("tag", "")].append((time.perf_counter() - began) * 1000)
            if problem:
                results.failures.append(problem)
                return

    def _send(self, step: Step) -> str | None:
        path = step["path"].replace("{captured}", self._captured)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        # what is looked into comes uncompressed; everything else as a browser gets it
        headers["Accept-Encoding"] = "identity" if step.get("contains") else "br"
        if step.get("body") is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = step.get("body") and _PLACE.sub(self._pick, step["body"])
        self._client.request(step["method"], path, body, headers)
        response = self._client.getresponse()
        content = _text(response)
        self._take_cookies(response)
        where = response.headers.get("Location", "")
        if response.status != step["expect"] or step.get("contains", "") not in content:
            return f"{step['method']} {path}: {response.status} {where}: {content[:300]}"
        return self._take(step, path, where, content)

    def _take(self, step: Step, path: str, where: str, content: str) -> str | None:
        if step.get("capture"):
            found = re.search(step["capture"], where)
            if not found:
                return f"{path}: nothing to capture in {where}"
            self._captured = found.group(1)
        if step.get("pick"):
            self._picked = re.findall(step["pick"], content)
            if not self._picked:
                return f"{path}: nothing to pick in {content[:300]}"
        return None

    def _pick(self, place: re.Match[str]) -> str:
        return self._picked[int(place[1])]

    def _take_cookies(self, response: http.client.HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value


def _text(response: http.client.HTTPResponse) -> str:
    content = response.read()
    if response.headers.get("Content-Encoding") == "br":
        content = brotli.decompress(content)
    return content.decode("utf-8", "replace")


def _work(port: int, mine: Sequence[Mapping[str, Any]], results: Results, until: float) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for user in mine:
        try:
            User(client, user).act(results, until=until)
        except (OSError, http.client.HTTPException) as error:
            results.failures.append(repr(error))
            client.close()
    client.close()


def percentile(values: Sequence[float], share: float) -> float:
    """Give the smallest value that this share of the values does not exceed; 0 without values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)] if ordered else 0.0


def main() -> None:
    """Send everything and tell how it went."""
    spec = json.load(sys.stdin)
    users, threads = spec["users"], min(spec["threads"], len(spec["users"]))
    all_results = [Results() for _ in range(threads)]
    until = time.monotonic() + SECONDS_MOST
    threading.stack_size(_THREAD_BYTES)
    workers = [
        threading.Thread(target=_work, args=(spec["port"], users[n::threads], results, until))
        for n, results in enumerate(all_results)
    ]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    wall = time.perf_counter() - began
    json.dump(_summary(all_results) | {"wall_s": wall}, sys.stdout)


def _summary(all_results: Sequence[Results]) -> dict[str, Any]:
    by_tag: dict[str, list[float]] = defaultdict(list)
    for results in all_results:
        for tag, times in results.times.items():
            by_tag[tag] += times
    times = [value for values in by_tag.values() for value in values]
    return {
        "count": len(times),
        "failures": [problem for results in all_results for problem in results.failures],
        "p50_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
        "tags": {tag: percentile(values, 0.95) for tag, values in by_tag.items()},
    }


if __name__ == "__main__":
    main()
