import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { InputError } from '../emu/input-error.ts'
import { isRecord } from '../export/is-record.ts'
import { readHeader, TraceCheck } from '../export/trace/check-trace.ts'
import { RecordedSchedule, type RecordLine } from '../export/trace/recorded-schedule.ts'
import type { Json } from '../export/trace/trace-record.ts'
import { outcomeText } from '../export/outcome-text.ts'
import { StaleWitness } from '../machine/witness.ts'
import type { ScenarioValues } from './scenario-arguments.ts'
import { machineOfWitness } from './witness-run.ts'

/** Does `text` begin as a trace does, and not as a witness? */
export function looksLikeTrace(text: string): boolean {
  return /^\s*\{/.test(text)
}

/** The first bytes of a file as text; empty when it cannot be read, or only once, as a pipe. */
export async function beginningOf(file: string): Promise<string> {
  try {
    if (!(await stat(file)).isFile()) return ''
    return await text(createReadStream(file, { end: 63 }))
  } catch {
    return ''
  }
}

/**
 * Takes the run of a recorded trace again and compares every event. `content` is what it holds where it came from stdin; a file is
 * read twice instead, a line at a time. Gives what to print; throws `StaleWitness` at the first line that is not as it would be made
 * now.
 */
export async function replayTrace(file: string, content: string | undefined, values: ScenarioValues): Promise<string> {
  const schedule = new RecordedSchedule(file)
  let header: ReturnType<typeof readHeader> | undefined
  for await (const line of recordsOf(file, content)) {
    if (header) schedule.add(line)
    else header = readHeader(line, file)
  }
  if (!header) throw new InputError(`${file}: this trace is empty`)
  const { loaded, machine } = await machineOfWitness(header, file, values)
  if (loaded.hash !== header.image) {
    throw new StaleWitness(`${file}: this trace is stale: it was made with image ${header.image}, and ${header.scenario} is `
      + `${loaded.hash} now: the bytes of its code or data, or the initial registers, have changed`)
  }
  const check = new TraceCheck(file, loaded, machine, header.syntax, schedule)
  let lines = 0
  for await (const line of recordsOf(file, content)) {
    lines = line.line
    check.compare(line)
  }
  const end = check.finish(lines + 1)
  loaded.close()
  const outcome = end.outcome === undefined ? end.status : outcomeText(end.outcome)
  return `${header.scenario} under ${header.model}: all ${end.event} events of ${file} are as recorded (${end.steps} transitions)\n`
    + `outcome   ${outcome}\n`
}

async function* recordsOf(file: string, whole: string | undefined): AsyncGenerator<RecordLine> {
  const input = whole === undefined ? createReadStream(file) : Readable.from([whole])
  let line = 0
  for await (const content of createInterface({ input, crlfDelay: Infinity })) {
    line++
    if (content.trim() === '') continue
    yield { line, record: parse(line === 1 ? content.replace(/^\ufeff/, '') : content, file, line) }
  }
}

function parse(content: string, file: string, line: number): RecordLine['record'] {
  let value: Json
  try {
    value = JSON.parse(content) as Json
  } catch {
    throw new InputError(`${file}:${line}: this line is no JSON: expected one event of a trace, `
      + 'as fencepost trace --format jsonl writes it')
  }
  if (!isRecord(value)) throw new InputError(`${file}:${line}: expected a JSON object, one event of a trace`)
  return value
}
