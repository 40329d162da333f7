# make run: everything a fresh machine needs, then serves http://localhost:8000
# make test: everything a fresh machine needs, then the tests
# Both honour PORT and GEMEL_DATA. Nothing is needed but Python >= 3.11, make and the package index.

PYTHON ?= python3
# The machine's own Python, and nothing fetched from anywhere but the package index.
export UV_PYTHON_DOWNLOADS := never
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
BIN := .venv/bin
# Two at a time at least, and as many as there are processors, up to eight; who is done takes over from who is not.
PYTEST := $(BIN)/python -m pytest -n $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -gt 8 ] && n=8; [ $$n -gt 2 ] && echo $$n || echo 2) --dist worksteal

KERNEL := gemel/vault gemel/moments gemel/sittings

.PHONY: run demo test check unit browser postgres postgres-all coverage rest bench trust audit messages clean

run: .venv/.made
	$(BIN)/gemel init
	$(BIN)/gemel serve

demo: .venv/.made
	$(BIN)/gemel demo

# Reading the code takes one processor: the first tests run beside it.
test: .venv/.dev
	$(MAKE) --no-print-directory -j 2 --output-sync=target check coverage
	$(MAKE) --no-print-directory rest
	$(MAKE) --no-print-directory postgres
	$(MAKE) --no-print-directory browser
	@echo "All of it passed."

check: .venv/.dev
	$(BIN)/ruff check gemel tests bench corpus training conftest.py
	$(BIN)/mypy --strict gemel/vault gemel/media gemel/people gemel/moments gemel/sittings gemel/live gemel/coach --exclude tests
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.budgets
	$(BIN)/python -m tests.programme

unit: .venv/.dev
	$(PYTEST) -m "not browser"

# Counting branches makes everything slower: only where every branch is asked for.
coverage: .venv/.dev
	$(PYTEST) -m "not browser" $(KERNEL) gemel/pages/tests/test_deletion.py --cov=gemel.vault --cov=gemel.moments --cov=gemel.sittings --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100

rest: .venv/.dev
	$(PYTEST) -m "not browser" $(KERNEL:%=--ignore=%)

# What asks the database for something of its own; all the rest on PostgreSQL: `make postgres-all`.
postgres: .venv/.dev
	$(PYTEST) -m "not browser" --db postgres gemel/moments gemel/people gemel/sittings gemel/store gemel/backup tests/test_canaries.py tests/test_bad_input.py

postgres-all: .venv/.dev
	$(PYTEST) -m "not browser" --db postgres gemel tests

# Two real browsers on a busy machine: what failed is tried once more, one at a time, in plain sight. What fails
# twice fails the run.
browser: .venv/.dev
	$(PYTEST) -m browser || (echo "Trying again what failed:" && $(BIN)/python -m pytest -m browser --last-failed --last-failed-no-failures none)

messages: .venv/.dev
	$(BIN)/pybabel -q extract -F babel.cfg --no-location --omit-header -o gemel/ui/locale/gemel.pot .

bench: .venv/.dev
	$(BIN)/python -m bench.run

# Attacks and load in their long forms, an hour and more: TRUST=G5 for one of them. What was found: bench/trust/RESULTS.md
trust: .venv/.dev
	UV=$(UV) $(BIN)/python -m bench.trust $(TRUST)

audit: .venv/.dev
	UV=$(UV) $(BIN)/python -m bench.trust G25

.venv/.made: pyproject.toml uv.lock $(UV)
	$(UV) sync --quiet --frozen --no-dev --python $(PYTHON)
	@touch $@

.venv/.dev: pyproject.toml uv.lock $(UV)
	$(UV) sync --quiet --frozen --python $(PYTHON)
	@touch $@ .venv/.made

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv

clean:
	rm -rf .venv .tools artefacts .pytest_cache .mypy_cache .ruff_cache .hypothesis
