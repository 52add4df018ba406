/** The test that README.md shows under "In your tests" is run, and fails with the very message that stands there. */
import { readFile } from 'node:fs/promises'
import { compileFunction } from 'node:vm'
import { expect, test } from 'vitest'
import ts from 'typescript'
import { defineScenario, explore, intel } from '../src/index.ts'
import '../src/vitest/register.ts'

type Body = (argument: string) => Promise<void>

/** A `test` that only remembers: `test.each(list)(name, body)`. */
class Recorder {
  readonly runs: { readonly name: string; run(): Promise<void> }[] = []

  readonly test = {
    each: (list: readonly string[]) => (name: string, body: Body): void => {
      for (const one of list) this.runs.push({ name: name.replace('%s', one), run: () => body(one) })
    },
  }
}

const section = /^## In your tests\n(.*?)^## /ms.exec(await readFile(new URL('../README.md', import.meta.url), 'utf8'))?.[1] ?? ''
const [, code = ''] = /^```ts\n(.*?)^```$/ms.exec(section) ?? []
const [, failure = ''] = /^```text\n(.*?)^```$/ms.exec(section) ?? []

/** Runs the README's code without its imports, and gives what each of its tests threw. */
async function runReadme(): Promise<Record<string, string>> {
  const imports = /^import .*\n/gm
  expect(code.match(imports)).toEqual([
    "import { expect, test } from 'vitest'\n",
    "import { defineScenario, explore, intel } from 'fencepost'\n",
    "import 'fencepost/vitest'\n",
  ])
  const { outputText } = ts.transpileModule(code.replace(imports, ''), { compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  const recorder = new Recorder()
  const names = { expect, test: recorder.test, defineScenario, explore, intel }
  const define = compileFunction(outputText, Object.keys(names)) as (...values: readonly unknown[]) => void
  define(...Object.values(names))
  const results: Record<string, string> = {}
  for (const { name, run } of recorder.runs) {
    results[name] = await run().then(() => 'passed', (error: unknown) => withoutSize((error as Error).message))
  }
  return results
}

/** How much was searched changes with every improvement of the search, and is not what the README tells. */
function withoutSize(message: string): string {
  return message.replace(/\d+ states and \d+ transitions/, 'N states and N transitions')
}

test('the test has at most 15 lines, passes under x86-tso and fails under pso with the message shown', async () => {
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(15)
  expect(await runReadme()).toEqual({
    'no increment is lost under x86-tso': 'passed',
    'no increment is lost under pso': withoutSize(failure.trimEnd()),
  })
})
