// node --import ./scripts/run-typescript.js FILE.ts: runs TypeScript as it stands, without dist. Node 20 cannot strip types itself.
// The code that runs is what `tsc` emits, native modules and all: a benchmark under vitest would time vitest's module wrapper too.
import { register } from 'node:module'

register('./typescript-hook.js', import.meta.url)
