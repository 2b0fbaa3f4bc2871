# Two commands need nothing before them: `make run` and `make test`.
PORT ?= 8000
PY := .venv/bin/python
LOOPBACK := SITE_URL=http://127.0.0.1:$(PORT) ALLOWED_HOSTS=127.0.0.1,localhost PORT=$(PORT)
MANAGE := $(LOOPBACK) $(PY) manage.py
# Hundreds of processes start in a test run: none should compile every module anew.
unexport PYTHONDONTWRITEBYTECODE
# A site as an operator would set it up, for Django's own list of what is unsafe.
FRESH = $$($(PY) -c 'import secrets; print(secrets.token_urlsafe(48))')
DEPLOYED = ENV_FILE=/dev/null SITE_URL=https://paper.example SECRET_KEY=$(FRESH) TIP_PEPPER=$(FRESH) \
	$(PY) manage.py
PYTEST := .venv/bin/pytest -n 3 --dist loadscope --no-loadscope-reorder
COMPILE := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header \
	--no-annotate --python-version 3.11

.PHONY: run demo setup tools test browser check requirements clean

run: demo
	@echo "Readers     http://127.0.0.1:$(PORT)/"
	@echo "Moderators  http://127.0.0.1:$(PORT)/admin/"
	@echo "Tipsters    http://127.0.0.1:$(PORT)/tips/"
	@$(LOOPBACK) .venv/bin/gunicorn -c deploy/gunicorn.conf.py

demo: setup
	@$(MANAGE) seed_demo

setup:
	@deploy/setup.sh run
	@$(PY) -m blogsite.env .env
	@umask 077; mkdir -p var
	@$(PY) deploy/messages.py
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createcachetable --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0

tools:
	@deploy/setup.sh dev
	@$(PY) deploy/messages.py
	@deploy/test-tools.sh

test: tools
	@$(PYTEST)
	@# Those that ask no database are not tried again.
	@deploy/with-postgres.sh $(PYTEST) -m "not browser" --ignore tests/tips/scrub

browser: tools
	@$(PYTEST) -m browser

check: tools
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	git ls-files -co --exclude-standard 'templates/*.html' | xargs .venv/bin/djade --check --target-version 5.2
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(DEPLOYED) makemigrations --check --dry-run
	$(DEPLOYED) check --deploy --fail-level WARNING
	.venv/bin/pytest -q tests/test_architecture.py tests/test_words.py

requirements: tools
	$(COMPILE) --all-extras -o requirements/run.txt pyproject.toml
	$(COMPILE) --all-extras --group dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml
	echo uv | $(COMPILE) -o requirements/uv.txt -

# The database, what was sent (var/) and the secrets (.env) stay: nothing here brings them back.
clean:
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
	find locale -name '*.mo' -delete
