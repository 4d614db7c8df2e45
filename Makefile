# `make app` and `make test` are all one needs; the rest are their parts.
PYTHON ?= python3
BIN := .venv/bin
# Pins what is installed and what it is built with.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: app test lint types layers pytest chromium benchmarks readme screenshots clean

app: .venv/app
	$(BIN)/python -m streamlit run app.py

test: lint types layers pytest

.venv/app: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/dev: .venv/app
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

lint: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/dev
	$(BIN)/mypy

layers: .venv/dev
	$(BIN)/lint-imports

pytest: .venv/dev chromium
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --cov --cov-report term

chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq \
	       && DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes chromium >/dev/null; } \
	  || echo "Chromium is not installed and cannot be installed from here: the browser tests are left out."

.venv/benchmarks: .venv/dev
	$(BIN)/python -m pip install --quiet --editable ".[benchmarks]"
	touch $@

benchmarks: .venv/benchmarks
	for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each; done

# Writes the examples in README.md with what the commands answer now.
readme: .venv/dev
	$(BIN)/python -m tests.readme

# Takes the pictures in docs/screenshots anew.
screenshots: .venv/dev chromium
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage* build dist *.egg-info
