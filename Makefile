.DEFAULT_GOAL := help
.PHONY: help setup setup-video demo test lint unit fuzz mutate screenshots translations plugin-api bench bench-gpu clean

VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.installed
WORKERS ?= 2
SEED ?= 1
FILES ?= 1000
AREAS ?=
MODULES ?=
SAMPLE ?= 15
AGAIN ?=

help:  ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(STAMP)  ## Create .venv and install everything, pinned

$(STAMP): pyproject.toml constraints.txt scripts/system-packages
	@sh scripts/system-packages
	test -x $(PYTHON) || python3.11 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt pip setuptools wheel
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-build-isolation -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

setup-video: $(STAMP)  ## Add PyAV, which decodes video, too; its wheels bring GPL encoders
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt av

demo: $(STAMP)  ## The main job on a synthetic thorax CT: series, plugins, report, window
	$(VENV)/bin/lightbox demo -o out

test: $(STAMP) lint unit  ## Format check, ruff, mypy, import contracts, all tests

lint: $(STAMP)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

unit: $(STAMP)
	$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal

fuzz: $(STAMP)  ## Mutate every kind of file and judge what the program does; SEED, FILES, AREAS
	$(PYTHON) -m tests.fuzz $(AREAS) --seed $(SEED) --files $(FILES) --workers $(WORKERS)

mutate: $(STAMP)  ## Change the code and see whether its tests notice; MODULES, SAMPLE, SEED, AGAIN=1
	nice $(PYTHON) -m tests.mutation $(MODULES) --sample $(SAMPLE) --seed $(SEED) $(if $(AGAIN),--again)

screenshots: $(STAMP)  ## Drive the real window and save its pictures to docs/images
	$(PYTHON) -m benchmarks.screenshots docs/images

translations: $(STAMP)  ## Bring the catalogs of the languages up to date with the sources
	$(PYTHON) -m tests.support.catalog

plugin-api: $(STAMP)  ## Build the wheel of what plugins import into dist
	$(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist packages/plugin-api

bench: $(STAMP)  ## Measure beside other programs; see docs/benchmarks.md
	$(PYTHON) -m benchmarks.loading
	$(PYTHON) -m benchmarks.nodule_phantoms 8
	$(PYTHON) -m benchmarks.inference
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m benchmarks.window_latency

bench-gpu: $(STAMP)  ## Inference on CUDA
	$(PYTHON) -m benchmarks.inference --device cuda

clean:  ## Remove what the targets made
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache
