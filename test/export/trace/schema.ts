import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

const schema = JSON.parse(readFileSync(new URL('../../../schema/trace-1.schema.json', import.meta.url), 'utf8')) as object
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: false }).compile(schema)

/** What is wrong with a line of a trace; empty when it is as the schema says. */
export function faultsOf(line: string): string {
  if (validate(JSON.parse(line))) return ''
  return `${line.slice(0, 200)}: ${JSON.stringify(validate.errors?.at(-2) ?? validate.errors)}`
}
