# fencepost: one command for each thing a developer does. `make` alone lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PATH := $(CURDIR)/node_modules/.bin:$(PATH)
export PATH

# npm removes node_modules before `npm ci`, so a stamp inside it says exactly that the last one went through.
INSTALLED := node_modules/.installed
BUILT := dist/.built
SOURCES := $(shell find src -name '*.ts' -o -name 'page.*')

.PHONY: audit audit-check help setup engine demo build test references lint typecheck layers package bench doctor clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: engine $(INSTALLED) ## install what is missing: libunicorn2, the npm packages

demo: setup build ## two cores in Go's mapassign_fast64, every outcome under every model
	@node dist/cli/main.js demo

build: setup $(BUILT) ## compile src into dist

test: build ## all tests; ARGS='test/emu -t shl' for some of them
	@vitest run $(ARGS)

references: ## install what some tests compare with or drive: Go 1.22 (Debian's backports), gdb, tmux, chromium
	@scripts/install-go.sh
	@scripts/install-tools.sh gdb tmux chromium

lint: setup ## ESLint, style included
	@eslint --max-warnings 0 .
	@if grep -n '"resolved"' package-lock.json; then \
	  echo 'package-lock.json names download addresses: remove them (see .npmrc)' >&2; exit 1; fi

typecheck: setup ## the compiler over src, test and bench
	@tsc -p tsconfig.json
	@tsc -p src/viewer
	@tsc -p test/viewer

layers: setup ## imports point downwards only; then prove that a violation is caught
	@depcruise --config .dependency-cruiser.cjs src
	@node scripts/prove-layers.js

package: setup ## what npm publishes: looked over, installed into examples/ as a user would, tests run there
	@scripts/check-package.sh

audit: $(BUILT) ## run every claim of the article anew: docs/audit.md and the witnesses in docs/audit
	@rm -rf docs/audit
	@node dist/cli/main.js audit --markdown --witnesses docs/audit > docs/audit.md.part || { rm docs/audit.md.part; exit 1; }
	@mv docs/audit.md.part docs/audit.md

# Into a folder of its own, so that a check never changes what is kept.
audit-check: $(BUILT) ## docs/audit.md and its witnesses are what the audit writes today, byte for byte, and they replay
	@rm -rf node_modules/.cache/audit && mkdir -p node_modules/.cache/audit
	@node dist/cli/main.js audit --markdown --witnesses node_modules/.cache/audit/audit > node_modules/.cache/audit/audit.md
	@diff docs/audit.md node_modules/.cache/audit/audit.md && diff -r docs/audit node_modules/.cache/audit/audit \
	  || { echo 'the audit says something else than docs/audit.md and docs/audit: run make audit and read the difference' >&2; exit 1; }
	@for file in docs/audit/*.witness; do node dist/cli/main.js replay $$file > /dev/null || exit 1; done

bench: build ## the table of docs/performance.md; ARGS='--quick --filter gomap' for some rows
	@npm run --silent bench -- $(ARGS)

# Installs no engine: it is there to say what is missing.
doctor: $(BUILT) ## what was found on this machine, and what is missing
	@node dist/cli/main.js doctor

clean: ## remove dist and caches; node_modules stays
	@rm -rf dist node_modules/.cache

engine:
	@scripts/setup.sh

$(INSTALLED): package-lock.json
	@npm ci --no-progress --loglevel=error
	@touch $@

$(BUILT): $(SOURCES) tsconfig.json tsconfig.build.json scripts/build-page.js scripts/build-program.js scripts/program.js scripts/plain-names.js $(INSTALLED)
	@tsc -p tsconfig.build.json
	@node scripts/build-program.js
	@node scripts/build-page.js
	@touch $@
