#!/usr/bin/env bash
# Packs fencepost, looks the tarball over, installs it into a copy of examples/ that lies outside of this checkout, and runs the
# tests there: what a user gets, from the registry on.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm pack --silent --pack-destination "$work" >/dev/null
tarball=$(echo "$work"/fencepost-*.tgz)

publint --strict "$tarball"
# The package is ESM only: CommonJS can import() it, and resolution without "exports" finds no more than the root.
attw --profile esm-only "$tarball"

cp -r examples "$work/examples"
cd "$work/examples"
rm -rf node_modules
npm install --silent --no-audit --no-fund --prefer-offline "$tarball"
npm run --silent typecheck
npm test --silent
