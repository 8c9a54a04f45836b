"""Static files with hashed names, compressed once, served before Flask is asked."""

import json
import re
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Flask
from servestatic import ServeStatic
from servestatic import cli as servestatic_cli

PREFIX = "/aset/"
_OURS = Path(__file__).resolve().parent.parent / "static"
_BOOTSTRAP = "css/bootstrap.min.css"
_HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


def build(folder: Path) -> None:
    """Write our files and Bootstrap's sheet to the folder: hashed names, brotli and gzip."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        shutil.copytree(_OURS, source)
        (source / "css").mkdir(exist_ok=True)
        sheet = files("flask_bootstrap").joinpath("static", "bootstrap5", _BOOTSTRAP)
        (source / _BOOTSTRAP).write_bytes(sheet.read_bytes())
        flags = ["--hash", "--manifest", "--compress", "--no-zstd", "--clear", "-q"]
        servestatic_cli.main([*flags, str(source), str(folder)])


def register(app: Flask, folder: Path) -> None:
    """Serve the built folder, where there is one; else Flask serves the files as they are."""
    manifest = folder / "staticfiles.json"
    if not manifest.is_file():
        return
    paths: dict[str, str] = json.loads(manifest.read_text("utf-8"))["paths"]
    app.extensions["bekal.asset"] = lambda name: PREFIX + paths[name]
    app.extensions["bekal.bootstrap"] = PREFIX + paths[_BOOTSTRAP]
    served: Any = ServeStatic(
        app.wsgi_app,
        root=folder,
        prefix=PREFIX,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: bool(_HASHED.search(url)),
    )
    app.wsgi_app = served  # type: ignore[method-assign]  # as Flask documents it
