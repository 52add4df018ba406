/** A thread of print-files.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { workThrough, type Message, type SharedWork } from './print-files.ts'

const port = parentPort
if (!port) throw new Error('this file is to be started as a thread')
const controller = new AbortController()
port.on('message', () => { controller.abort() })
const tell = (message: Message): void => { port.postMessage(message) }
void workThrough(workerData as SharedWork, controller.signal, {
  put: (index, printed) => { tell({ index, printed }) },
  close: (index) => { tell({ index }) },
}).finally(() => { port.close() })
