/**
 * The viewer: one page that needs nothing else. It is made of the page as it was built (scripts/build-page.js) and of the trace, which
 * stands in it as the lines of `jsonl` do: packed with gzip and written in base64, in pieces, for a trace of 100,000 events has 40 MB.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { InputError } from '../../emu/input-error.ts'
import { PACKAGE_ROOT } from '../../host/package-root.ts'
import type { Trace } from '../../observe/trace/trace-event.ts'
import type { MemoryRecord, PageData, PageTrace } from '../../viewer/page-data.ts'
import { eventRecord, headerRecord } from './trace-record.ts'

/** Where `make build` puts the page, beside the compiled sources. */
const PAGE = new URL('dist/viewer/page.html', PACKAGE_ROOT)

/** Where the page wants its data. */
const DATA = '<!-- data -->'

/** A page with more would take minutes to open. */
const MOST_PAGE_EVENTS = 200_000

/** Characters of lines that are packed together. */
const BATCH = 1 << 21

/**
 * The page of `trace`, beside `compared` where there is one. Nothing is given before all of it is there: throws an `InputError` when a
 * trace has more events than a page shows.
 */
export function* htmlTrace(trace: Trace, compared?: Trace): Generator<string> {
  yield* page({ traces: [trace, ...(compared ? [compared] : [])].map(pageTrace) })
}

/** The page that asks a server for what it shows: `fencepost ui`. */
export function livePage(): string {
  return [...page({ live: true })].join('')
}

/** What a page is told of shared memory and its names. */
export function memoryRecord({ memory, labels }: Pick<Trace, 'memory' | 'labels'>): MemoryRecord {
  return {
    ranges: memory.map(({ address, bytes }) => ({ address, size: bytes.length, bytes: trimmed(bytes).toString('base64') })),
    labels: labels.map(({ name, address, size }) => ({ name, address: Number(address), size })),
  }
}

/** Without the zeros at its end: most of an arena. */
function trimmed(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1))
}

function* page(data: PageData): Generator<string> {
  const [before = '', after = ''] = readFileSync(PAGE, 'utf8').split(DATA)
  yield before
  // In base64 and in names of C and Go there is no <, but a summary may have one.
  yield `<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`
  yield after
}

function pageTrace({ header, memory, labels, events }: Trace): PageTrace {
  const packed: string[] = []
  let batch = ''
  let count = 0
  const pack = (): void => {
    packed.push(gzipSync(batch).toString('base64'))
    batch = ''
  }
  for (const event of events) {
    if (++count > MOST_PAGE_EVENTS) {
      throw new InputError(`html: the trace has more than ${MOST_PAGE_EVENTS} events, which is as much as one page shows: `
        + 'end it earlier with --steps N, or write --format jsonl or perfetto, which have no bound')
    }
    batch += `${JSON.stringify(eventRecord(event))}\n`
    if (batch.length >= BATCH) pack()
  }
  if (batch !== '') pack()
  return { header: headerRecord(header), memory: memoryRecord({ memory, labels }), events: packed }
}
