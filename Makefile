# One line per verb: `make help`. Every verb first brings .venv up to date with pyproject.toml and
# constraints.txt; nothing outside this folder is touched. Paths are relative, so that the folder
# may have any name.

# The Python that .venv is made with: the first of these that is new enough, or PYTHON=...
ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c '$(ENOUGH)' >/dev/null 2>&1 && echo "$$p" && break; done)
RUN := .venv/bin/python
READY := .venv/.ready
# The build tool comes from constraints.txt as well, hence a first step and no build isolation.
INSTALL := $(RUN) -m pip install --disable-pip-version-check -c constraints.txt
DEMO := demo
# What keeps the demo short, over the defaults of the registry.
DEMO_TRAINING := --max-time 00:00:02:00

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test generate check mutate lint bench clean smoke bounds docs ptychodus FORCE

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(READY) ## simulate scans, train, reconstruct an unseen one: pictures and scores in demo/
	@$(RUN) -m ptycho_torch.simulate --output-dir $(DEMO)/scans --overwrite
	@$(RUN) -m ptycho_torch.train --train-data-file $(DEMO)/scans/train.npz \
		--test-data-file $(DEMO)/scans/validation.npz --output-dir $(DEMO)/run --overwrite \
		$(DEMO_TRAINING)
	@$(RUN) -m ptycho_torch.inference --model-path $(DEMO)/run \
		--test-data-file $(DEMO)/scans/test.npz --output-dir $(DEMO)/reconstruction --overwrite

test: $(READY) ## the default test set
	@$(RUN) -m pytest

generate: $(READY) ## write generated/ from spec/knobs.yaml
	@$(RUN) -m codegen generate

check: $(READY) ## is generated/ what spec/knobs.yaml gives, does each knob arrive, what breaks?
	@$(RUN) -m codegen check
	@$(RUN) -m codegen targets
	@$(RUN) -m codegen breaking

lint: $(READY) ## style, format, types, who imports whom
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m ruff format --check --quiet
	@$(RUN) -m mypy
	@$(RUN) .venv/bin/lint-imports --no-logo

mutate: $(READY) ## is every single edit of registry, templates, documents and code caught?
	@$(RUN) tests/mutation/mutate.py

bench: $(READY) ## how fast, how much memory, at which size: one table and pictures in build/bench/; quality and hard_map train for long and are left out: make bench ONLY="quality hard_map"
	@$(RUN) tests/bench/collect.py $(if $(ONLY),--only $(ONLY))

bounds: $(READY) ## do the commands work with the oldest packages that pyproject.toml admits?
	@$(RUN) tests/integration/lower_bounds.py || [ $$? -eq 75 ]

smoke: $(READY) ## all pairs of execution knobs, hostile files, 100 kills, a disk that fills up: figures of each, in half an hour
	@PYTHONPATH=. $(RUN) tests/smoke/knob_combinations.py
	@PYTHONPATH=. $(RUN) tests/smoke/fuzz.py
	@PYTHONPATH=. $(RUN) tests/smoke/kill_and_resume.py
	@PYTHONPATH=. $(RUN) tests/smoke/full_disk.py
	@PYTHONPATH=. $(RUN) tests/smoke/full_disk.py --forbid --every 1000

docs: .venv/.docs ## the documentation as a site, site/index.html; the notebook in it is executed
	@$(RUN) .venv/bin/jupyter-execute docs/tutorial.ipynb
	@NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs build --strict --quiet

ptychodus: $(READY) ## in an environment of its own: ptychodus trains and reconstructs with this package
	@$(RUN) tests/integration/ptychodus_environment.py

clean: ## remove caches, builds and the demo; .venv stays
	@rm -rf $(DEMO) build dist site .codegen_cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name ".venv*" -prune -o -name __pycache__ -type d -exec rm -rf {} +

# The stamp holds the folder it was made in: a moved or copied checkout is installed again.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
$(READY): FORCE
endif
$(READY): pyproject.toml constraints.txt
	@$(RUN) -c 'import pip; $(ENOUGH)' >/dev/null 2>&1 || { \
		"$(PYTHON)" -c '$(ENOUGH)' >/dev/null 2>&1 || { \
			echo "Python 3.11 or newer is needed and PYTHON='$(PYTHON)' is none: make PYTHON=python3.12 ..." >&2; exit 2; }; \
		echo "Making .venv with $$("$(PYTHON)" --version)"; \
		"$(PYTHON)" -m venv --clear .venv; }
	@echo "Installing the versions in constraints.txt into .venv: about a minute, longer on a slow network"
	@$(INSTALL) hatchling >.venv/install.log 2>&1 \
		&& $(INSTALL) --no-build-isolation -e '.[dev]' >>.venv/install.log 2>&1 \
		|| { tail -n 15 .venv/install.log >&2; echo "Not installed; the whole log is .venv/install.log" >&2; exit 1; }
	@pwd -P >$@

# Only the site needs these packages, so they wait until somebody builds it.
.venv/.docs: $(READY)
	@$(INSTALL) --no-build-isolation -e '.[docs]' >>.venv/install.log 2>&1 \
		|| { tail -n 15 .venv/install.log >&2; exit 1; }
	@touch $@
