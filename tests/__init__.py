"""Tests mirror the packages. The PostgreSQL wheel reads these when it is imported."""

import os
import tempfile

# one folder for all test processes; pgserver opens the parents of its data, so not the work tree
os.environ.setdefault("LMS_TEST_SERVER_FOLDER", tempfile.mkdtemp(prefix="bekal-pg-"))
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="bekal-run-"))
