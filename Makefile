# The whole loop, on a machine with Python 3.11 or newer and make. Every target makes .venv for itself.

PYTHON = python3
WORKERS = 2
SEQUENCES = 10000
VENV = .venv
BIN = $(VENV)/bin
READY = $(VENV)/ready
TESTED = $(VENV)/tested
TREE = tui models commands seed tests pyproject.toml constraints.txt Makefile README.md HOUSE.md CHANGELOG.md

.PHONY: help demo test check words format benchmark soak pictures constraints clean
.PHONY: check-format check-code check-types check-walls check-words check-tests

help:
	@echo "make demo        bill a month in an invented municipality"
	@echo "make test        run every test, on SQLite and on PostgreSQL"
	@echo "make check       format, lint, types, import walls, words, and the tests with a coverage floor;"
	@echo "                 \"make -k check\" goes on after a fault"
	@echo "make words       compile the Swedish words"
	@echo "make format      format the code"
	@echo "make benchmark   measure"
	@echo "make soak        10 000 random sequences of rates, hours and batches on each engine, 1 000 documents judged"
	@echo "make pictures    draw the screens of README.md anew"
	@echo "make constraints renew constraints.txt from what the newest allowed versions are"
	@echo "make clean       remove .venv, the demo and the caches"

$(READY): pyproject.toml constraints.txt
	@echo "Making $(VENV), once; this takes a minute ..."
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11 ..." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

demo: $(READY)
	@$(BIN)/python -m seed.demo

test: $(READY)
	@rm -f $(TESTED)
	@touch $(TESTED).begun
	@$(BIN)/python -m pytest -q -n $(WORKERS) --cov --cov-report=term
	@mv $(TESTED).begun $(TESTED)

check: check-format check-code check-types check-walls check-words check-tests

check-format: $(READY)
	$(BIN)/ruff format --check --quiet .

check-code: $(READY)
	$(BIN)/ruff check --quiet .

check-types: $(READY)
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

check-walls: $(READY)
	$(BIN)/lint-imports

check-words: $(READY)
	$(BIN)/python -m models.language.compile --check

# What has just passed on these very files need not pass again: any file that is newer than the beginning of that run does.
check-tests: $(READY)
	@if test -e $(TESTED) && test -z "$$(find $(TREE) -type f -newer $(TESTED) -not -path '*/__pycache__/*')"; \
	then echo "The tests have passed on these very files, with the coverage asked for."; else $(MAKE) test; fi

words: $(READY)
	@$(BIN)/python -m models.language.compile

format: $(READY)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

benchmark: $(READY)
	@$(BIN)/python -m pytest -q -s tests/benchmarks

soak: $(READY)
	@$(BIN)/python -m tests.operations.billing.sequences --count $(SEQUENCES)
	@$(BIN)/python -m tests.operations.billing.sequences --count $(SEQUENCES) --postgres
	@$(BIN)/python -m tests.operations.billing.judged_documents --count 1000

pictures: $(READY)
	@$(BIN)/python -m tests.tui.pictures

constraints:
	@rm -rf build/closure && $(PYTHON) -m venv build/closure
	@build/closure/bin/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@head -1 constraints.txt > build/constraints.txt
	@build/closure/bin/python -m pip freeze --exclude-editable >> build/constraints.txt
	@mv build/constraints.txt constraints.txt && rm -rf build/closure

clean:
	@rm -rf $(VENV) demo-out build dist htmlcov .coverage .hypothesis
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
