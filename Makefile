# Every target sets up what it needs in .venv, from nothing. `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html test lint pins clean distclean

# The Python to use; tools/ensure-venv looks for one where this is empty.
PYTHON ?=
# The versions to install; `make distclean test PINS=` tries the newest instead.
PINS ?= requirements.txt
SPHINXOPTS ?=
PYTESTOPTS ?=

VENV := .venv
RUN := $(VENV)/bin/python -m
PIP_INSTALL := $(RUN) pip install --quiet --disable-pip-version-check $(if $(PINS),--constraint $(PINS))

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*##  */\1 /p' $(MAKEFILE_LIST) | while read -r name text; do printf 'make %-10s %s\n' "$$name" "$$text"; done

html: $(VENV)/.publication  ## build the publication into _build/html
	$(RUN) sphinx -b html -d _build/doctrees -j auto --keep-going -n $(SPHINXOPTS) . _build/html

test: lint  ## check the code and run all tests (needs a Chromium, and installs one where it can)
	@CHROMIUM="$$(tools/ensure-chromium)" && export CHROMIUM && $(RUN) pytest $(PYTESTOPTS)

lint: $(VENV)/.test  ## check the code only
	$(RUN) ruff check
	$(RUN) mypy

pins:  ## write requirements.txt anew, with the newest versions
	tools/freeze requirements.txt

clean:  ## remove what the builds and checks left
	rm -rf _build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache

distclean: clean  ## remove the virtual environment as well
	rm -rf $(VENV)

# Stamps: pip runs only when what it would read has changed. One needs the other, so that two pips never meet under `make -j`.
$(VENV)/.made:
	PYTHON="$(PYTHON)" tools/ensure-venv $(VENV)
	@touch $@

$(VENV)/.publication: $(VENV)/.made pyproject.toml $(PINS)
	$(PIP_INSTALL) --editable ".[publication]"
	@touch $@

$(VENV)/.test: $(VENV)/.publication
	$(PIP_INSTALL) --editable ".[publication,test]"
	@touch $@
