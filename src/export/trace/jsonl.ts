import type { Trace } from '../../observe/trace/trace-event.ts'
import { eventRecord, headerRecord } from './trace-record.ts'

/** A header, then one event a line, made as they are read. */
export function* jsonlTrace({ header, events }: Trace): Generator<string> {
  yield `${JSON.stringify(headerRecord(header))}\n`
  for (const event of events) yield `${JSON.stringify(eventRecord(event))}\n`
}
