"""The harness runs; how fast anything is, is no test's affair."""

import json
from pathlib import Path

from tests import databases
from tests.bench.__main__ import main
from tests.bench.figures import GOALS

COUNTS = {
    "people": 8,
    "requests": 4,
    "rounds": 1,
    "threads": 2,
    "crowd": 3,
    "papers": 1,
    "nation": 20,
}
TINY = [f"--{name}={count}" for name, count in COUNTS.items()]


def test_a_tiny_run_writes_figures_under_their_names(tmp_path: Path) -> None:
    main(["--out", str(tmp_path), "--databases", *databases.KINDS, *TINY])
    told = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert set(told) == {"versions", "machine", "figures"}
    names = {figure["name"] for figure in told["figures"]}
    plain = {name.partition("@")[0] for name in names}
    assert {name.partition("@")[0] for name in GOALS} - plain == {"quiz-500-at-once-s"}
    for kind in databases.KINDS:
        assert {f"login-post@{kind}", f"course-page@{kind}", f"presensi@{kind}"} <= names
    for figure in told["figures"]:
        assert set(figure) == {"name", "value", "unit", "n", "min", "max"}
        assert figure["min"] <= figure["value"] <= figure["max"]
        assert figure["n"] > 0
    assert "| course-page@" in (tmp_path / "bench.md").read_text("utf-8")
