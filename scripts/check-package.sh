#!/usr/bin/env bash
# Packs fencepost, looks the tarball over, installs it into a copy of examples/ that lies outside of this checkout, and runs the
# tests there: what a user gets, from the registry on.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm pack --silent --pack-destination "$work" >/dev/null
tarball=$(echo "$work"/fencepost-*.tgz)

# While npm waits for the registry, the tarball is looked over.
cp -r examples "$work/examples"
rm -rf "$work/examples/node_modules"
(cd "$work/examples" && npm install --silent --no-audit --no-fund --prefer-offline "$tarball") &
installing=$!
publint --strict "$tarball"
# The package is ESM only: CommonJS can import() it, and resolution without "exports" finds no more than the root.
attw --profile esm-only --format table "$tarball"
wait "$installing"

cd "$work/examples"
npm run --silent typecheck
npm test --silent
