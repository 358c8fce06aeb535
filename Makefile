# make demo: set up, run the main job.  make test: set up, pass every check and test.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint check bench docs lock clean

demo: $(VENV)/run.stamp
	@mkdir -p out
	$(BIN)/pledgecraft run korea-us-2025 --brief out/korea-us-2025.html

test: lint check

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

check: $(VENV)/dev.stamp
	$(BIN)/python -m pytest

bench: $(VENV)/bench.stamp
	$(BIN)/python benchmarks/run.py

docs: $(VENV)/run.stamp
	$(BIN)/python docs/generate.py

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@echo "Setting up (about a minute) ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src  # as for an installed package: each start is faster
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements/bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

lock:  ## pin what requirements/*.in ask for, with hashes and without addresses (needs uv)
	cd requirements && for name in run dev bench; do uv pip compile --quiet --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  $$name.in --output-file $$name.txt; done

clean:
	rm -rf $(VENV) out
