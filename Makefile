# Every command sets up what it needs, so `make demo` and `make test` work on a fresh clone.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: help setup demo test bench evaluate faults fuzz audit lock clean

UV := $(shell command -v uv || echo .uv/bin/uv)
BIN := .venv/bin
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3

help:  ## what there is to do
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | column -ts $$'\t'

setup: .venv/ready .venv/compiler  ## environment, compiled language layer and trained model
	-@$(BIN)/parchi compile
	@$(BIN)/parchi train

demo: setup  ## the whole system with the simulator, no account anywhere
	@$(BIN)/parchi demo

test: setup .venv/browser  ## all tests
	@$(BIN)/parchi compile
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
	@$(BIN)/pytest -n 2 --dist loadfile

evaluate: setup  ## understanding, measured on every set of messages
	@$(BIN)/python -m parchi.workbench.all_sets

bench: setup  ## speed beside peers, each in one run
	@$(BIN)/python -m bench

faults: setup  ## a hundred rounds of kill -9 under load, then outages of everything around, each with an audit
	@$(BIN)/python -m tests.faults

fuzz: setup  ## ten minutes of what nobody would write, at the webhook, the reading and the shop
	@$(BIN)/python -m tests.fuzz

audit: .audit/bin/pip-audit  ## every package of the lock: reviewed by somebody, and nothing new known against it
	@$(BIN)/python -m audit

lock: .uv/bin/uv  ## write requirements.lock anew
	@$(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--extra dev pyproject.toml -o requirements.lock

clean:  ## remove what was made
	rm -rf .venv .uv .audit .rasa .compiled models/*.tar.gz models/*.json parchi-demo*.db* .demo-clock

# The asker has an environment of its own, so that its packages are none of ours.
.audit/bin/pip-audit: .venv/ready
	@echo "Fetching pip-audit …"
	@$(BIN)/python -m venv .audit && .audit/bin/pip install --quiet --disable-pip-version-check pip-audit

# uv is taken from its package into a folder of its own where the machine has none.
.uv/bin/uv:
	@echo "Fetching uv …"
	@python3 -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check uv

.venv/ready: requirements.lock pyproject.toml .python-version | $(filter .uv/bin/uv,$(UV))
	@echo "Setting up Python $$(cat .python-version) and the packages of requirements.lock …"
	@test -x $(BIN)/python || $(UV) venv --quiet --python "$$(cat .python-version)" .venv
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@# A bare `rasa test` walks the whole folder and would play the sample stories of Rasa's own package.
	@rm -f $(BIN)/../lib/python3.10/site-packages/rasa/cli/initial_project/tests/test_stories.yml
	@touch $@

# A C compiler makes reading faster; as root it is installed, and without one everything runs the same, uncompiled.
.venv/compiler: .venv/ready
	@if ! command -v cc >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing a C compiler …"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			gcc libc6-dev >/dev/null; } || echo "No C compiler could be installed."; fi
	@touch $@

# Browser tests need a real Chromium and letters for Devanagari; as root they are installed, else they must be there.
.venv/browser: .venv/ready
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium and fonts …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium fonts-noto-core fonts-noto-color-emoji >/dev/null; fi
	@command -v chromium google-chrome chromium-browser >/dev/null || \
		{ echo "The browser tests need Chromium: install it and run again."; exit 1; }
	@touch $@
