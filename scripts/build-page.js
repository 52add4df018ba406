// Makes the page of the viewer, dist/viewer/page.html, or the file that is named: src/viewer/page.html with its style and its compiled
// code inside, so that it needs nothing else.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const source = (name) => resolve(root, 'src/viewer', name)
const output = resolve(process.argv[2] ?? resolve(root, 'dist/viewer/page.html'))

const bundle = await rolldown({ input: source('main.ts'), platform: 'browser', tsconfig: source('tsconfig.json') })
const { output: chunks } = await bundle.generate({ format: 'iife', minify: true })
await bundle.close()
if (chunks.length !== 1) throw new Error(`the page wants one piece of code, found ${chunks.length}`)

// What ends a script in HTML must not stand in one.
const code = chunks[0].code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
const page = readFileSync(source('page.html'), 'utf8')
  .replace('/* page.css */', () => readFileSync(source('page.css'), 'utf8'))
  .replace('/* main.ts */', () => code)
mkdirSync(dirname(output), { recursive: true })
// Tests may do this at the same time: whoever looks finds a whole page.
const part = `${output}.${process.pid}`
writeFileSync(part, page)
renameSync(part, output)
