# Everything from a system Python 3.11 and make: `make demo`, `make test`; `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

UV_VERSION := 0.13.9
BOOTSTRAP := .local/bootstrap
UV := .local/uv-$(UV_VERSION)
SYNCED := .venv/.synced
BIN := .venv/bin
CHROMIUM := /usr/bin/chromium
NODE := $(firstword $(wildcard /usr/bin/node /usr/local/bin/node /usr/bin/nodejs))
BROWSER_PACKAGES := chromium fonts-noto-core nodejs
TEST_WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n > 8 ? 8 : n)))
PYTEST := $(BIN)/pytest -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder
AS_ROOT := DEBIAN_FRONTEND=noninteractive apt-get

# What a shell may have left behind for another project.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONOPTIMIZE CONDA_PREFIX
unexport PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
unexport UV_PYTHON UV_PROJECT UV_PROJECT_ENVIRONMENT UV_SYSTEM_PYTHON UV_NO_DEV UV_NO_SYNC
unexport DJANGO_SETTINGS_MODULE PYTEST_ADDOPTS PYTEST_PLUGINS MYPYPATH
export UV_PYTHON_DOWNLOADS := never

.PHONY: help
help: ## Show these lines
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	while IFS='|' read -r name line; do printf '  make %-9s %s\n' "$$name" "$$line"; done

.PHONY: demo
demo: $(SYNCED) ## Build a demo instance from real data and serve it (DEMO_ARGS=--no-serve ends after the table)
	@$(BIN)/ouvrage demo $(DEMO_ARGS)

.PHONY: serve
serve: $(SYNCED) ## Serve the instance in ./var on this machine
	@$(BIN)/ouvrage serve $(SERVE_ARGS)

.PHONY: check
check: static ## Quick checks: style, types, import law, house and fast tests on SQLite
	$(PYTEST) -m "not browser and not races and not journey"

.PHONY: test
test: static browser ## Everything: the checks, all tests on SQLite, then those of tables and doors on PostgreSQL
	OUVRAGE_TEST_DATABASE=sqlite $(PYTEST)
	OUVRAGE_TEST_DATABASE=postgresql $(PYTEST)

.PHONY: static
static: $(SYNCED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	OUVRAGE_DATA_DIR=.mypy_cache/instance $(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: bench
bench: $(SYNCED) ## Measure the figures we publish (benchmarks/)
	@shopt -s nullglob; for file in benchmarks/[a-z]*.py; do $(BIN)/python "$$file" || exit 1; done

.PHONY: messages
messages: $(SYNCED) ## Collect the sentences people read into src/ouvrage/web/locale and compile them
	@$(BIN)/python -m tests.house.messages --write
	@$(BIN)/python -m tests.house.refusals --write

.PHONY: browser
browser:
	@if [ -x $(CHROMIUM) ] && [ -n "$(NODE)" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ]; then \
	  echo "The browser tests need Debian's chromium and nodejs. Run this, then again make test:" >&2; \
	  echo "  sudo apt-get install -y --no-install-recommends $(BROWSER_PACKAGES)" >&2; \
	  exit 1; \
	fi; \
	$(AS_ROOT) -q update; $(AS_ROOT) -q install -y --no-install-recommends $(BROWSER_PACKAGES)

# The environment: a Python that is already here, a pinned uv of our own, then what the lock says.
$(UV):
	@for name in python3.11 python3.12 python3.13 python3; do \
	  found="$$(command -v "$$name" || true)"; \
	  if [ -n "$$found" ] && "$$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then python="$$found"; break; fi; \
	done; \
	if [ -z "$${python:-}" ]; then \
	  echo "Python 3.11 or later is needed and none was found. On Debian, run this, then make again:" >&2; \
	  echo "  sudo apt-get install -y --no-install-recommends python3 python3-venv" >&2; \
	  exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip' 2>/dev/null; then \
	  if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	    echo "$$python has no venv module. On Debian, run this, then make again:" >&2; \
	    echo "  sudo apt-get install -y --no-install-recommends python3-venv" >&2; \
	    exit 1; \
	  fi; \
	  $(AS_ROOT) -q update; $(AS_ROOT) -q install -y --no-install-recommends python3-venv; \
	fi; \
	mkdir -p .local; \
	"$$python" -m venv --clear $(BOOTSTRAP); \
	$(BOOTSTRAP)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION); \
	rm -f .local/uv-*; \
	ln -s bootstrap/bin/uv $@

$(SYNCED): uv.lock pyproject.toml | $(UV)
	$(UV) sync --frozen --all-extras --python $(BOOTSTRAP)/bin/python
	@touch $@
