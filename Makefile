# Every target sets up what it needs; `make setup` alone makes .venv and installs everything at the pinned versions.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready

.PHONY: setup demo test test-all check bench bench-app claims worlds docs pictures screens types vendored wheel clean

setup: $(READY)

# What is installed already is not installed again, whatever the files' times say: only a change of their content counts.
$(READY): pyproject.toml constraints.txt
	@sum="$$(cat pyproject.toml constraints.txt | cksum)"; \
	if [ "$$(cat $(READY) 2>/dev/null)" != "$$sum" ]; then \
		if uv --version >/dev/null 2>&1; then \
			{ test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) $(VENV); } && \
			uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable '.[report,app,tables,bench,study,cluster,assess,docs,dev]'; \
		else \
			{ test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); } && \
			{ $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; } && \
			$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[report,app,tables,bench,study,cluster,assess,docs,dev]'; \
		fi; \
	fi && echo "$$sum" > $(READY)

demo: $(READY)
	@$(BIN)/demerit demo

test: $(READY)
	@$(BIN)/ruff check --quiet src tests docs tools
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"
	@$(BIN)/python tests/wheel.py

test-all: $(READY)
	@$(BIN)/ruff check --quiet src tests docs tools
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python -m pytest -n 2 --dist loadfile
	@$(BIN)/python tests/wheel.py

check: $(READY)
	@$(BIN)/ruff check src tests docs tools
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/demerit check
	@$(BIN)/python tools/check_pages.py

bench: $(READY)
	@$(BIN)/demerit bench

# The site: every page, the notebooks carried out, the reference from docstrings; a warning is an error.
# A class of scripted players; the full measure: make bench-app PLAYERS=120 MINUTES=10 PEOPLE=20000
PLAYERS ?= 20
MINUTES ?= 0.4
PEOPLE  ?= 5000
bench-app: $(READY)
	@$(BIN)/python tests/bench_app.py --players $(PLAYERS) --minutes $(MINUTES) --people $(PEOPLE)

docs: $(READY)
	@$(BIN)/python docs/tables.py
	@$(BIN)/python docs/pictures.py
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -b html -c docs . docs/_build/html
	@$(BIN)/python docs/links.py docs/_build/html
	@echo "docs/_build/html/index.html"

# The pictures of the README, from the runs whose figures it prints.
pictures: $(READY)
	@$(BIN)/python docs/pictures.py readme

# All claims asked anew in plausible worlds, into the file that comes with the program; killed, the same again goes on.
claims: $(READY)
	@$(BIN)/python tools/renew_claims.py

# The calibrated table, drawn worlds and shares of parts that come with the program, made anew.
worlds: $(READY)
	@$(BIN)/python tools/renew_worlds.py

# The pictures of the pages in the guide; needs a browser.
screens: $(READY)
	@$(BIN)/python -m docs.screens

# The types of the messages between pages and server, from the server's.
types: $(READY)
	@$(BIN)/python tools/write_types.py

# The libraries of the pages at the versions of their list, packed by npm; needs node.
vendored:
	@$(PYTHON) tools/renew_vendored.py

# A wheel with the code of every scheme, recipe and replication compiled for two levels of x86-64.
wheel: $(READY)
	@HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 $(BIN)/python -m build --wheel --no-isolation --outdir dist .

clean:
	@rm -rf $(VENV) dist build docs/_build docs/gallery .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
