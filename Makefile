# Each target does all its own set-up.
.PHONY: demo stop test browser lint setup

demo: ## the made-up partnership, in a browser
	@scripts/setup runtime
	@.venv/bin/reachable demo

stop: ## stop what `make demo` started
	@.venv/bin/reachable stop

setup:
	@scripts/setup develop

lint: setup
	@.venv/bin/python -m pytest tests/architecture -q

test: setup ## lint, units, rules, database, every page in a browser
	@.venv/bin/python -m pytest -q -n 2 --dist loadgroup
	@scripts/test-on-oldest-postgres

browser: setup ## only the journeys and every page in a browser
	@.venv/bin/python -m pytest -q tests/journeys
