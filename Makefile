# Every command of the house. `make` alone lists them.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
# an empty value counts as unset: without .pyc files every process starts 2 s later.
export PYTHONDONTWRITEBYTECODE :=
COMPILE := $(BIN)/uv --system-certs pip compile -q --universal --python-version 3.11 --generate-hashes --no-header

.PHONY: help setup demo demo-reset run test test-fast fuzz screenshots check fix messages lock docs bench-house bench-desk bench-names bench-search bench-register bench-counter bench-batch bench-notices clean
help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: .venv/.ready .venv/.compiled liaison/web/static/vendor/.ready liaison/locale/.ready  ## prepare the environment from the lock files

.venv/.ready: requirements/uv.lock requirements/dev.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed and '$(PYTHON)' was not found: install it, or say make PYTHON=/path/to/python3.11 setup"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) -V): say make PYTHON=python3.11 setup"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.lock
	$(BIN)/uv --system-certs pip sync -q --python $(BIN)/python --require-hashes requirements/dev.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --offline --no-deps -e .
	@touch $@

# what compares names and searches is compiled for this machine, again whenever it changes
.venv/.compiled: $(shell grep -l '^KERNELS' -r liaison/lib --include='*.py') liaison/lib/machinecode.py | .venv/.ready
	$(BIN)/python -m liaison.search.warming
	@touch $@

node_modules/.ready: package-lock.json .npmrc tools/npm | .venv/.ready
	tools/npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

liaison/web/static/vendor/.ready: node_modules/.ready tools/vendor.py
	$(BIN)/python tools/vendor.py
	@touch $@

liaison/locale/.ready: $(wildcard liaison/locale/*/*.po) | .venv/.ready
	$(BIN)/python -m tools.messages compile
	@touch $@

messages: .venv/.ready  ## find the texts of the house and bring them into every language's catalogue
	$(BIN)/python -m tools.messages merge
	@touch liaison/locale/.ready

demo: setup  ## five bureaus on this machine, and their story (ARGS=--exit plays and leaves)
	@$(BIN)/liaison demo $(ARGS)

demo-reset: setup  ## forget the demo's data
	@$(BIN)/liaison demo --reset

run: setup  ## one bureau for real: first `liaison init`, then all its processes
	@test -e var/bureau/liaison.toml || $(BIN)/liaison init --home var/bureau
	@$(BIN)/liaison serve --home var/bureau

test: setup  ## everything: SQLite, PostgreSQL, journeys
	$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup
	$(BIN)/pytest -q -n $(WORKERS) --engine=postgresql

test-fast: setup  ## pure code, no database
	$(BIN)/pytest -q -n $(WORKERS) tests/lib tests/architecture

screenshots: setup  ## a picture of every page in every dress, and sheets of them -> var/screenshots
	rm -rf var/screenshots
	$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup tests/journeys/gallery/screenshots.py
	$(BIN)/python -m tools.contact_sheet var/screenshots

EXAMPLES ?= 100
fuzz: setup  ## the API called in many more ways (EXAMPLES=100 for each operation, SEED=1)
	FUZZ_EXAMPLES=$(EXAMPLES) FUZZ_SEED=$(or $(SEED),1) $(BIN)/pytest -q tests/attacks/test_described_calls.py

GATES := gate-lint gate-format gate-types gate-floors gate-templates gate-dependencies gate-migrations gate-deployment gate-locks gate-words gate-docs
check: setup  ## every gate; changes nothing, reports everything
	@$(MAKE) --no-print-directory --keep-going --output-sync=target -j$(WORKERS) $(GATES)

.PHONY: $(GATES)
gate-lint: ; $(BIN)/ruff check -q
gate-format: ; $(BIN)/ruff format -q --check
gate-types: ; $(BIN)/mypy
gate-floors: ; $(BIN)/lint-imports --no-logo
gate-templates: ; $(BIN)/djlint --check --lint liaison
gate-dependencies: ; $(BIN)/deptry .
gate-migrations: ; DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run
gate-deployment: ; DJANGO_SETTINGS_MODULE=tests.deployment $(BIN)/python manage.py check --deploy --fail-level WARNING
gate-words: ; $(BIN)/python -m tools.messages check
gate-docs: ; NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --site-dir var/site-checked
gate-locks: ; ! grep -nE 'https?://|--index-url|--find-links' requirements/*.lock && ! grep -n '"resolved"' package-lock.json

.PHONY: audit
audit: setup node_modules/.ready  ## known holes in what we build on: asks services on the internet, so no gate
	$(BIN)/uv --system-certs tool run pip-audit==2.10.1 --disable-pip --require-hashes -r requirements/runtime.lock
	tools/npm audit --omit=dev

fix: setup  ## what can be put right without thinking
	-$(BIN)/ruff check -q --fix
	$(BIN)/ruff format -q
	-$(BIN)/djlint --quiet --reformat liaison

lock: .venv/.ready  ## new lock files from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(COMPILE) $(UPGRADE) pyproject.toml -o requirements/runtime.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev -c requirements/runtime.lock -o requirements/dev.lock

docs: setup  ## the documents as a site in var/site; a link that leads nowhere stops it
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet

bench-house: setup  ## the house's figures: checks, messages, start, memory -> var/bench/house.json
	$(BIN)/python -m benchmarks.house

bench-desk: setup  ## the desk's figures: pages over 100,000 requests, live questions -> var/bench/desk.json
	$(BIN)/python -m benchmarks.desk

bench-names: setup  ## how well names are told apart, by script, beside simpler measures (DATA=folder) -> var/bench/names.json
	$(BIN)/python -m benchmarks.names $(DATA)

bench-register: setup  ## who is found among 110,000 names in other scripts, who is shown wrongly (DATA=folder) -> var/bench/register.json
	$(BIN)/python -m benchmarks.register $(DATA)

bench-search: setup  ## who is found among a million, how fast, and peers (N=10000000) -> var/bench/search.json
	$(BIN)/python -m benchmarks.search

bench-counter: setup  ## what a counter at the border waits for, over HTTP (N=1000000) -> var/bench/counter.json
	$(BIN)/python -m benchmarks.counter

bench-notices: setup  ## how many notices a core asks all rules of their kind -> var/bench/notices.json
	$(BIN)/python -m benchmarks.notices

bench-batch: setup  ## lists gone through by two workers, one of them killed (N=1000000) -> var/bench/batch.json
	$(BIN)/python -m benchmarks.batch

clean:  ## forget what was installed and generated
	rm -rf .venv node_modules liaison/web/static/vendor liaison/identity/vendor liaison/locale/.ready liaison/locale/*/LC_MESSAGES var .*_cache
