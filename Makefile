# `make run` and `make test` are all that a newcomer needs.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
APT_RUN := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
APT_TEST := $(APT_RUN) chromium redis-server poppler-utils qpdf zbar-tools
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run test check bench lock clean

run: $(VENV)/run.stamp
	@bin/start

test: $(VENV)/test.stamp
	$(BIN)/pytest -n 2 --dist loadgroup $(PYTEST)

check: $(VENV)/test.stamp
	.ci/checks

bench: $(VENV)/test.stamp
	$(BIN)/python -m tests.bench

# Install from the locks; a changed lock installs anew.
$(VENV)/run.stamp: requirements.txt pyproject.toml
	@bin/packages $(APT_RUN)
	@test -x $(BIN)/pip || python3 -m venv $(VENV)
	@echo "Memasang pustaka (sekali saja) …"
	@$(PIP) -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.txt
	@bin/packages $(APT_TEST)
	@$(PIP) -r requirements-dev.txt
	@touch $@

# Renew the locks after a change of the dependencies in pyproject.toml.
lock: $(VENV)/test.stamp
	$(BIN)/pip-compile $(LOCK) --extra build -o requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra build --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

LOCK := --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --no-header

clean:
	rm -rf $(VENV) build dist
