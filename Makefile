# Everything runs from a virtual environment in .venv; nothing else on the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: docs help run test fast eval bench baseline lint format constraints clean
.DEFAULT_GOAL := help

help:  ## print this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

run: $(VENV)/.installed  ## install, index corpus/ if needed, serve http://127.0.0.1:8000
	@$(BIN)/sstc index
	@$(BIN)/sstc serve

test: $(VENV)/.installed-dev lint  ## install the dev tools, run linters, type checks and tests (SSTC_SLOW=1: the slow ones too)
	$(BIN)/python -m pytest $(if $(SSTC_SLOW),,-m "not slow")

fast: $(VENV)/.installed-dev  ## run the tests that need neither the model nor a browser
	$(BIN)/python -m pytest -m "not models and not browser and not slow and not originals"

eval: $(VENV)/.installed-dev  ## measure answer quality on the dev split and write data/eval/report.html
	@$(BIN)/sstc index
	$(BIN)/sstc eval

bench: $(VENV)/.installed-dev  ## measure speed, memory and growth, and write docs/performance.md
	@$(BIN)/sstc index
	$(BIN)/python -m eval.bench

baseline: $(VENV)/.installed-dev  ## take the present scores as those that the gate holds later ones against
	@$(BIN)/sstc index
	$(BIN)/sstc eval --gate --save-baseline eval/baselines/gate.json

fit: $(VENV)/.installed-dev  ## fit the weights of the answers anew to the training questions and the dev split
	@$(BIN)/sstc index
	$(BIN)/python -m eval.fitting
	$(BIN)/python -m eval.fitting --plain
	$(BIN)/python -m eval.fitting.talk
	$(BIN)/python -m eval.fitting.topicality
	$(BIN)/python -m eval.fitting.theme_sense
	$(BIN)/python -m eval.fitting.sides
	$(BIN)/python -m eval.fitting.staying
	$(BIN)/python -m eval.fitting.request_sense

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev  ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.installed-dev  ## write docs/reference.md from the commands and settings
	$(BIN)/python -m ui.cli.reference > docs/reference.md

constraints: $(VENV)/.installed-dev  ## write the installed versions to constraints.txt
	@{ head -1 constraints.txt; $(BIN)/python -m pip freeze --exclude-editable | sed -E 's/\+cpu//'; } > constraints.new
	@mv constraints.new constraints.txt

clean:  ## remove the virtual environment, the index and all caches
	rm -rf $(VENV) data .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing into $(VENV) (a few minutes the first time) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@
