# `make help` lists what can be made. Everything runs in .venv, which is made on first use.

PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test test-lake test-duckdb2 up config automations soak crash-test restore backfill report search room export bad-web bench-crawl bench-dedupe bench-story-parameters bench-orchestration bench-report bench-room bench-extraction bench-pipeline bench-warehouse fuzz-extraction lint types contracts format docs check lock clean

help:  ## list these targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-16s %s\n", $$1, $$2}'

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Warraq needs Python 3.11 or newer; this is %s. Name another with: make PYTHON=python3.12 ..." % sys.version.split()[0])'
	@echo "Setting up .venv (once; about 1 GB, a minute or two) ..."
	@$(PYTHON) -m venv .venv || { echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	@# The list is whole. Left to resolve it again, pip finds a newer sqlalchemy[asyncio] and then has no hash of it.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@touch $@

run: .venv/installed  ## the main job on the built-in demo web: crawl, extract, deduplicate, load, report
	@$(BIN)/python -m flows.demo_run

test: .venv/installed  ## the whole test suite (browser tests are skipped, with the reason, where there is no Chromium)
	@$(BIN)/python -m pytest -n 2 --dist loadfile

test-lake: .venv/installed  ## the suite of the warehouse on DuckLake: KIND=sqlite (as it is) or postgres; an hour
	@WARRAQ_REQUIRE_POSTGRES=1 $(BIN)/python -m pytest tests/warehouse -n 2 --dist load --warehouse=$(or $(KIND),sqlite)

test-duckdb2: .venv/installed  ## the suite of the warehouse on DuckDB 2.0, which is put beside .venv; without lakes
	@test -d build/duckdb2/duckdb || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target build/duckdb2 duckdb==2.0.1
	@PYTHONPATH=build/duckdb2 $(BIN)/python -m pytest tests/warehouse -n 2 --dist loadfile

up: .venv/installed  ## Prefect server with UI, deployments, a worker and the demo web, until Ctrl-C
	@$(BIN)/python -m flows.up

config: .venv/installed  ## every setting as it is now, where it comes from, and what it means; secrets hidden
	@$(BIN)/python -m flows.config

automations: .venv/installed  ## what is done when something goes wrong, on the server that PREFECT_API_URL names (make up does it)
	@$(BIN)/python -m flows.automations

backfill: .venv/installed  ## load archives or saved pages: make backfill FROM=path, pattern or s3://... (WITH='hosts=["bbc.com"]')
	@test -n "$$FROM" || { echo "Name a folder, a file or a pattern: make backfill FROM=pages"; exit 2; }
	@set -f; $(BIN)/python -m flows.alone backfill_archive archive="$$FROM" $$WITH

report: .venv/installed  ## the report anew, of what is in the warehouse now
	@$(BIN)/python -m flows.alone publish_report

search: .venv/installed  ## find articles by their words: make search WORDS="الذكاء الاصطناعي"
	@test -n "$$WORDS" || { echo 'Name the words to search for: make search WORDS="الذكاء الاصطناعي"' >&2; exit 2; }
	@$(BIN)/python -m flows.search "$$WORDS" || test $$? -eq 1  # which says that there is none

room: .venv/installed  ## the reading room at http://127.0.0.1:4280: search, stories, articles beside their archived pages
	@$(BIN)/python -m flows.reading_room $(if $(PORT),--port $(PORT))

export: .venv/installed  ## the articles for use elsewhere: make export FORMAT=parquet, jsonl, csv, or duckdb (all tables)
	@$(BIN)/python -m flows.export $(if $(FORMAT),--format $(FORMAT))

bad-web: .venv/installed  ## a local web with every fault there is, to try a crawler on, until Ctrl-C (PORT=8900 if it matters)
	@$(BIN)/python -m tests.web $(PORT)

restore: .venv/installed  ## the newest backup, or BACKUP=data/backups/..., in the warehouse's place, then all packages since
	@$(BIN)/python -m flows.restore $(if $(BACKUP),"$(BACKUP)")

crash-test: .venv/installed  ## an ingest of 2,000 pages killed 100 times, held to one never killed; twenty minutes and more
	@$(BIN)/python -m bench.crash

soak: .venv/installed  ## an hour of schedules every minute while hosts, worker and server fail; MINUTES=10 for less
	@$(BIN)/python -m bench.soak $(if $(MINUTES),--minutes $(MINUTES))

bench-crawl: .venv/installed  ## pages a second beside Scrapy and plain httpx, memory over 100,000 pages, manners; some ten minutes
	@$(BIN)/python -m bench.crawl

bench-dedupe: .venv/installed  ## stories beside their peers, and a load against a million stored (../shared/bench); half an hour
	@$(BIN)/python -m bench.stories

bench-story-parameters: .venv/installed  ## what each value of each parameter of stories is worth, with curves (../shared/bench); three minutes
	@$(BIN)/python -m bench.story_parameters --draw docs/images/story-parameters.svg

bench-orchestration: .venv/installed  ## the same 5,000 pages with Prefect and without, in turns; some minutes
	@$(BIN)/python -m bench.orchestration

bench-room: .venv/installed  ## each page of the reading room, of a million articles
	@$(BIN)/python -m bench.room

bench-report: .venv/installed  ## the report of a million articles in both languages: seconds and bytes
	@$(BIN)/python -m bench.report

bench-pipeline: .venv/installed  ## an archive of 10,000 pages through the whole flow, beside its peers (../shared/bench); 20 minutes (LONG=1: 100,000 besides, an hour)
	@$(BIN)/python -m bench.pipeline $(if $(LONG),--long)

bench-extraction: .venv/installed  ## extraction beside its peers, on pages with known truth (../shared/bench)
	@$(BIN)/python -m bench.extraction --peers all

bench-warehouse: .venv/installed  ## the warehouse as it grows to a million articles: loads, size, questions, search; half an hour
	@$(BIN)/python -m bench.warehouse

fuzz-extraction: .venv/installed  ## 20,000 damaged pages: extraction never raises, breaks no promise, takes under a second
	@$(BIN)/python -m bench.fuzz_extraction

docs: .venv/installed  ## make docs/warehouse.md from the database
	@$(BIN)/python -m warehouse.describe

check: lint types contracts  ## lint, types and import contracts

lint: .venv/installed  ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/installed  ## mypy, strict
	@$(BIN)/mypy

contracts: .venv/installed  ## who may import whom
	@$(BIN)/lint-imports

format: .venv/installed  ## put the code into its format
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

lock: .venv/installed  ## pin requirements.txt anew from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --extra s3 --extra dask --extra ducklake --universal --python-version 3.12 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --constraint requirements.txt --output-file deploy/requirements.txt

clean:  ## remove .venv and the demo's data (the warehouse among them)
	rm -rf build .venv .venv-peers .venv-peers-crawl .venv-peers-stories .venv-peers-text-dedup bench/results data .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
