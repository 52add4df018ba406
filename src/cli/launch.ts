#!/usr/bin/env node
/** The start of the built program, `dist/cli/main.js`: scripts/build-program.js makes CommonJS of it. */
import { tuneForShortRuns } from '../emu/v8-flags.ts'
import { IMPORT } from '../host/import-module.ts'
import { requireFrom } from './code-cache.ts'

// Before any code is compiled: V8 takes code that was kept only under the same flags.
tuneForShortRuns()
Reflect.set(globalThis, IMPORT, (url: string) => import(url))
requireFrom(__dirname, (id) => module.require(id) as unknown)('./program.js')
