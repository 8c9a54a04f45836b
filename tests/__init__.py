"""Tests mirror the packages. What they write goes to memory where there is enough of it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

MEMORY, ENOUGH = Path("/dev/shm"), 4_000_000_000
"""Nothing of a test must outlive a power cut; on a busy disk each commit waited 6 ms for it."""

if "LMS_TEST_FOLDER" not in os.environ:
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None
    # one for all test processes; pgserver opens the parents of its data, so not the work tree
    folder = Path(tempfile.mkdtemp(prefix="bekal-tests-"))
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["LMS_TEST_FOLDER"] = str(folder)
    for name, variable in (("server", "LMS_TEST_SERVER_FOLDER"), ("run", "XDG_RUNTIME_DIR")):
        (folder / name).mkdir(mode=0o700)
        os.environ.setdefault(variable, str(folder / name))
