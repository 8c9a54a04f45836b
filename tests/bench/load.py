"""The load generator, a process of its own: reads requests, sends them, checks each answer.

Standard input: {"port", "threads", "requests": [{"method", "path", "cookie", "body", "expect",
"contains"}]}. Standard output: {"count", "failures", "p50_ms", "p95_ms", "answers": [...]}, the
answers (cookie and body) only when "keep" is set.
"""

import http.client
import json
import statistics
import sys
import threading
import time
from typing import Any

_SECONDS_MOST = 120


def _send(client: http.client.HTTPConnection, request: dict[str, Any]) -> tuple[Any, str, float]:
    headers = {"Cookie": request.get("cookie", ""), "Accept-Encoding": "br"}
    body = request.get("body")
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    if request.get("contains") or request.get("keep"):
        headers["Accept-Encoding"] = "identity"
    began = time.perf_counter()
    client.request(request["method"], request["path"], body, headers)
    response = client.getresponse()
    content = response.read().decode("utf-8", "replace")
    return response, content, (time.perf_counter() - began) * 1000


def _work(spec: dict[str, Any], mine: list[dict[str, Any]], results: list[Any]) -> None:
    client = http.client.HTTPConnection("127.0.0.1", spec["port"], timeout=30)
    ends = time.monotonic() + _SECONDS_MOST
    for request in mine:
        if time.monotonic() > ends:
            results.append((False, 0.0, {"problem": "time is over"}))
            break
        response, content, took = _send(client, request)
        good = response.status == request["expect"] and request.get("contains", "") in content
        kept = {}
        if not good:
            kept = {"problem": f"{request['path']}: {response.status}: {content[:200]}"}
        elif spec.get("keep"):
            kept = {"cookie": response.headers.get_all("Set-Cookie") or [], "body": content}
        results.append((good, took, kept))
    client.close()


def main() -> None:
    """Send everything and tell how it went."""
    spec = json.load(sys.stdin)
    requests, threads = spec["requests"], spec["threads"]
    results: list[list[Any]] = [[] for _ in range(threads)]
    workers = [
        threading.Thread(target=_work, args=(spec, requests[n::threads], results[n]))
        for n in range(threads)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    flat = [row for rows in results for row in rows]
    times = sorted(row[1] for row in flat) or [0.0]
    answer = {
        "count": len(flat),
        "failures": [row[2]["problem"] for row in flat if not row[0]][:5],
        "p50_ms": statistics.median(times),
        "p95_ms": times[int(len(times) * 0.95) - 1],
        "answers": [row[2] for row in flat] if spec.get("keep") else [],
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
